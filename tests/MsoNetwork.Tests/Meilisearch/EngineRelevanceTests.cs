namespace MsoNetwork.Tests.Meilisearch;

/// <summary>
/// The judged sets with Meilisearch as the engine: a real one where MSONET_MEILISEARCH_URL names it, else the model. Both engines must
/// say the same, and well.
/// </summary>
[Trait("Speed", "Slow")]
[Collection("evaluations")] // one looks whether none is left behind
public sealed class EngineRelevanceTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private static string Shared => Path.Combine(Repository.Root, "..", "shared", "data", "relevance");

    private static string Seeds => Path.Combine(SeededNetwork.Seeds, "relevance");

    [Fact]
    public Task Our_own_judged_set() =>
        HoldsAsync(Seeds, Path.Combine(SeededNetwork.Seeds, "organisations.csv"), "0.9"); // 58 queries, of which 53 have the same first hit

    [Fact]
    public Task The_given_judged_set() => HoldsAsync(Shared, Path.Combine(Shared, "corpus.csv"), "0.95");

    [Fact]
    public Task The_second_judged_set() =>
        HoldsAsync(Path.Combine(Seeds, "second"), Path.Combine(Shared, "corpus.csv"), "0.95");

    private async Task HoldsAsync(string folder, string corpus, string agreement)
    {
        Assert.SkipUnless(Directory.Exists(folder) && File.Exists(corpus), $"There is no judged set at {folder}.");
        await using var model = await ModelServer.StartAsync();
        using var msonet = MsonetProcess.Start(
            network.ConnectionString,
            new Dictionary<string, string?>
            {
                ["MSONET_SEARCH"] = "meilisearch",
                ["MSONET_MEILISEARCH_URL"] = ContractServer.Url ?? model.Url,
            },
            [
                "evaluate-search", folder, "--corpus", corpus, "--floor", "0.97", "--kind-floor", "0.9", "--agreement", agreement,
                "--worst", "10",
            ]);
        var code = await msonet.EndAsync(TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(msonet.Output);
        Assert.True(code == 0, msonet.Output);
        Assert.Empty(model.Meilisearch.Indexes); // nothing is left behind
    }
}
