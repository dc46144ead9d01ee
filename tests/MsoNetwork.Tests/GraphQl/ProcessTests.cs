using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>The executable as operators see it: its end, its log, its telemetry.</summary>
[Trait("Speed", "Slow")]
public sealed class ProcessTests(TestCluster cluster)
{
    [Fact]
    public async Task On_SIGTERM_running_requests_are_finished_and_the_exit_code_is_0()
    {
        var database = await cluster.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var served = new ServedProcess(database);
        using var client = await served.ReadyAsync();
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = new NpgsqlCommand("LOCK TABLE organisations", connection))
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var asking = client.PostAsJsonAsync(
            "/graphql",
            new { query = "{ organisations(first: 1) { totalCount } }" },
            TestContext.Current.CancellationToken
        );
        await WaitForWaiterAsync(source);
        served.Terminate();
        await RefusesNewConnectionsAsync(client.BaseAddress!);
        Assert.False(asking.IsCompleted);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);

        using var response = await asking;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(
            "totalCount",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.Equal(0, await served.ExitCodeAsync());
    }

    [Fact]
    public async Task The_log_has_one_JSON_line_per_request_without_its_content()
    {
        await using var served = new ServedProcess(await cluster.CreateDatabaseAsync(TestContext.Current.CancellationToken));
        using var client = await served.ReadyAsync();
        client.DefaultRequestHeaders.Add("X-Request-Id", "f1d3f1d3f1d3f1d3");
        await client.GetAsync(
            "/graphql?query=" + Uri.EscapeDataString("{ places(query: \"hush-hush\") { name } }"),
            TestContext.Current.CancellationToken
        );
        served.Terminate();
        Assert.Equal(0, await served.ExitCodeAsync());
        var line = Assert.Single(served.Output, line => line.Contains("f1d3f1d3f1d3f1d3", StringComparison.Ordinal));
        var state = JsonDocument.Parse(line).RootElement.GetProperty("State");
        Assert.Equal(
            ("GET", "/graphql", 200),
            (state.GetProperty("Method").GetString(), state.GetProperty("Path").GetString(), state.GetProperty("Status").GetInt32())
        );
        Assert.DoesNotContain(served.Output, any =>
            any.Contains("hush", StringComparison.Ordinal) || any.Contains("127.0.0.1:5", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Traces_and_metrics_go_where_the_standard_variable_says()
    {
        using var collector = new Collector();
        await using var served = new ServedProcess(await cluster.CreateDatabaseAsync(TestContext.Current.CancellationToken),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        using var client = await served.ReadyAsync();
        await client.PostAsJsonAsync("/graphql", new { query = "{ region(key: \"05\") { name } }" }, TestContext.Current.CancellationToken);
        served.Terminate();
        Assert.Equal(0, await served.ExitCodeAsync());
        Assert.Contains("/v1/traces", collector.Paths);
        Assert.Contains("/v1/metrics", collector.Paths);
        foreach (var metric in (string[])["dotnet.gc.collections", "msonet.disk.free", "msonet.requests.waiting", "msonet.mail.handed"])
            Assert.Contains(metric, collector.Text, StringComparison.Ordinal);
        Assert.Contains("SELECT", collector.Text, StringComparison.Ordinal); // Npgsql's spans stand beside those of ASP.NET Core
    }

    private static async Task WaitForWaiterAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        );
        for (var tenths = 0; (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))! == 0; tenths++)
        {
            Assert.True(tenths < 40, "nobody waits for the lock");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static async Task RefusesNewConnectionsAsync(Uri address)
    {
        for (var tenths = 0; tenths < 30; tenths++)
        {
            using var other = new HttpClient { BaseAddress = address };
            try
            {
                await other.GetAsync("/healthz", TestContext.Current.CancellationToken);
            }
            catch (HttpRequestException)
            {
                return;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail("new connections are still accepted");
    }
}
