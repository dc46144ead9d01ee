using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Search;
using MsoNetwork.Tests.Organisations;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>What holds for every search, on 700 invented organisations.</summary>
[Trait("Speed", "Slow")]
public sealed class SearchLawTests(InventedRegistry registry) : IClassFixture<InventedRegistry>, IAsyncLifetime
{
    private static readonly string[] Filters =
    [
        "{}",
        """{"regions": ["05315"]}""",
        """{"regions": ["053", "05515000"]}""",
        """{"activeIn": ["05334"]}""",
        """{"activeIn": ["05"]}""",
        """{"topics": ["education"]}""",
        """{"topics": ["school", "football"], "languages": ["tr"]}""",
        """{"allTopics": ["culture", "education"]}""",
        """{"languages": ["uk"], "status": ["ACTIVE", "DISSOLVED"]}""",
        """{"status": ["DISSOLVED"]}""",
        """{"verifiedOnly": true}""",
        """{"confirmedSince": "2026-01-15"}""",
        """{"targetGroups": ["women"], "offers": ["advice"]}""",
        """{"origins": ["SY"], "kinds": ["sports-club"]}""",
        """{"offices": false, "topics": ["education"]}""",
        """{"updatedSince": "2026-01-04T00:00:00Z"}""",
        """{"near": {"latitude": 50.94, "longitude": 6.96, "radiusKm": 25}}""",
        """{"near": {"municipality": "05382020", "radiusKm": 60}, "topics": ["work"]}""",
        """{"withinBox": {"south": 50.9, "north": 51.6, "west": 6.5, "east": 7.4}}""",
        """{"withinPolygon": {"type": "Polygon", "coordinates": [[[6.3, 50.7], [8.1, 50.9], [7.2, 52.1], [6.3, 50.7]]]}}""",
    ];

    public static TheoryData<string> AllFilters { get; } = [.. Filters];

