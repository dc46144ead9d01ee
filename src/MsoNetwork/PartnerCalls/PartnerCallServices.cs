using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Relay;

namespace MsoNetwork.PartnerCalls;

/// <summary>This room's registration.</summary>
internal static class PartnerCallServices
{
    public static IServiceCollection AddPartnerCalls(this IServiceCollection services)
    {
        services.AddSingleton<PartnerCallStore>();
        services.AddSingleton<ResponseStore>();
        services.AddScoped<PartnerCallLists>();
        services.AddScoped<ResponseLoaders>();
        services.AddScoped<FindPartnerCall>();
        services.AddScoped<WritePartnerCall>();
        services.AddScoped<StepPartnerCall>();
        services.AddScoped<RespondToPartnerCall>();
        services.AddSingleton(
            new NodeSource("PartnerCall", (provider, key, _) =>
                ValueTask.FromResult<object?>(
                    Guid.TryParseExact(key, "N", out var id)
                        ? provider.GetRequiredService<PartnerCallLists>().ById.Load(id, found => found)
                        : null
                )
            )
        );
        services.AddSingleton(
            new NodeSource("PartnerCallResponse", (provider, key, _) =>
                ValueTask.FromResult<object?>(
                    Guid.TryParseExact(key, "N", out var id)
                        ? provider.GetRequiredService<ResponseLoaders>().ById.Load(id, found => found)
                        : null
                )
            )
        );
        return services;
    }
}
