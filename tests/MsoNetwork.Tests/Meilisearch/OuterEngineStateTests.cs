using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>What an operator is told of the engine outside: /readyz and the log, while the site stays ready.</summary>
[Trait("Speed", "Slow")]
public sealed class OuterEngineStateTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Fact]
    public async Task Readyz_and_the_log_say_how_it_is_and_what_is_wrong_with_the_key_and_the_index()
    {
        await using var server = await ModelServer.StartAsync();
        var refused = false;
        server.Meilisearch.Instead = _ => refused ? FakeMeilisearch.Error(HttpStatusCode.Forbidden, "invalid_api_key") : null;
        await using var served = new ServedProcess(
            network.ConnectionString,
            ("MSONET_SEARCH", "meilisearch"),
            ("MSONET_MEILISEARCH_URL", server.Url),
            ("MSONET_MEILISEARCH_KEY", "geheim-17")
        );
        using var client = await served.ReadyAsync();
        var held = await network.ScalarAsync<long>("SELECT count(*) FROM organisations");
        await UntilAsync(client, engine => (engine.GetProperty("version").GetString(), engine.GetProperty("documents").ToString(),
            engine.GetProperty("problem").ValueKind, engine.GetProperty("circuit").GetString())
            == ("1.53.0", $"{held}", JsonValueKind.Null, "Closed"));
        refused = true;
        var state = await UntilAsync(client, engine => engine.GetProperty("problem").GetString() == "invalid_api_key");
        Assert.DoesNotContain("geheim-17", state.ToString(), StringComparison.Ordinal);
        Assert.Contains(served.Output, line => line.Contains("does not serve: invalid_api_key", StringComparison.Ordinal));
        Assert.DoesNotContain(served.Output, line => line.Contains("geheim-17", StringComparison.Ordinal));
        var search = "/graphql?query=" + Uri.EscapeDataString("{ searchOrganisations(query: \"chor\") { totalCount } }");
        for (var i = 0; i < 3; i++) await client.GetAsync(search, TestContext.Current.CancellationToken);
        state = await UntilAsync(client, engine => engine.GetProperty("circuit").GetString() == "Open");
        Assert.Equal("invalid_api_key", state.GetProperty("lastFailure").GetProperty("code").GetString());
        refused = false;
        await UntilAsync(client, engine => engine.GetProperty("problem").ValueKind == JsonValueKind.Null);
    }

    private static async Task<JsonElement> UntilAsync(HttpClient client, Func<JsonElement, bool> holds)
    {
        JsonElement engine = default;
        await Waiting.UntilAsync(
            async () =>
            {
                using var answer = await client.GetAsync("/readyz", TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                var ready = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
                engine = Find(ready, "outerEngine");
                return engine.ValueKind == JsonValueKind.Object && holds(engine);
            },
            "the state is not told");
        return engine;
    }

    private static JsonElement Find(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.TryGetProperty(name, out var found) ? found
            : element.EnumerateObject().Select(one => Find(one.Value, name)).FirstOrDefault(IsFound),
        JsonValueKind.Array => element.EnumerateArray().Select(one => Find(one, name)).FirstOrDefault(IsFound),
        _ => default,
    };

    private static bool IsFound(JsonElement element) => element.ValueKind != JsonValueKind.Undefined;
}
