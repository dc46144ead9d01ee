using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Inbox;
using MsoNetwork.Relay;

namespace MsoNetwork.Cooperations;

/// <summary>This room's registration.</summary>
internal static class CooperationServices
{
    public static IServiceCollection AddCooperations(this IServiceCollection services)
    {
        services.AddScoped<CooperationLists>();
        services.AddScoped<ProposeCooperation>();
        services.AddScoped<AnswerCooperation>();
        services.AddScoped<CooperationStore>();
        services.AddNodes<CooperationLists, Cooperation>("Cooperation", lists => lists.ById);
        services.AddSingleton(new WaitingSource(WaitingCooperations.ListAsync));
        return services;
    }
}
