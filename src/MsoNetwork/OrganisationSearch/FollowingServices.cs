using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Changes;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.OrganisationSearch;

internal static class FollowingServices
{
    /// <summary>Who keeps this process's index up to date, and an external search where there is one; a serving host runs them.</summary>
    public static IServiceCollection AddOrganisationFollowing(this IServiceCollection services)
    {
        services.AddFollower(
            OrganisationFollowing.Name,
            provider =>
                OrganisationFollowing.Follow(
                    provider.GetRequiredService<NpgsqlDataSource>(),
                    provider.GetRequiredService<ChangeListener>(),
                    FollowedIndex.Of(provider.GetRequiredService<OrganisationIndex>()),
                    provider.GetRequiredService<ReferenceSnapshot<Gazetteer>>(),
                    provider.GetRequiredService<TimeProvider>()
                )
        );
        // Made only where an external search is registered, too.
        services.AddSingleton<ExternalSearchRebuild>();
        services.AddKeyedSingleton(ExternalSearch.Name, (provider, _) => new OutboxCourier(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<ChangeListener>(),
            provider.GetRequiredService<ExternalSearch>().Consumer,
            provider.GetRequiredService<TimeProvider>()
        ));
        return services;
    }
}
