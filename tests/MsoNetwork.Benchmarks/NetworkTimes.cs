using System.Diagnostics;
using System.Text.Json;
using MsoNetwork.Invented;
using MsoNetwork.Networks;
using MsoNetwork.Organisations;

namespace MsoNetwork.Benchmarks;

/// <summary>
/// Times networks of invented cooperations, ours and graphology's on the same graphs in one run, without a database:
/// <c>dotnet run --project tests/MsoNetwork.Benchmarks -c Release -- network src/MsoNetwork.Web/Assets/node_modules</c>
/// </summary>
internal static class NetworkTimes
{
    private const int Rounds = 3;

    public static async Task RunAsync(string modules)
    {
        foreach (var (nodes, ties) in ((int, int)[])[(500, 1_500), (5_000, 15_000), (20_000, 60_000)])
        {
            var all = Invent(nodes, ties);
            var filter = new NetworkFilter("05", new HashSet<NetworkTieKind>(), new HashSet<string>(), new DateOnly(2026, 11, 1), 0);
            var (cut, cutTime) = Timed(() => NetworkCut.Of(all, filter), Rounds);
            var (_, communityTime) = Timed(() => NetworkCommunities.Find(cut.Graph), Rounds);
            var (_, betweennessTime) = Timed(() => NetworkBetweenness.Of(cut.Graph, default), nodes > 10_000 ? 1 : Rounds);
            var theirs = await GraphologyAsync(modules, cut.Graph, cut.Communities.Of);
            var times = theirs.GetProperty("milliseconds");
            Console.WriteLine(FormattableString.Invariant($"""
                {nodes} organisations, {cut.Graph.Edges} pairs: cut with all measures but betweenness {cutTime:F0} ms
                  betweenness {betweennessTime:F0} ms (graphology {times.GetProperty("betweenness").GetDouble():F0} ms)
                  communities {communityTime:F1} ms, modularity {cut.Communities.Modularity:F4} (graphology {times.GetProperty("louvain").GetDouble():F1} ms, {theirs.GetProperty("louvain").GetDouble():F4})
                """));
        }
    }

    private static NetworkSnapshot Invent(int nodes, int ties)
    {
        var random = new Random(1);
        string[] topics = ["education", "culture", "work", "parents", "refugees", "sport-leisure"],
            languages = ["tr", "ar", "uk", "fa", "kmr"];
        var members = Enumerable
            .Range(0, nodes)
            .Select(number => new NetworkMember(
                new Guid(number, 0, 0, new byte[8]),
                $"o-{number}",
                $"O {number}",
                null,
                $"05{1 + random.Next(9)}{random.Next(6):00}0{random.Next(8):00}",
                [topics[random.Next(6)]],
                OrganisationStatus.Active
            ))
            .ToList();
        var pairs = SyntheticCooperations.Pairs(
            [.. members.Select(member => new SyntheticMember(member.Municipality, member.Topics, [languages[random.Next(5)]]))],
            ties,
            new SyntheticTies(),
            1
        );
        return new(
            1,
            members,
            [
                .. pairs.Select(pair => new NetworkTie(
                    pair.From,
                    pair.To,
                    NetworkTieKind.JointProject,
                    "x",
                    null,
                    DateOnly.MinValue,
                    null,
                    []
                )),
            ]
        );
    }

    private static (T Result, double Milliseconds) Timed<T>(Func<T> work, int rounds)
    {
        var (result, times) = (default(T)!, new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            result = work();
            if (round > 0 || rounds == 1) times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds); // the first is a warm-up
            if (rounds == 1) break; // minutes: its first moments do not count
        }

        return (result, times.Order().ElementAt(times.Count / 2));
    }

    private static async Task<JsonElement> GraphologyAsync(string modules, NetworkGraph graph, int[] community)
    {
        var edges = Enumerable
            .Range(0, graph.Count)
            .SelectMany(node => graph.Neighbours(node).ToArray().Where(other => other > node).Select(other => new[] { node, other, 1 }));
        using var process = Process.Start(
            new ProcessStartInfo("node", ["tests/MsoNetwork.Tests/Networks/graphology.mjs", Path.GetFullPath(modules)])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        await process.StandardInput.WriteAsync(
            JsonSerializer.Serialize(
                new
                {
                    graphs = new[]
                    {
                        new
                        {
                            count = graph.Count,
                            edges,
                            community,
                        },
                    },
                }
            )
        );
        process.StandardInput.Close();
        return JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync()).RootElement.GetProperty("measured")[0];
    }
}
