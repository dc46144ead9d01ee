using System.Diagnostics.Metrics;
using MsoNetwork.Import;

namespace MsoNetwork.Web.Background;

/// <summary>Counters of what was imported in the browser. `msonet import` is another process, and says itself what it did.</summary>
internal sealed class ImportMetrics : IDisposable
{
    private readonly Meter _meter = new(SearchMetrics.MeterName);

    public ImportMetrics(ImportCounts counts)
    {
        _meter.CreateObservableCounter("msonet.imports", () => counts.Files, "{file}", "Uploaded files that were imported.");
        _meter.CreateObservableCounter(
            "msonet.imports.rows", () => counts.Rows, "{organisation}", "Organisations that these brought or changed.");
    }

    public void Dispose() => _meter.Dispose();
}
