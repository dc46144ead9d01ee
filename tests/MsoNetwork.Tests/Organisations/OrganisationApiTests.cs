using System.Text.Json;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;

namespace MsoNetwork.Tests.Organisations;

public sealed class OrganisationApiTests(InventedRegistry registry) : IClassFixture<InventedRegistry>
{
    [Fact]
    public async Task A_list_with_all_its_relations_takes_one_statement_per_relation()
    {
        const string Query = """
            query ($first: Int) {
              organisations(first: $first, filter: {near: {municipality: "05315000", radiusKm: 100}}) {
                edges { distanceKm node {
                  name seat { municipality { name organisationCount } } topics { key organisationCount } activeIn { name }
                  sources { name } memberOf { name sources { name } } members { totalCount nodes { name } } } } } }
            """;
        await LinkAsync();
        var few = await CountedAsync(Query, """{"first": 2}""");
        var many = await CountedAsync(Query, """{"first": 60}""");
        Assert.Equal(few.Statements, many.Statements);
        // The nearest; towns' counts; topics' counts; sources; umbrellas; their sources; members with how many.
        Assert.Equal(7, many.Statements);
        Assert.Equal(60, many.Answer.GetProperty("data").GetProperty("organisations").GetProperty("edges").GetArrayLength());
    }

    [Fact]
    public async Task The_count_is_taken_only_when_asked_for_and_rows_only_when_shown()
    {
        Assert.Equal(1, (await CountedAsync("{ organisations { nodes { name } } }")).Statements);
        Assert.Equal(1, (await CountedAsync("{ organisations { totalCount } }")).Statements);
        Assert.Equal(
            2,
            (
                await CountedAsync(
                    "{ organisations { totalCount edges { cursor } nodes { name } pageInfo { hasNextPage hasPreviousPage } } }"
                )
            ).Statements
        );
    }

