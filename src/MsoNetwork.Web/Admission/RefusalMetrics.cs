using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MsoNetwork.Web.Background;

namespace MsoNetwork.Web.Admission;

/// <summary>Counts requests that were refused so that others are answered, and those that wait.</summary>
internal sealed class RefusalMetrics : IDisposable
{
    private readonly Meter _meter = new(SearchMetrics.MeterName);
    private readonly Counter<long> _refused;

    private readonly ConcurrentDictionary<string, WorkShare> _shares = new();

    public RefusalMetrics()
    {
        _refused = _meter.CreateCounter<long>("msonet.requests.refused", "{request}",
            "Requests refused for their client's rate or number at once (429), or because too many were at work (503).");
        _meter.CreateObservableGauge("msonet.requests.at_work", () => Each(share => share.AtWork), "{request}",
            "Requests that are worked on, by class: page, api, export, dear.");
        _meter.CreateObservableGauge("msonet.requests.waiting", () => Each(share => share.Waiting), "{request}",
            "Requests that wait for their turn, by class.");
    }

    /// <summary>From now on, its requests are counted under this class.</summary>
    public void Watch(string name, WorkShare share) => _shares[name] = share;

    /// <param name="reason">rate, client or busy.</param>
    public void Count(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<int>> Each(Func<WorkShare, int> count) =>
        _shares.Select(one => new Measurement<int>(count(one.Value), new KeyValuePair<string, object?>("class", one.Key)));
}
