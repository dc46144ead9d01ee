namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>How good the search is on the judged set that lies beside the repository, or where MSONET_RELEVANCE says.</summary>
[Trait("Speed", "Slow")]
[Collection("evaluations")] // one looks whether none is left behind
public sealed class RelevanceTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private static string Folder =>
        Environment.GetEnvironmentVariable("MSONET_RELEVANCE") ?? Path.Combine(Repository.Root, "..", "shared", "data", "relevance");

    [Fact]
    public async Task The_judged_set_is_answered_above_the_floor()
    {
        Assert.SkipUnless(Directory.Exists(Folder), $"There is no judged set at {Folder}.");
        var (code, output) = await RunAsync(Folder, "--floor", "0.97", "--kind-floor", "0.9");
        Assert.True(code == 0, output);
        Assert.Contains("first-letter", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_own_judged_set_is_answered_above_the_floor()
    {
        var (code, output) = await RunAsync(
            Path.Combine(SeededNetwork.Seeds, "relevance"),
            "--corpus",
            Path.Combine(SeededNetwork.Seeds, "organisations.csv"),
            "--floor",
            "0.97",
            "--kind-floor",
            "0.9"
        );
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Queries_as_in_forums_and_on_help_pages_are_answered_above_the_floor_and_hardly_any_without_a_hit()
    {
        var (code, output) = await RunAsync(
            Path.Combine(SeededNetwork.Seeds, "relevance", "third"),
            "--corpus",
            Path.Combine(SeededNetwork.Seeds, "organisations.csv"),
            "--floor",
            "0.97",
            "--kind-floor",
            "0.9",
            "--most-zero",
            "0.01"
        );
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task The_set_made_to_catch_a_search_fitted_to_the_first_is_answered_above_the_floor()
    {
        var corpus = Path.Combine(Folder, "corpus.csv");
        Assert.SkipUnless(File.Exists(corpus), $"There is no corpus at {corpus}.");
        var (code, output) = await RunAsync(
            Path.Combine(SeededNetwork.Seeds, "relevance", "second"),
            "--corpus",
            corpus,
            "--floor",
            "0.97",
            "--kind-floor",
            "0.9"
        );
        Assert.True(code == 0, output);
        Assert.Contains("topic-town-kmr", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_below_the_floor_is_told_by_the_exit_code()
    {
        var folder = Path.GetDirectoryName(
            network.Write("corpus.csv", "external_id,name,town\na,Erfundener Chor,Köln\nb,Erfundene Runde,Bonn\n")
        )!;
        network.Write(
            "queries.json",
            """[{"id": "1", "kind": "name", "query": "Chor", "grades": {"b": 3}}, {"id": "2", "kind": "name", "query": "Runde", "grades": {"b": 3, "a": 1}}]"""
        );
        var (code, output) = await RunAsync(folder, "--floor", "0.9");
        Assert.Equal(1, code);
        Assert.Contains("Below the floor of 0.9", output, StringComparison.Ordinal);
        Assert.Contains("name                       2    0.", output, StringComparison.Ordinal);
        Assert.Equal(0, await network.ScalarAsync<long>("SELECT count(*) FROM pg_database WHERE datname LIKE 'msonet_evaluation%'"));
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var msonet = MsonetProcess.Start(network.ConnectionString, ["evaluate-search", .. arguments]);
        var code = await msonet.EndAsync(TestContext.Current.CancellationToken);
        return (code, msonet.Output);
    }
}
