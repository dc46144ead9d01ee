using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.Search;

internal static class FollowerServices
{
    /// <summary>Who keeps this process's index up to date; a serving host runs it.</summary>
    public static void AddIndexFollower(this IServiceCollection services)
    {
        services.AddSingleton(provider => new IndexFollower(
            provider.GetRequiredService<NpgsqlDataSource>(), FollowedIndex.Of(provider.GetRequiredService<OrganisationIndex>()),
            provider.GetRequiredService<ReferenceSnapshot<Gazetteer>>(), provider.GetRequiredService<TimeProvider>()));
        // Made only where an outer engine is registered, too.
        services.AddSingleton<OuterEngineFollower>();
        services.AddSingleton<OuterRebuild>();
    }
}
