using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Changes;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Tests.GraphQl;
using Npgsql;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>`msonet reindex` against instances that serve, die and are not there.</summary>
[Trait("Speed", "Slow")]
public sealed class ReindexTests(TestCluster cluster)
{
    // cooperations hold on to theirs
    private const string Delete =
        "DELETE FROM organisations WHERE id = (SELECT id FROM organisations WHERE id NOT IN (SELECT from_id FROM cooperations UNION "
            + "SELECT to_id FROM cooperations) ORDER BY random() LIMIT 1)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_serving_instance_rebuilds_while_searches_and_changes_go_on()
    {
        await using var site = new RunningSite(cluster);
        await site.InitializeAsync();
        var follower = site.Services.GetRequiredKeyedService<ChangeFollower>(OrganisationFollowing.Name);
        var before = follower.Rebuilds;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var changing = ChangeAsync(site, end.Token);
        var searching = SearchAsync(site, end.Token);
        using var running = MsonetProcess.Start(site.Database.ConnectionString, "reindex");
        Assert.True(await running.EndAsync(Token) == 0, running.Output);
        Assert.Contains("1 of 1 instances", running.Output, StringComparison.Ordinal);
        Assert.Equal(before + 1, follower.Rebuilds);
        await end.CancelAsync();
        Assert.True(await changing > 0);
        Assert.True(await searching > 0);
        await using var count = site.Database.CreateCommand("SELECT count(*) FROM organisations");
        var rows = (long)(await count.ExecuteScalarAsync(Token))!;
        await Waiting.UntilAsync(
            () => site.Services.GetRequiredService<OrganisationIndex>().Count == rows,
            "the index has another number of organisations"
        );
    }

    [Fact]
    public async Task Without_an_instance_it_says_that_the_next_start_builds_anyway()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        using var running = MsonetProcess.Start(network.ConnectionString, "reindex");
        Assert.Equal(0, await running.EndAsync(Token));
        Assert.Contains("No instance is running", running.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_outside_that_is_away_is_said_in_one_line_and_the_rebuild_stays_wanted()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        using var running = MsonetProcess.Start(
            network.ConnectionString,
            new Dictionary<string, string?> { ["MSONET_SEARCH"] = "meilisearch", ["MSONET_MEILISEARCH_URL"] = "http://127.0.0.1:9" },
            "reindex"
        );
        Assert.Equal(1, await running.EndAsync(Token));
        Assert.StartsWith("Not reindexed", Assert.Single(running.Lines), StringComparison.Ordinal);
        Assert.Equal(1, await network.ScalarAsync<long>("SELECT count(*) FROM outbox_consumers WHERE rebuilt < rebuild"));
    }

    [Fact]
    public async Task A_killed_instance_is_not_waited_for_and_the_next_one_has_the_whole_registry()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await using (var killed = new ServedProcess(network.ConnectionString))
        {
            using var client = await killed.ReadyAsync();
            await network.RunAsync(
                "UPDATE organisations SET name = 'Zwischendurch Umbenannt' WHERE id = (SELECT id FROM organisations ORDER BY id LIMIT 1)"
            );
            await Waiting.UntilAsync(async () => await CountAsync(client, "Zwischendurch") == 1, "the change did not reach the search");
            Assert.Equal(1, await network.ScalarAsync<long>("SELECT count(*) FROM search_instances"));
        }

        // SIGKILL; the server sees the closed connection at once, but not necessarily before we ask.
        await Waiting.UntilAsync(
            async () => (await ServingInstances.ListAsync(network.Database, Token)).All(instance => !instance.Lives),
            "the dead one lives"
        );
        using var running = MsonetProcess.Start(network.ConnectionString, "reindex");
        Assert.Equal(0, await running.EndAsync(Token));
        Assert.Contains("No instance is running", running.Output, StringComparison.Ordinal);
        await network.RunAsync("UPDATE organisations SET name = 'Danach Umbenannt' WHERE name = 'Zwischendurch Umbenannt'");
        await using var next = new ServedProcess(network.ConnectionString);
        using var other = await next.ReadyAsync();
        Assert.Equal(
            await network.ScalarAsync<long>("SELECT count(*) FROM organisations WHERE status = 'Active'"),
            await CountAsync(other, "")
        );
        Assert.Equal(1, await CountAsync(other, "Danach Umbenannt"));
        await Waiting.UntilAsync(
            async () => await network.ScalarAsync<long>("SELECT count(*) FROM search_instances") == 1,
            "the dead one is still listed"
        );
    }

    private static async Task<int> CountAsync(HttpClient client, string text)
    {
        using var response = await client.PostAsJsonAsync(
            "/graphql",
            new { query = "query ($text: String!) { searchOrganisations(query: $text) { totalCount } }", variables = new { text } },
            Token
        );
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Token))
            .GetProperty("data")
            .GetProperty("searchOrganisations")
            .GetProperty("totalCount")
            .GetInt32();
    }

    private static async Task<int> ChangeAsync(RunningSite site, CancellationToken cancellationToken)
    {
        var changes = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            await using var command = site.Database.CreateCommand(
                "UPDATE organisations SET name = name || '.' WHERE id = (SELECT id FROM organisations WHERE length(name) < 200 ORDER BY "
                    + "random() LIMIT 1)"
            );
            changes += await command.ExecuteNonQueryAsync(Token);
            if (changes % 20 > 0) continue;
            await using var delete = site.Database.CreateCommand(Delete);
            try
            {
                await delete.ExecuteNonQueryAsync(Token);
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.ForeignKeyViolation)
            {
                // Another room holds on to that one.
            }
        }

        return changes;
    }

    private static async Task<int> SearchAsync(RunningSite site, CancellationToken cancellationToken)
    {
        var answers = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            Assert.True(
                (await site.AskAsync("{ searchOrganisations(query: \"verein\") { totalCount } }"))
                    .Data.GetProperty("searchOrganisations")
                    .GetProperty("totalCount")
                    .GetInt32() >= 0
            );
            answers++;
        }

        return answers;
    }
}
