using MsoNetwork.Changes;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.PartnerCalls.Search;
using MsoNetwork.Trainings.Search;
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
                Task.FromResult(Organisations(services).Loaded.IsCompleted ? null : "the index is being built"),
            services =>
            {
                var follower = Organisations(services);
                var outside = services.GetService<ExternalSearch>() is null
                    ? (double?)null
                    : Seconds(services.GetRequiredKeyedService<OutboxCourier>(ExternalSearch.Name).Lag);
                return new
                {
                    documents = follower.Documents,
                    lagSeconds = Seconds(follower.Lag),
                    outerEngineLagSeconds = outside,
                    outerEngine = services.GetRequiredService<OuterSearchWatch>().State,
                };
            }
        );

    public static ReadinessCheck CallsReady { get; } =
        new(
            "callSearch",
            (services, _) =>
                Task.FromResult(Calls(services).Loaded.IsCompleted ? null : "the index is being built"),
            services => new { documents = Calls(services).Documents }
        );

    public static ReadinessCheck TrainingsReady { get; } =
        new(
            "trainingSearch",
            (services, _) =>
                Task.FromResult(Trainings(services).Loaded.IsCompleted ? null : "the index is being built"),
            services => new { documents = Trainings(services).Documents }
        );

    /// <summary>Keeps the indexes of a serving process.</summary>
    public static void AddIndexes(IServiceCollection services)
    {
        services.AddSingleton(Ready);
        services.AddSingleton(CallsReady);
        services.AddSingleton(TrainingsReady);
        services.AddHostedService<SearchFollowing>();
    }

    private static ChangeFollower Organisations(IServiceProvider services) =>
        services.GetRequiredKeyedService<ChangeFollower>(OrganisationFollowing.Name);

    private static ChangeFollower Calls(IServiceProvider services) =>
        services.GetRequiredKeyedService<ChangeFollower>(PartnerCallIndex.Name);

    private static ChangeFollower Trainings(IServiceProvider services) =>
        services.GetRequiredKeyedService<ChangeFollower>(TrainingIndex.Name);

    private static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 1);
}
