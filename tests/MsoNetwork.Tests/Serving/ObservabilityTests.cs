using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Serving;

/// <summary>Dashboard, alerts and docs/slo.md name only metrics that a serving process really has, as Prometheus calls them.</summary>
public sealed partial class ObservabilityTests(TestCluster cluster)
{
    private static readonly string[] Files = ["deploy/observability/dashboard.json", "deploy/observability/alerts.yml", "docs/slo.md"];

    private static readonly string[] Labels = ["http_response_status_code", "db_client_connection_state"];

    [Fact]
    public async Task Every_metric_that_is_looked_at_is_there()
    {
        var there = new ConcurrentDictionary<string, bool>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) => { foreach (var name in NamesOf(instrument)) there[name] = true; },
        };
        listener.Start();
        await using var site = new RunningSite(cluster);
        await site.InitializeAsync();
        await site.AskAsync("{ __typename }");
        foreach (var file in Files)
        {
            var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, file), TestContext.Current.CancellationToken);
            var named = Named().Matches(text).Select(match => match.Value).Distinct().Except(Labels).ToList();
            Assert.True(named.Count > 4, file);
            var missing = string.Join(", ", named.Where(name => !there.ContainsKey(name)));
            Assert.True(missing.Length == 0, $"{file}: {missing}; there are {string.Join(' ', there.Keys.Order())}");
        }
    }

    // OpenTelemetry's rules for Prometheus: points become underscores, the unit and _total stand behind.
    private static IEnumerable<string> NamesOf(Instrument instrument)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        var name = instrument.Name.Replace('.', '_') + unit;
        var type = instrument.GetType().Name;
        if (type.StartsWith("Histogram", StringComparison.Ordinal)) return [$"{name}_bucket", $"{name}_count", $"{name}_sum"];
        if (type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal))
            return [$"{name}_total"];
        return [type.Contains("Gauge", StringComparison.Ordinal) && instrument.Unit == "1" ? $"{name}_ratio" : name];
    }

    [GeneratedRegex(@"\b(msonet|http|dotnet|db|kestrel|aspnetcore)(_[a-z0-9]+){2,}\b(?!=|"")")]
    private static partial Regex Named();
}
