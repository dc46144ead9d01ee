using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Relay;

namespace MsoNetwork.PartnerCalls;

/// <summary>This room's registration.</summary>
internal static class CallServices
{
    public static IServiceCollection AddPartnerCalls(this IServiceCollection services)
    {
        services.AddSingleton<CallStore>();
        services.AddSingleton<ResponseStore>();
        services.AddScoped<CallLists>();
        services.AddScoped<ResponseLists>();
        services.AddScoped<CallRights>();
        services.AddScoped<WritePartnerCall>();
        services.AddScoped<StepPartnerCall>();
        services.AddScoped<RespondToPartnerCall>();
        services.AddSingleton(new NodeSource("PartnerCall", (provider, key, _) => ValueTask.FromResult<object?>(
            Guid.TryParseExact(key, "N", out var id) ? provider.GetRequiredService<CallLists>().ById.Load(id, found => found) : null)));
        services.AddSingleton(new NodeSource("PartnerCallResponse", (provider, key, _) => ValueTask.FromResult<object?>(
            Guid.TryParseExact(key, "N", out var id) ? provider.GetRequiredService<ResponseLists>().ById.Load(id, found => found) : null)));
        return services;
    }
}
