using Microsoft.Extensions.Logging.Abstractions;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Meilisearch;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>Every request that the adapter can send, held against Meilisearch's own description of its interface.</summary>
[Trait("Speed", "Medium")]
public sealed class OpenApiTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_request_is_as_the_interface_describes_it()
    {
        Assert.SkipWhen(OpenApi.Instance is null, "meilisearch-openapi.json is not here (MSONET_MEILISEARCH_OPENAPI).");
        using var server = new FakeMeilisearch(); // checks each request
        var client = server.Client();
        var asked = await Asked.OfAsync(network);
        await client.IsHealthyAsync(Token);
        await client.DeleteKeyAsync((await MeilisearchKeys.CreateAsync(client, _ => client, Token)).Searching.Uid, Token);
        var indexer = new MeilisearchIndexer(client, asked.Terms, asked.Regions, NullLogger<MeilisearchIndexer>.Instance);
        for (var i = 0; i < 2; i++) await indexer.RebuildAsync(network.Database, null, Token);
        var documents = await Asked.DocumentsAsync(network);
        await indexer.ApplyAsync(documents, [Guid.NewGuid()], Token);
        foreach (var question in Questions(asked))
            await new MeilisearchEngine(client, asked.Terms, asked.Regions).SearchAsync(question, Token);
        Assert.Equal(
            [
                "DELETE /indexes/*",
                "DELETE /keys/*",
                "GET /health",
                "GET /indexes/*/stats",
                "GET /tasks/*",
                "GET /version",
                "PATCH /indexes/*/settings",
                "POST /indexes",
                "POST /indexes/*/documents",
                "POST /indexes/*/documents/delete-batch",
                "POST /keys",
                "POST /multi-search",
                "POST /swap-indexes",
            ],
            server.Requests.Select(request => $"{request.Method} {Template(request.Path)}").Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("POST", "/multi-search", """{"queries":[{"indexUid":"organisations","limit":"20"}]}""")]
    [InlineData("POST", "/multi-search", """{"queries":[{"indexUid":"organisations","speculative":true}]}""")]
    [InlineData("POST", "/multi-search", """{"queries":[{"q":"no index"}]}""")]
    [InlineData("POST", "/indexes", """{"name":"organisations"}""")]
    [InlineData("POST", "/swap-indexes", """{"indexes":["a","b"]}""")]
    [InlineData("PATCH", "/indexes/organisations/settings", """{"searchableAttribute":["name"]}""")]
    [InlineData("POST", "/keys", """{"actions":["search"],"indexes":["*"]}""")]
    [InlineData("POST", "/keys", """{"actions":["seek"],"indexes":["*"],"expiresAt":null}""")]
    [InlineData("POST", "/indexes/organisations/documents?primary=id", "[]")]
    [InlineData("GET", "/nothing", null)]
    public void A_wrong_request_would_be_noticed(string method, string path, string? body)
    {
        Assert.SkipWhen(OpenApi.Instance is null, "meilisearch-openapi.json is not here (MSONET_MEILISEARCH_OPENAPI).");
        Assert.NotEmpty(OpenApi.Instance.Check(method, path, body));
    }

    /// <summary>Each field that Meilisearch is asked for.</summary>
    internal static OrganisationFilter AllFields() => new()
    {
        Regions = ["05315", "05358008", "053", "05"],
        ActiveIn = ["05358"],
        Near = new NearInput { Postcode = "52349", RadiusKm = 12.5 },
        WithinBox = new BoxInput { South = 50, West = 6, North = 52, East = 9 },
        Topics = ["education"],
        AllTopics = ["school"],
        TargetGroups = ["children"],
        Offers = ["advice"],
        Languages = ["tr"],
        Origins = ["africa"],
        Kinds = ["parents-association"],
        Status = [OrganisationStatus.Inactive],
        VerifiedOnly = true,
        UpdatedSince = new DateTime(2026, 1, 1, 1, 2, 3, 456, DateTimeKind.Utc),
        ConfirmedSince = new DateOnly(2026, 1, 1),
        Offices = false,
    };

    internal static IEnumerable<SearchQuestion> Questions(Asked asked)
    {
        var (facets, all) = (Enum.GetValues<FacetName>(), AllFields());
        foreach (var text in (string[])["", "kurdisch frauen dortmnud deutschkurs", "Eltern Aachen 20km", "نساء كولن", "\"it's\" -NOT"])
        {
            yield return asked.Question(text);
            yield return asked.Question(text, all, 100, null, facets);
            yield return asked.Question(text, all) with { NamesOnly = true };
            yield return asked.Question(text, all, 5, new SearchCursor(SearchEngineName.Meilisearch, 7_000, Guid.NewGuid()), facets);
        }
    }

    private static string Template(string path)
    {
        var parts = path.Split('?')[0].Split('/');
        if (parts.Length > 2 && parts[1] is "indexes" or "tasks" or "keys") parts[2] = "*";
        return string.Join('/', parts);
    }
}
