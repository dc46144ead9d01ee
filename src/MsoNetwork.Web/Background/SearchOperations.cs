using MsoNetwork.PartnerCalls.Search;
using MsoNetwork.Search;
using MsoNetwork.Web.Serving;

namespace MsoNetwork.Web.Background;

/// <summary>What /readyz says of the search.</summary>
internal static class SearchOperations
{
    /// <summary>Ready when the index has been read once. A lag does not make it unready: old answers are better than none.</summary>
    public static ReadinessCheck Ready { get; } =
        new(
            "search",
            (services, _) =>
                Task.FromResult(services.GetRequiredService<IndexFollower>().Loaded.IsCompleted ? null : "the index is being built"),
            services =>
            {
                var follower = services.GetRequiredService<IndexFollower>();
                var outside = services.GetService<OuterEngine>() is null
                    ? (double?)null
                    : Seconds(services.GetRequiredService<OuterEngineFollower>().Lag);
                return new
                {
                    documents = follower.Documents,
                    lagSeconds = Seconds(follower.Lag),
                    outerEngineLagSeconds = outside,
                };
            }
        );

    public static ReadinessCheck CallsReady { get; } =
        new(
            "callSearch",
            (services, _) =>
                Task.FromResult(services.GetRequiredService<PartnerCallFollower>().Loaded.IsCompleted ? null : "the index is being built"),
            services => new { documents = services.GetRequiredService<PartnerCallFollower>().Documents }
        );

    /// <summary>The indexes that a serving process keeps.</summary>
    public static void AddIndexes(IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var follower = provider.GetRequiredService<IndexFollower>();
            return new SearchedIndex("organisations", follower.FollowAsync, follower.Loaded, () => follower.Documents);
        });
        services.AddSingleton(provider =>
        {
            var follower = provider.GetRequiredService<PartnerCallFollower>();
            return new SearchedIndex("partner calls", follower.FollowAsync, follower.Loaded, () => follower.Documents);
        });
        services.AddSingleton(Ready);
        services.AddSingleton(CallsReady);
        services.AddHostedService<SearchFollowing>();
    }

    private static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 1);
}