    [Fact]
    public async Task Each_of_two_parents_gets_its_own_relations()
    {
        await LinkAsync();
        var answer = await registry.AskAsync(
            """{ a: organisation(slug: "erfunden-101") { memberOf { slug } sources { name } } b: organisation(slug: "erfunden-102") { memberOf { slug } sources { name } members { nodes { slug } } } }"""
        );
        Assert.Equal(
            """{"a":{"memberOf":[{"slug":"erfunden-103"}],"sources":[{"name":"Quelle erfunden-101"}]},"b":{"memberOf":[],"sources":[{"name":"Quelle erfunden-102"}],"members":{"nodes":[{"slug":"erfunden-104"}]}}}""",
            answer.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task Node_and_nodes_find_again_what_gave_the_id_in_the_order_asked()
    {
        var ids = await registry.AskAsync("""{ organisation(slug: "erfunden-5") { id } region(key: "05315") { id } }""");
        var organisation = ids.GetProperty("data").GetProperty("organisation").GetProperty("id").GetString();
        var region = ids.GetProperty("data").GetProperty("region").GetProperty("id").GetString();
        var gone = GlobalId.Encode("Organisation", Guid.Empty.ToString("N"));
        var answer = await CountedAsync(
            "query ($ids: [ID!]!, $id: ID!) { nodes(ids: $ids) { __typename id ... on Organisation { slug } ... on Region { key } } "
                + "node(id: $id) { ... on Organisation { slug } } }",
            JsonSerializer.Serialize(new { ids = new[] { region, gone, organisation, region }, id = organisation }));
        Assert.Equal(
            $$$"""{"nodes":[{"__typename":"Region","id":"{{{region}}}","key":"05315"},null,{"__typename":"Organisation","id":"{{{organisation}}}","slug":"erfunden-5"},{"__typename":"Region","id":"{{{region}}}","key":"05315"}],"node":{"slug":"erfunden-5"}}""",
            answer.Answer.GetProperty("data").GetRawText());
        Assert.Equal(2, answer.Statements); // and where to, for the one that is not there: it may have been merged
    }

    [Fact]
    public async Task Each_region_pages_through_its_own_organisations_in_one_statement()
    {
        const string Query = """
            query ($first: Int, $after: String) { regions(level: GOVERNMENT_DISTRICT) { key organisationCount
              organisations(first: $first, after: $after, orderBy: NAME) { totalCount pageInfo { endCursor hasNextPage hasPreviousPage } nodes { slug } } } }
            """;
        var counted = await CountedAsync(Query, """{"first": 40}""");
        Assert.Equal(2, counted.Statements); // organisations with how many; the regions' counts
        foreach (var region in counted.Answer.GetProperty("data").GetProperty("regions").EnumerateArray())
        {
            var key = region.GetProperty("key").GetString();
            var seen = new List<string?>();
            var total = region.GetProperty("organisationCount").GetInt32();
            string? after = null;
            for (var more = true; more;)
            {
                var answer = await registry.AskAsync(
                    """query ($key: String!, $after: String) { region(key: $key) { organisations(first: 40, after: $after, orderBy: NAME) { totalCount pageInfo { endCursor hasNextPage hasPreviousPage } nodes { slug } } } }""",
                    JsonSerializer.Serialize(new { key, after }));
                var page = answer.GetProperty("data").GetProperty("region").GetProperty("organisations");
                Assert.Equal(total, page.GetProperty("totalCount").GetInt32());
                Assert.Equal(after is not null, page.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean());
                seen.AddRange(page.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("slug").GetString()));
                more = page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean();
                after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
            }

            Assert.Equal(
                await registry.ScalarAsync<string[]>(
                    $"SELECT array_agg(slug ORDER BY sort_name, id) FROM organisations WHERE status = 'Active' AND municipality_key LIKE "
                        + $"'{key}%'"
                ),
                seen
            );
            Assert.Equal(
                seen.Take(40),
                region
                    .GetProperty("organisations")
                    .GetProperty("nodes")
                    .EnumerateArray()
                    .Select(node => node.GetProperty("slug").GetString())
            );
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("T3JnYW5pc2F0aW9u")]
    [InlineData("UXVlcnk6MQ")]
    public async Task A_foreign_id_is_refused(string id)
    {
        var answer = await registry.AskAsync($"{{ node(id: \"{id}\") {{ id }} }}");
        Assert.Equal(
            "id",
            Assert.Single(answer.GetProperty("errors").EnumerateArray()).GetProperty("extensions").GetProperty("argument").GetString()
        );
    }

    [Fact]
    public async Task Counts_of_terms_and_regions_are_what_the_filter_finds()
    {
        var answer = await registry.AskAsync("""
            { vocabulary(name: TOPICS) { key organisationCount(region: "053") }
              region(key: "053") { organisationCount } other: organisations(filter: {regions: ["053"]}) { totalCount }
              education: organisations(filter: {regions: ["053"], topics: ["education"]}) { totalCount } }
            """);
        var data = answer.GetProperty("data");
        Assert.Equal(
            data.GetProperty("other").GetProperty("totalCount").GetInt32(),
            data.GetProperty("region").GetProperty("organisationCount").GetInt32()
        );
        var counted = data.GetProperty("vocabulary").EnumerateArray().Single(term => term.GetProperty("key").GetString() == "education");
        Assert.Equal(
            data.GetProperty("education").GetProperty("totalCount").GetInt32(),
            counted.GetProperty("organisationCount").GetInt32()
        );
        Assert.NotEqual(0, counted.GetProperty("organisationCount").GetInt32());
    }

    [Theory]
    [InlineData(null, "de")]
    [InlineData("tr", "tr")]
    [InlineData("tr-DE", "tr")]
    [InlineData("uk", "de")]
    public void A_description_comes_in_the_language_asked_for_or_in_german(string? asked, string given) =>
        Assert.Equal(given, LocalisedText.Choose(new Dictionary<string, string> { ["de"] = "Text", ["tr"] = "Metin" }, asked)!.Language);

    private async Task LinkAsync()
    {
        await using var command = registry.Database.CreateCommand("""
            INSERT INTO memberships (member_id, umbrella_id) SELECT a.id, b.id FROM organisations a, organisations b
            WHERE (a.slug, b.slug) IN (('erfunden-101', 'erfunden-103'), ('erfunden-104', 'erfunden-102')) ON CONFLICT DO NOTHING;
            INSERT INTO memberships (member_id, umbrella_id) SELECT a.id, b.id FROM organisations a, organisations b
            WHERE a.municipality_key = '05315000' AND a.slug NOT IN ('erfunden-101', 'erfunden-102', 'erfunden-103', 'erfunden-104', 'erfunden-1') AND b.slug = 'erfunden-1' ON CONFLICT DO NOTHING;
            INSERT INTO organisation_sources (organisation_id, name, external_id) SELECT id, 'Quelle ' || slug, '' FROM organisations ON CONFLICT DO NOTHING
            """);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private Task<(JsonElement Answer, int Statements)> CountedAsync(string query, string variables = "{}") =>
        registry.Database.CountedWhenKnownAsync(() => registry.AskAsync(query, variables));
}
