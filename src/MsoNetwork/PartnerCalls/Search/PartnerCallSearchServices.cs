using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Changes;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>This room's registration.</summary>
internal static class PartnerCallSearchServices
{
    public static IServiceCollection AddCallSearch(this IServiceCollection services)
    {
        services.AddSingleton<PartnerCallIndex>();
        services.AddFollower(
            PartnerCallFollowing.Name,
            provider =>
                PartnerCallFollowing.Follow(
                    provider.GetRequiredService<NpgsqlDataSource>(),
                    provider.GetRequiredService<ChangeListener>(),
                    provider.GetRequiredService<PartnerCallIndex>(),
                    provider.GetRequiredService<ReferenceSnapshot<Gazetteer>>(),
                    provider.GetRequiredService<TimeProvider>()
                )
        );
        services.AddSingleton<SearchPartnerCalls>();
        return services;
    }
}
