using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Networks;

/// <summary>This room's registration.</summary>
internal static class NetworkRegistration
{
    public static IServiceCollection AddNetworks(this IServiceCollection services) => services.AddSingleton<NetworkStore>();
}
