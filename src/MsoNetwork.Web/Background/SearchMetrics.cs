using System.Diagnostics.Metrics;
using MsoNetwork.Changes;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.PartnerCalls.Search;

namespace MsoNetwork.Web.Background;

/// <summary>Gauges of the search indexes, for whoever collects the meter.</summary>
internal sealed class SearchMetrics : IDisposable
{
    public const string MeterName = "MsoNetwork";

    private readonly Meter _meter = new(MeterName);

    public SearchMetrics(IServiceProvider services)
    {
        var follower = services.GetRequiredKeyedService<ChangeFollower>(OrganisationFollowing.Name);
        var calls = services.GetRequiredKeyedService<ChangeFollower>(PartnerCallIndex.Name);
        var outside = services.GetService<ExternalSearch>() is null
            ? null
            : services.GetRequiredKeyedService<OutboxCourier>(ExternalSearch.Name);
        _meter.CreateObservableGauge(
            "msonet.search.lag",
            () => Lags(follower, outside),
            "s",
            "Age of the oldest change that the engine does not hold yet; 0 when it holds all. postgres is this process's index."
        );
        _meter.CreateObservableGauge(
            "msonet.search.documents",
            () => follower.Documents,
            "{organisation}",
            "Organisations in this process's index."
        );
        var watch = services.GetRequiredService<OuterSearchWatch>();
        _meter.CreateObservableGauge(
            "msonet.search.outer.up",
            () => watch.State is { } state ? [new(state is { Problem: null, Circuit: "Closed" } ? 1 : 0)] : Array.Empty<Measurement<int>>(),
            "1",
            "1 while the search engine outside serves, 0 while it does not; nothing where none is configured."
        );
        _meter.CreateObservableGauge(
            "msonet.search.outer.documents",
            () => watch.State?.Documents is { } documents ? [new(documents)] : Array.Empty<Measurement<long>>(),
            "{organisation}",
            "Organisations in the index of the search engine outside."
        );
        _meter.CreateObservableGauge(
            "msonet.calls.lag",
            () => calls.Lag.TotalSeconds,
            "s",
            "At most so long the oldest change of partner calls has been waiting for this process's index; 0 when it holds all."
        );
        _meter.CreateObservableGauge("msonet.calls.documents", () => calls.Documents, "{call}", "Partner calls in this process's index.");
    }

    private static IEnumerable<Measurement<double>> Lags(ChangeFollower follower, OutboxCourier? outside)
    {
        yield return new(follower.Lag.TotalSeconds, new KeyValuePair<string, object?>("engine", "postgres"));
        if (outside is not null) yield return new(outside.Lag.TotalSeconds, new KeyValuePair<string, object?>("engine", "meilisearch"));
    }

    public void Dispose() => _meter.Dispose();
}
