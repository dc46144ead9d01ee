using System.Net.Http.Json;
using MsoNetwork.Invented;

namespace MsoNetwork.Tests.Serving;

/// <summary>
/// Forty at once of each of the dearest questions to pages, API and files, in a process of its own. Search pages come first: nothing
/// that searches need has been made then.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class MemoryTests(TestCluster cluster)
{
    private const int AtOnce = 40;
    private const long Most = 600_000_000;

    /// <summary>With pages, networks and what else may be asked again.</summary>
    private const long Kept = 480_000_000;

    [Fact]
    public async Task Forty_of_the_dearest_at_once_stay_below_600_MB_and_memory_comes_back()
    {
        var token = TestContext.Current.CancellationToken;
        await using var network = await SeededNetwork.NewAsync(cluster);
        await new SeedSynthetic(network.Database, TimeProvider.System).RunAsync(5_000, 1, token);
        await new SeedSyntheticCooperations(network.Database, TimeProvider.System).RunAsync(7_500, 1, token);
        using var msonet = MsonetProcess.Start(network.ConnectionString, new Dictionary<string, string?>
        {
            ["MSONET_URLS"] = "http://127.0.0.1:0",
            ["MSONET_LIMITS"] = "off",
        }, "serve");
        Assert.True(await msonet.SaysAsync("Ready", token), msonet.Output);
        var address = msonet.Lines.First(line => line.StartsWith("Ready: ", StringComparison.Ordinal))["Ready: ".Length..];
        using var client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(3) };
        var before = msonet.Memory;
        var (answered, peaks) = (0, new List<string>());
        foreach (var ask in Questions(client))
        {
            var answers = await msonet.WatchedAsync(Task.WhenAll(Enumerable.Range(0, AtOnce).Select(nth => StatusAsync(ask(nth)))));
            Assert.All(answers, status => Assert.Contains(status, (int[])[200, 503]));
            answered += answers.Count(status => status == 200);
            peaks.Add($"{answers.Count(status => status == 200)} answered, {msonet.PeakMemory / 1_000_000} MB");
        }

        Assert.True(answered > AtOnce, "Hardly anything was answered.");
        Assert.True(msonet.PeakMemory <= Most, $"{before / 1_000_000} MB at first; " + string.Join("; ", peaks));
        Console.WriteLine($"Memory: {before / 1_000_000} MB at first; {string.Join("; ", peaks)}; {msonet.Memory / 1_000_000} MB after");
        var until = TimeSpan.FromSeconds(60);
        while (msonet.Memory > Kept && until > TimeSpan.Zero)
        {
            until -= TimeSpan.FromSeconds(1);
            await Task.Delay(1_000, token);
        }

        Assert.InRange(msonet.Memory, 0, Kept);
    }

    private static async Task<int> StatusAsync(Task<HttpResponseMessage> asking)
    {
        using var answer = await asking;
        return (int)answer.StatusCode;
    }

    private static IEnumerable<Func<int, Task<HttpResponseMessage>>> Questions(HttpClient client)
    {
        Task<HttpResponseMessage> Ask(string query) => client.PostAsJsonAsync("/graphql", new { query });
        const string near = "filter: { near: { municipality: \"Dortmund\", radiusKm: 500 } }, last: 50";
        yield return nth => client.GetAsync($"/de/organisationen?q={Uri.EscapeDataString($"frauen kultur {nth}")}");
        yield return nth => client.GetAsync($"/de/organisationen?topics=education&near=Dortmund&km={5 + nth}");
        yield return _ => Ask("{ regions(level: MUNICIPALITY) { boundary } }");
        yield return _ => Ask($"{{ organisations({near}) {{ totalCount edges {{ distanceKm }} }} }}");
        yield return nth => Ask($"{{ network(region: \"05\", at: \"2026-01-{1 + (nth % 28):00}\") {{ measures {{ density }} }} }}");
        yield return _ => Ask("{ organisations(first: 100) { nodes { id slug topics { key } members(first: 20) { nodes { name } } } } }");
        yield return nth => client.GetAsync($"/organisations/export.xlsx?labels={(nth % 2 == 0 ? "de" : "en")}");
        yield return _ => client.GetAsync("/network/export.gexf?region=05");
    }
}
