using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using MsoNetwork.Web;
using MsoNetwork.Web.Background;
using MsoNetwork.Web.Commands;
using MsoNetwork.Web.Serving;
using Npgsql;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>What operators see of the index.</summary>
[Trait("Speed", "Medium")]
public sealed class SearchReadinessTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_is_sent_here_before_the_index_is_loaded_and_afterwards_the_lag_is_told()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await using var connection = await network.Database.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await using (var hold = new NpgsqlCommand("LOCK TABLE organisations", connection)) await hold.ExecuteNonQueryAsync(Token);
        await using var site = Build(network.ConnectionString);
        await site.StartAsync(Token);
        using var client = new HttpClient { BaseAddress = new Uri(site.Urls.First()) };
        var (status, answer) = await ReadyAsync(client);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("the index is being built", answer.GetProperty("checks").GetProperty("search").GetString());
        await transaction.RollbackAsync(Token);
        await Waiting.UntilAsync(async () => (await ReadyAsync(client)).Status == HttpStatusCode.OK, "never ready");
        (_, answer) = await ReadyAsync(client);
        Assert.Equal("ok", answer.GetProperty("checks").GetProperty("search").GetString());
        var details = answer.GetProperty("details").GetProperty("search");
        Assert.Equal(await network.ScalarAsync<long>("SELECT count(*) FROM organisations"), details.GetProperty("documents").GetInt64());
        Assert.True(details.GetProperty("lagSeconds").GetDouble() >= 0);
    }

    [Fact]
    public async Task Lag_and_documents_are_measured()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await using var site = Build(network.ConnectionString);
        await site.StartAsync(Token);
        var documents = await network.ScalarAsync<long>("SELECT count(*) FROM organisations");
        await Waiting.UntilAsync(() => Measured().Contains(("msonet.search.documents", documents)), "no such measurement");
        Assert.Contains(Measured(), measurement => measurement.Name == "msonet.search.lag");
        await Waiting.UntilAsync(() => Measured().Contains(("msonet.calls.documents", 0)), "no such measurement");
        Assert.Contains(Measured(), measurement => measurement.Name == "msonet.calls.lag");
    }

    private static WebApplication Build(string database) => NetworkSite.Build(NetworkHost.CreateBuilder(
        new WebApplicationOptions { ContentRootPath = Path.Combine(Repository.Root, "src", "MsoNetwork.Web") },
        new Dictionary<string, string?> { ["DATABASE"] = database, ["URLS"] = "http://127.0.0.1:0", ["Logging:LogLevel:Default"] = "None" },
        Server.Bound));

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> ReadyAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/readyz", Token);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement);
    }

    private static List<(string Name, double Value)> Measured()
    {
        var measured = new List<(string, double)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == SearchMetrics.MeterName) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured.Add((instrument.Name, value)));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => measured.Add((instrument.Name, value)));
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }
}
