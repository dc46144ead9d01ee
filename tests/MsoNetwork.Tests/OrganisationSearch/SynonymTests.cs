using System.Net.Http.Json;
using System.Text.Json;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>An editor adds a synonym as data, without a release and without a restart.</summary>
[Trait("Speed", "Slow")]
public sealed class SynonymTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_synonym_in_a_folder_of_one_s_own_is_understood_by_the_running_server_after_msonet_seed()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await using var served = new ServedProcess(network.ConnectionString);
        using var client = await served.ReadyAsync();
        Assert.Equal(0, await FoundAsync(client));

        var own = Path.GetDirectoryName(network.Write("empty", ""))!;
        foreach (var file in Directory.GetFiles(SeededNetwork.Seeds, "*.csv", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(own, "own", Path.GetRelativePath(SeededNetwork.Seeds, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var labels = Path.Combine(own, "own", "vocabularies", "topics.labels.csv");
        var lines = await File.ReadAllLinesAsync(labels, Token);
        var row = Array.FindIndex(lines, line => line.StartsWith("culture,de,", StringComparison.Ordinal));
        lines[row] += "|Quallenzucht";
        await File.WriteAllLinesAsync(labels, lines, Token);
        using var seeding = MsonetProcess.Start(
            network.ConnectionString,
            new Dictionary<string, string?> { ["MSONET_SEEDS"] = Path.Combine(own, "own") },
            "seed"
        );
        Assert.True(await seeding.EndAsync(Token) == 0, seeding.Output);
        Assert.Contains("Vocabularies: loaded", seeding.Output, StringComparison.Ordinal);
        Assert.True(seeding.Lines.Contains("Organisations: unchanged."), seeding.Output);
        await Waiting.UntilAsync(async () => await FoundAsync(client) > 0, "the server does not understand the new word");
    }

    private static async Task<int> FoundAsync(HttpClient client)
    {
        using var response = await client.PostAsJsonAsync(
            "/graphql",
            new { query = "{ searchOrganisations(query: \"quallenzucht\") { totalCount } }" },
            Token
        );
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Token))
            .GetProperty("data")
            .GetProperty("searchOrganisations")
            .GetProperty("totalCount")
            .GetInt32();
    }
}
