namespace MsoNetwork.Tests.Search;

/// <summary>Settings of the search that cannot be used.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("elastic", null, "MSONET_SEARCH is \"elastic\"; it takes postgres or meilisearch.")]
    [InlineData("meilisearch", null, "MSONET_MEILISEARCH_URL must be its address")]
    [InlineData("Meilisearch", "localhost", "MSONET_MEILISEARCH_URL must be its address")]
    public async Task A_wrong_setting_is_one_sentence_and_exit_code_2(string search, string? url, string sentence)
    {
        using var msonet = MsonetProcess.Start(
            "Host=nowhere",
            new Dictionary<string, string?> { ["MSONET_SEARCH"] = search, ["MSONET_MEILISEARCH_URL"] = url },
            "migrate"
        );
        Assert.Equal(2, await msonet.EndAsync(TestContext.Current.CancellationToken));
        Assert.Contains(sentence, Assert.Single(msonet.Lines), StringComparison.Ordinal);
    }
}
