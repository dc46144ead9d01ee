using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using MsoNetwork.Meilisearch;

namespace MsoNetwork.Tests.Meilisearch;

public sealed class MeilisearchKeysTests : IDisposable
{
    private readonly FakeMeilisearch _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEnumerable<JsonNode> Asked =>
        _server.Requests.Where(one => one.Method == "POST" && one.Path == "/keys").Select(one => JsonNode.Parse(one.Body!)!);

    [Fact]
    public async Task One_key_keeps_all_indexes_the_other_can_only_search_the_one_and_none_expires()
    {
        var keys = await CreateAsync();
        Assert.Equal((64, 64), (keys.Serving.Key.Length, keys.Searching.Key.Length));
        // Else it could not see the task of its swap.
        Assert.Equal(["*", "organisations_v4"], Asked.Select(key => (string)Assert.Single(key["indexes"]!.AsArray())!));
        Assert.DoesNotContain(Asked.First()["actions"]!.AsArray(), action =>
            ((string)action!).Contains('*', StringComparison.Ordinal) || ((string)action!).StartsWith("keys", StringComparison.Ordinal)
        );
        Assert.Equal("search", (string)Assert.Single(Asked.Last()["actions"]!.AsArray())!); // a real server refused "version" there
        Assert.All(Asked, key => Assert.True(key.AsObject().ContainsKey("expiresAt") && key["expiresAt"] is null));
        Assert.Equal(2, _server.Keys.Count);
    }

    [Theory]
    [InlineData(1)] // the second key is refused
    [InlineData(0)]
    public async Task Where_one_is_refused_nothing_stays_behind(int made)
    {
        _server.Instead = request => request.RequestUri!.AbsolutePath == "/keys" && _server.Keys.Count == made
            ? FakeMeilisearch.Error(HttpStatusCode.BadRequest, "invalid_api_key_actions") : null;
        await Assert.ThrowsAsync<MeilisearchException>(CreateAsync);
        Assert.Empty(_server.Keys);
    }

    [Fact]
    public async Task A_key_that_cannot_do_its_work_is_taken_back()
    {
        var searches = 0;
        _server.Instead = request => request.RequestUri!.AbsolutePath == "/multi-search" && ++searches == 2
            ? FakeMeilisearch.Error(HttpStatusCode.Forbidden, "invalid_api_key") : null;
        var error = await Assert.ThrowsAsync<MeilisearchException>(CreateAsync);
        Assert.Equal("invalid_api_key", error.Code);
        Assert.Empty(_server.Keys);
    }

    [Fact]
    public async Task The_stand_in_refuses_what_the_real_one_refused()
    {
        var error = await Assert.ThrowsAsync<MeilisearchException>(() =>
            _server.Client().CreateKeyAsync("s", "d", ["search", "version"], ["organisations_v4"], Token));
        Assert.Equal(("index_scoped_api_key_with_global_action", HttpStatusCode.BadRequest), (error.Code, error.Status));
    }

    private Task<MeilisearchKeys> CreateAsync() => MeilisearchKeys.CreateAsync(_server.Client(), key => _server.Client(key: key), Token);

    [Fact]
    public async Task The_command_prints_a_key_for_serving_and_one_for_searching()
    {
        var (asked, tried) = (new List<string>(), new List<string>());
        await using var server = await BadServer.StartAsync(
            async (context, number) =>
            {
                var path = context.Request.Path.ToString();
                if (path != "/keys")
                {
                    tried.Add($"{path} {context.Request.Headers.Authorization}");
                    await context.Response.WriteAsync(
                        path == "/multi-search" ? """{"results":[{"hits":[]}]}""" : """{"pkgVersion":"1.50.0","numberOfDocuments":0}""");
                    return;
                }

                using var body = await JsonDocument.ParseAsync(context.Request.Body);
                asked.Add(
                    $"{context.Request.Method} {path} {context.Request.Headers.Authorization} {body.RootElement.GetProperty("indexes")}"
                );
                context.Response.StatusCode = 201;
                await context.Response.WriteAsync(
                    $$"""{"name":null,"key":"invented{{asked.Count}}","uid":"u","actions":[],"indexes":[],"expiresAt":null}"""
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
        Assert.Equal(
            [
                "/version Bearer invented1", "/indexes/organisations_v4/stats Bearer invented1", "/multi-search Bearer invented1",
                "/multi-search Bearer invented2",
            ],
            tried);
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
