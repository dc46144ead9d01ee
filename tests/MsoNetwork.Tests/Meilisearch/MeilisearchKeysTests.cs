using System.Text.Json.Nodes;
using MsoNetwork.Meilisearch;

namespace MsoNetwork.Tests.Meilisearch;

public sealed class MeilisearchKeysTests : IDisposable
{
    private readonly FakeMeilisearch _server = new();

    private JsonNode Sent => JsonNode.Parse(_server.Requests.Single().Body!)!;

    [Fact]
    public async Task The_search_key_can_only_search_the_one_index()
    {
        var key = await MeilisearchKeys.CreateSearchKeyAsync(_server.Client(), TestContext.Current.CancellationToken);
        Assert.Equal(["search", "version"], Sent["actions"]!.AsArray().Select(action => (string)action!));
        Assert.Equal(["organisations"], Sent["indexes"]!.AsArray().Select(index => (string)index!));
        Assert.Equal(64, key.Key.Length);
    }

    [Fact]
    public async Task The_indexer_key_is_for_all_indexes_else_it_could_not_see_the_task_of_its_swap()
    {
        await MeilisearchKeys.CreateIndexerKeyAsync(_server.Client(), TestContext.Current.CancellationToken);
        Assert.Equal(["*"], Sent["indexes"]!.AsArray().Select(index => (string)index!));
        Assert.DoesNotContain(Sent["actions"]!.AsArray(), action => ((string)action!).Contains('*', StringComparison.Ordinal) || ((string)action!).StartsWith("keys", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_never_expires_says_so_because_a_missing_date_is_refused()
    {
        await MeilisearchKeys.CreateSearchKeyAsync(_server.Client(), TestContext.Current.CancellationToken);
        Assert.True(Sent.AsObject().ContainsKey("expiresAt"));
        Assert.Null(Sent["expiresAt"]);
    }

    public void Dispose() => _server.Dispose();
}