    public async ValueTask InitializeAsync() => await SearchedNetwork.LoadAsync(registry.Services);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(AllFilters))]
    public async Task A_filter_finds_the_same_ones_as_the_list_does(string filter)
    {
        var listed = await AllAsync($$"""organisations(first: 100, filter: $filter, after: $after)""", filter);
        var searched = await AllAsync($$"""searchOrganisations(query: "", first: 100, filter: $filter, after: $after)""", filter);
        Assert.NotEmpty(listed);
        Assert.Equal(listed.Count, searched.Distinct().Count());
        Assert.Equal(listed, searched); // by name, or by distance where near is given: in the same order
    }

    [Theory]
    [InlineData("Erfunden")]
    [InlineData("Erfunden 12")]
    [InlineData("Kultur Köln")]
    [InlineData("football türkisch")]
    public async Task Pages_hold_every_hit_once(string text)
    {
        var field = $"""searchOrganisations(query: "{text}", first: 7, after: $after)""";
        var pages = await AllAsync(field, "{}");
        var total = (await registry.AskAsync($$"""{ searchOrganisations(query: "{{text}}") { totalCount } }"""))
            .GetProperty("data")
            .GetProperty("searchOrganisations")
            .GetProperty("totalCount")
            .GetInt32();
        Assert.Equal(total, pages.Count);
        Assert.Equal(pages.Count, pages.Distinct().Count());
    }

    [Theory]
    [InlineData("TOPICS", "topics", "")]
    [InlineData("LANGUAGES", "languages", "topics: [\"school\"]")]
    [InlineData("TOPICS", "topics", "topics: [\"school\"]")]
    [InlineData("REGIONS", "regions", "topics: [\"culture\"]")]
    public async Task A_facets_count_is_what_choosing_it_finds(string facet, string field, string others)
    {
        var answer = await registry.AskAsync(
            $$"""{ searchOrganisations(query: "Erfunden", filter: { {{others}} }) { facets { name buckets { key count } } } }"""
        );
        var buckets = answer
            .GetProperty("data")
            .GetProperty("searchOrganisations")
            .GetProperty("facets")
            .EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == facet)
            .GetProperty("buckets")
            .EnumerateArray()
            .ToList();
        Assert.NotEmpty(buckets);
        foreach (var bucket in buckets)
        {
            var own = others.StartsWith(field, StringComparison.Ordinal) ? "" : others;
            var chosen = await registry.AskAsync(
                $$"""{ searchOrganisations(query: "Erfunden", filter: { {{own}} {{field}}: ["{{bucket.GetProperty("key").GetString()}}"] }) { totalCount } }"""
            );
            Assert.Equal(
                bucket.GetProperty("count").GetInt32(),
                chosen.GetProperty("data").GetProperty("searchOrganisations").GetProperty("totalCount").GetInt32()
            );
        }
    }

    [Fact]
    public async Task A_cursor_goes_on_behind_its_hit_when_others_come_and_go()
    {
        var index = registry.Services.GetRequiredService<OrganisationIndex>();
        var first = await registry.AskAsync(
            """{ searchOrganisations(query: "Erfunden", first: 10) { edges { cursor node { id name } } } }"""
        );
        var edges = first.GetProperty("data").GetProperty("searchOrganisations").GetProperty("edges").EnumerateArray().ToList();
        var before = await AllAsync("""searchOrganisations(query: "Erfunden", first: 100, after: $after)""", "{}");
        var gone = before.Take(3).Select(id => Guid.ParseExact(Relay.GlobalId.Decode(id)!.Value.Key, "N")).ToList();
        index.Apply([], gone);
        var cursor = edges[9].GetProperty("cursor").GetString();
        var rest = await registry.AskAsync(
            $$"""{ searchOrganisations(query: "Erfunden", first: 5, after: "{{cursor}}") { nodes { id } } }"""
        );
        Assert.Equal(
            before[10..15],
            rest.GetProperty("data")
                .GetProperty("searchOrganisations")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(node => node.GetProperty("id").GetString()!)
        );
    }

    [Fact]
    public async Task A_cursor_of_another_search_is_refused_and_one_of_another_spelling_taken()
    {
        var first = await registry.AskAsync("""{ searchOrganisations(query: "Erfunden", first: 3) { pageInfo { endCursor } } }""");
        var cursor = first
            .GetProperty("data")
            .GetProperty("searchOrganisations")
            .GetProperty("pageInfo")
            .GetProperty("endCursor")
            .GetString();
        var same = await registry.AskAsync(
            $$"""{ searchOrganisations(query: " ERFUNDEN", first: 3, after: "{{cursor}}") { nodes { id } } }"""
        );
        Assert.Equal(3, same.GetProperty("data").GetProperty("searchOrganisations").GetProperty("nodes").GetArrayLength());
        var other = await registry.AskAsync(
            $$"""{ searchOrganisations(query: "Verein", first: 3, after: "{{cursor}}") { nodes { id } } }"""
        );
        var error = other.GetProperty("errors")[0];
        Assert.Equal("INVALID_INPUT", error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal("after", error.GetProperty("extensions").GetProperty("argument").GetString());
    }

    [Fact]
    public async Task Ten_thousand_texts_of_any_kind_are_answered_from_the_index_and_the_database()
    {
        var search = registry.Services.GetRequiredService<BuiltInEngine>();
        var store = registry.Services.GetRequiredService<OrganisationStore>();
        var known = await registry.Services.GetRequiredService<PhraseBook>().GetAsync(TestContext.Current.CancellationToken);
        var filter = new OrganisationFilter();
        var criteria = new OrganisationCriteria(filter, known.Gazetteer, known.Vocabularies);
        var (asked, marked) = (0, 0);
        foreach (var text in HostileTexts.All())
        {
            asked++;
            var query = UnderstoodQuery.Read(text[..Math.Min(text.Length, QueryParser.Longest)], known);
            if (query.SaysNothing) continue; // answered without a search
            var question = new SearchQuestion(query, filter, criteria, 3, null, new HashSet<FacetName>());
            var answer = await search.SearchAsync(question, TestContext.Current.CancellationToken);
            Assert.InRange(answer.Hits.Count, 0, 3);
            Assert.True(answer.TotalCount >= answer.Hits.Count);
            var page = new SearchPage(
                store,
                question,
                new RoutedAnswer(answer, SearchEngineName.Postgres, false),
                OrganisationColumns.All,
                0
            );
            foreach (var edge in await page.EdgesAsync(TestContext.Current.CancellationToken))
            {
                foreach (
                    var highlight in OrganisationHighlights
                        .Of(edge.Node, query, known.Vocabularies)
                        .Where(highlight => highlight.Field == HighlightField.Name)
                )
                {
                    marked++;
                    Assert.Equal(edge.Node.Name, string.Concat(highlight.Fragments.Select(fragment => fragment.Text)));
                }
            }
        }

        Assert.Equal(HostileTexts.Count, asked);
        Assert.True(marked > 500, $"{marked}");
    }

    [Theory]
    [InlineData("""query: "x", first: 0""", "first")]
    [InlineData("""query: "x", first: 101""", "first")]
    [InlineData("""query: "x", after: "nonsense" """, "after")]
    [InlineData("""query: "x", filter: {topics: ["nope"]}""", "filter.topics")]
    public async Task Bad_input_names_the_argument(string arguments, string argument)
    {
        var answer = await registry.AskAsync($$"""{ searchOrganisations({{arguments}}) { totalCount } }""");
        var error = answer.GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal(("INVALID_INPUT", argument), (error.GetProperty("code").GetString(), error.GetProperty("argument").GetString()));
    }

    [Fact]
    public async Task A_long_text_is_refused()
    {
        var answer = await registry.AskAsync(
            "query ($text: String!) { searchOrganisations(query: $text) { totalCount } }",
            JsonSerializer.Serialize(new { text = new string('ä', 501) })
        );
        Assert.Equal(
            "query has 501 characters; at most 500 are allowed.",
            answer.GetProperty("errors")[0].GetProperty("message").GetString()
        );
    }

    private async Task<List<string>> AllAsync(string field, string filter)
    {
        var ids = new List<string>();
        for (string? after = null; ;)
        {
            var type = field.Contains("$filter", StringComparison.Ordinal)
                ? "query ($filter: OrganisationFilter, $after: String)"
                : "query ($after: String)";
            var answer = await registry.AskAsync(
                $$"""{{type}} { page: {{field}} { nodes { id } pageInfo { endCursor hasNextPage } } }""",
                $$"""{"filter": {{filter}}, "after": {{(after is null ? "null" : $"\"{after}\"")}}}"""
            );
            var page = answer.GetProperty("data").GetProperty("page");
            ids.AddRange(page.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("id").GetString()!));
            if (!page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()) return ids;
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        }
    }
}
