using System.Diagnostics.Metrics;
using MsoNetwork.Web.Background;

namespace MsoNetwork.Web.Admission;

/// <summary>Counts requests that were refused so that others are answered.</summary>
internal sealed class RefusalMetrics : IDisposable
{
    private readonly Meter _meter = new(SearchMetrics.MeterName);
    private readonly Counter<long> _refused;

    public RefusalMetrics() => _refused = _meter.CreateCounter<long>(
        "msonet.requests.refused", "{request}", "Requests refused for their client's rate (429), or because too many were at work (503).");

    /// <param name="reason">rate or busy.</param>
    public void Count(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Dispose() => _meter.Dispose();
}
