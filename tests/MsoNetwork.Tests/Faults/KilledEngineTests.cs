using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Meilisearch;

namespace MsoNetwork.Tests.Faults;

/// <summary>
/// Meilisearch's stand-in or the server that feeds it dies at a random moment, round after round, while entries change: requests and
/// answers that were on their way are lost, what was stored stays.
/// </summary>
[Trait("Speed", "Slow")]
public sealed partial class KilledEngineTests(TestCluster cluster)
{
    private const string Index = "organisations_v4";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_outbox_loses_nothing()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var engine = await ModelServer.StartAsync();
        var (held, url) = (engine.Meilisearch, engine.Url);
        var random = new Random(20261203);
        held.Then = (_, _) => Task.Delay(Random.Shared.Next(12)); // so that answers are on their way when it dies
        var server = Serve(network, url);
        var (rounds, engines, changes) = (KillRounds.Or(6), 0, 0);
        try
        {
            using (await server.ReadyAsync()) await UntilSameAsync(network, held);
            for (var round = 0; round < rounds; round++)
            {
                for (var one = random.Next(1, 12); one > 0; one--, changes++) await ChangeAsync(network, random.Next(6), $"{round}b{one}");
                await Task.Delay(random.Next(300), Token);
                if (random.Next(3) > 0)
                {
                    await engine.DisposeAsync();
                    engines++;
                    for (var one = random.Next(4); one > 0; one--, changes++) await ChangeAsync(network, one, $"{round}away{one}");
                    engine = await ModelServer.StartAsync(held, url);
                }
                else
                {
                    await server.DisposeAsync();
                    await ChangeAsync(network, 1, $"{round}unserved");
                    changes++;
                    server = Serve(network, url);
                    (await server.ReadyAsync()).Dispose();
                }
            }

            await UntilSameAsync(network, held);
            await Waiting.UntilAsync(
                async () => await network.ScalarAsync<long>("SELECT count(*) FROM outbox WHERE NOT done") == 0, "something still waits");
            KillRounds.Report($"{engines} kills of the engine, {rounds - engines} of the server; {changes} changes");
        }
        finally
        {
            await server.DisposeAsync();
            await engine.DisposeAsync();
        }
    }

    private static ServedProcess Serve(SeededNetwork network, string url) =>
        new(network.ConnectionString, ("MSONET_SEARCH", "meilisearch"), ("MSONET_MEILISEARCH_URL", url));

    // A name of letters that no engine folds into others.
    private static Task ChangeAsync(SeededNetwork network, int kind, string name) => network.RunAsync(kind == 0
        ? """
            DELETE FROM organisations WHERE id = (SELECT id FROM organisations AS o
                WHERE NOT EXISTS (SELECT FROM cooperations WHERE o.id IN (from_id, to_id))
                AND NOT EXISTS (SELECT FROM memberships WHERE o.id IN (member_id, umbrella_id)) ORDER BY random() LIMIT 1)
            """
        : $"UPDATE organisations SET name = 'umbenannt {Letters(name)}' "
            + "WHERE id = (SELECT id FROM organisations ORDER BY random() LIMIT 1)");

    private static string Letters(string name) =>
        string.Concat(name.Select(one => char.IsDigit(one) ? (char)('q' + one - '0') : one));

    private static async Task UntilSameAsync(SeededNetwork network, FakeMeilisearch held)
    {
        string[] there = [], here = [];
        for (var begun = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(1.5);)
        {
            here = await network.ScalarAsync<string[]>(
                "SELECT array_agg(id || CASE WHEN name LIKE 'umbenannt %' THEN name ELSE '' END) FROM organisations");
            there = [.. held.DocumentsOf(Index).Select(one => $"{JsonNode.Parse(one)!["id"]}{Renamed().Match(one).Value}")];
            if (here.Order(StringComparer.Ordinal).SequenceEqual(there.Order(StringComparer.Ordinal))) return;
            await Task.Delay(100, Token);
        }

        var (missing, more) = (string.Join(", ", here.Except(there).Take(5)), string.Join(", ", there.Except(here).Take(5)));
        Assert.Fail($"missing there: {missing}; only there: {more}");
    }

    [GeneratedRegex("umbenannt [a-z]+")]
    private static partial Regex Renamed();
}
