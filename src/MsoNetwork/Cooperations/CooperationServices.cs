using Microsoft.Extensions.DependencyInjection;
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
        services.AddSingleton<CooperationStore>();
        services.AddSingleton(
            new NodeSource("Cooperation", (provider, key, _) =>
                ValueTask.FromResult<object?>(
                    Guid.TryParseExact(key, "N", out var id)
                        ? provider.GetRequiredService<CooperationLists>().ById.Load(id, found => found)
                        : null
                )
            )
        );
        return services;
    }
}
