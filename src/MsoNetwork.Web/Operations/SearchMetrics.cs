using System.Diagnostics.Metrics;
using MsoNetwork.Search;

namespace MsoNetwork.Web.Operations;

/// <summary>Gauges of the search index, for whoever collects the meter.</summary>
internal sealed class SearchMetrics : IDisposable
{
    public const string MeterName = "MsoNetwork";

    private readonly Meter _meter = new(MeterName);

    public SearchMetrics(IndexFollower follower)
    {
        _meter.CreateObservableGauge("msonet.search.lag", () => follower.Lag.TotalSeconds, "s",
            "Age of the oldest change that this process's index does not hold yet; 0 when it holds all.");
        _meter.CreateObservableGauge("msonet.search.documents", () => follower.Documents, "{organisation}", "Organisations in this process's index.");
    }

    public void Dispose() => _meter.Dispose();
}
