using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.Search;

internal static class FollowerServices
{
    /// <summary>The index of this process and who keeps it up to date; a serving host runs the follower.</summary>
    public static void AddIndexFollower(this IServiceCollection services)
    {
        services.TryAddSingleton<RegistryIndex>();
        services.AddSingleton(provider => new IndexFollower(
            provider.GetRequiredService<NpgsqlDataSource>(), FollowedIndex.Of(provider.GetRequiredService<RegistryIndex>()),
            provider.GetRequiredService<ReferenceSnapshot<Gazetteer>>(), provider.GetRequiredService<TimeProvider>()));
    }
}
