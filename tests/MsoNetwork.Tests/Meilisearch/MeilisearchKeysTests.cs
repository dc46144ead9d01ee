using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
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
        Assert.DoesNotContain(Sent["actions"]!.AsArray(), action =>
            ((string)action!).Contains('*', StringComparison.Ordinal) || ((string)action!).StartsWith("keys", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_key_that_never_expires_says_so_because_a_missing_date_is_refused()
    {
        await MeilisearchKeys.CreateSearchKeyAsync(_server.Client(), TestContext.Current.CancellationToken);
        Assert.True(Sent.AsObject().ContainsKey("expiresAt"));
        Assert.Null(Sent["expiresAt"]);
    }

    [Fact]
    public async Task The_command_prints_a_key_for_serving_and_one_for_searching()
    {
        var asked = new List<string>();
        await using var server = await BadServer.StartAsync(
            async (context, number) =>
            {
                using var body = await JsonDocument.ParseAsync(context.Request.Body);
                asked.Add(
                    $"{context.Request.Method} {context.Request.Path} {context.Request.Headers.Authorization} "
                        + $"{body.RootElement.GetProperty("indexes")}"
                );
                context.Response.StatusCode = 201;
                await context.Response.WriteAsync(
                    $$"""{"name":null,"key":"invented{{number}}","uid":"u","actions":[],"indexes":[],"expiresAt":null}"""
                );
            }
        );
        using var msonet = MsonetProcess.Start(
            "not needed",
            new Dictionary<string, string?> { ["MSONET_MEILISEARCH_URL"] = server.Url.ToString(), ["MSONET_MEILISEARCH_KEY"] = "master" },
            "meilisearch-keys"
        );
        Assert.Equal(0, await msonet.EndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["for serving (searches and keeps the index): invented1", "for what only searches: invented2"], msonet.Lines);
        Assert.Equal(["""POST /keys Bearer master ["*"]""", $"""POST /keys Bearer master ["{MeilisearchIndexer.Index}"]"""], asked);
    }

    [Fact]
    public async Task Without_a_master_key_the_command_says_what_it_needs()
    {
        using var msonet = MsonetProcess.Start(
            "not needed",
            new Dictionary<string, string?> { ["MSONET_MEILISEARCH_URL"] = "http://127.0.0.1:9", ["MSONET_MEILISEARCH_KEY"] = null },
            "meilisearch-keys"
        );
        Assert.Equal(2, await msonet.EndAsync(TestContext.Current.CancellationToken));
        Assert.Contains("master key", Assert.Single(msonet.Lines), StringComparison.Ordinal);
    }

    public void Dispose() => _server.Dispose();
}
