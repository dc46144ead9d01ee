using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>The served site beside a Meilisearch that answers, fails in many ways and comes back.</summary>
[Trait("Speed", "Slow")]
public sealed class DegradedSiteTests(SeededNetwork network) : IClassFixture<SeededNetwork>, IDisposable
{
    private readonly FakeMeilisearch _well = new();
    private volatile Func<HttpContext, Task> _answer = _ => Task.CompletedTask;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _well.Dispose();

    [Fact]
    public async Task Every_search_is_answered_whatever_the_engine_does_and_it_is_asked_again_when_it_is_back()
    {
        _answer = WellAsync;
        _well.Hits.Add(await network.ScalarAsync<Guid>("SELECT id FROM organisations WHERE slug = 'migrafrica'"));
        await using var server = await BadServer.StartAsync((context, _) => _answer(context));
        await using var served = new ServedProcess(
            network.ConnectionString,
            ("MSONET_SEARCH", "meilisearch"),
            ("MSONET_MEILISEARCH_URL", server.Url.ToString())
        );
        using var client = await served.ReadyAsync();
        await Waiting.UntilAsync(() => IsAsync(client, "MEILISEARCH", degraded: false), "it is not asked although it is well");
        await Waiting.UntilAsync(
            async () => await network.ScalarAsync<long>("SELECT count(*) FROM organisations")
                == _well.DocumentsOf("organisations_v4").Count,
            "its index is not filled"
        );

        foreach (
            var (name, bad) in (IEnumerable<(string, Func<HttpContext, Task>)>)
                [
                    ("hangs", context => Task.Delay(Timeout.Infinite, context.RequestAborted)),
                    ("500", context => WriteAsync(context, 500, "")),
                    ("503", context =>
                        WriteAsync(context, 503, """{"message":"…","code":"too_many_search_requests","type":"system","link":""}""")
                    ),
                    ("a page of a proxy", context => WriteAsync(context, 200, "<html>nginx</html>")),
                    ("no results", context => WriteAsync(context, 200, """{"results":[]}""")),
                    ("results of another shape", context =>
                        WriteAsync(context, 200, """{"results":[{"hits":[{"id":"no id"}]},{"totalHits":"many"}]}""")
                    ),
                    ("breaks off", context =>
                    {
                        context.Abort();
                        return Task.CompletedTask;
                    }),
                ]
        )
        {
            _answer = bad;
            for (var i = 0; i < 5; i++) Assert.True(await IsAsync(client, "POSTGRES", degraded: true), $"{name}: {i}");
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/readyz", Token)).StatusCode);
        }

        // An answer that another engine gave in need must not be kept beyond that.
        using var kept = await client.GetAsync("/graphql?query=" + Uri.EscapeDataString(Query), Token);
        Assert.Null(kept.Headers.ETag);
        Assert.Equal("no-store", kept.Headers.CacheControl!.ToString());

        await using (
            var rename = network.Database.CreateCommand(
                "UPDATE organisations SET name = 'Während der Störung umbenannt' WHERE slug = 'migrafrica'"
            )
        )
            await rename.ExecuteNonQueryAsync(Token);
        _answer = WellAsync;
        await Waiting.UntilAsync(() => IsAsync(client, "MEILISEARCH", degraded: false), "it is not asked again");
        await Waiting.UntilAsync(
            () =>
                _well
                    .DocumentsOf("organisations_v4")
                    .Any(document => document.Contains("wahrend der storung umbenannt", StringComparison.Ordinal)),
            "what changed while it was away does not reach it"
        );
        using var fromOutside = await client.GetAsync("/graphql?query=" + Uri.EscapeDataString(Query), Token);
        Assert.Null(fromOutside.Headers.ETag); // its index follows at its own pace
    }

    private const string Query = "{ searchOrganisations(query: \"Verein\") { engine degraded totalCount nodes { name } facets { name } } }";

    private static async Task<bool> IsAsync(HttpClient client, string engine, bool degraded)
    {
        using var response = await client.PostAsJsonAsync("/graphql", new { query = Query }, Token);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        var search = answer.GetProperty("data").GetProperty("searchOrganisations");
        Assert.NotEqual(0, search.GetProperty("totalCount").GetInt32());
        return (search.GetProperty("engine").GetString(), search.GetProperty("degraded").GetBoolean()) == (engine, degraded);
    }

    private async Task WellAsync(HttpContext context)
    {
        using var invoker = new HttpMessageInvoker(_well, disposeHandler: false);
        using var body = new StreamReader(context.Request.Body);
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method),
            new Uri(FakeMeilisearch.Url, context.Request.Path + context.Request.QueryString)
        );
        if (await body.ReadToEndAsync(Token) is { Length: > 0 } text)
            request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        using var response = await invoker.SendAsync(request, Token);
        await WriteAsync(context, (int)response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    private static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body, Token);
    }
}
