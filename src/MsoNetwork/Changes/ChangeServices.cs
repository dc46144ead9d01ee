using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Changes;

/// <summary>This room's registration.</summary>
internal static class ChangeServices
{
    public static IServiceCollection AddChanges(this IServiceCollection services) =>
        services.AddSingleton<ChangeListener>().AddSingleton<ChangeVersions>();

    /// <summary>Something in memory that a serving process keeps like the registry; found by its name, or with all others.</summary>
    public static IServiceCollection AddFollower(
        this IServiceCollection services,
        string name,
        Func<IServiceProvider, ChangeFollower> follower
    ) =>
        services
            .AddKeyedSingleton(name, (provider, _) => follower(provider))
            .AddSingleton(provider => provider.GetRequiredKeyedService<ChangeFollower>(name));
}
