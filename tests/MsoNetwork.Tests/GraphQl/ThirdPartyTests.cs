using System.Net;
using System.Text.Json;
using MsoNetwork.Relay;
using MsoNetwork.Tests.Cooperations;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>What has an id can be fetched by it, what has a page says where, and what is wrong says so in its own place.</summary>
public sealed class ThirdPartyTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task Terms_of_one_key_in_two_vocabularies_are_two()
    {
        var data = (await site.AskAsync(
            "{ a: term(vocabulary: TOPICS, key: \"refugees\") { id key vocabulary label } "
            + "b: term(vocabulary: TARGET_GROUPS, key: \"refugees\") "
            + "{ id key vocabulary label } none: term(vocabulary: OFFERS, key: \"refugees\") { id } }")).Data;
        var (topic, group) = (data.GetProperty("a"), data.GetProperty("b"));
        Assert.Equal(("TOPICS", "TARGET_GROUPS"), (topic.Text("vocabulary"), group.Text("vocabulary")));
        Assert.NotEqual(topic.Text("id"), group.Text("id"));
        Assert.NotEqual(topic.Text("label"), group.Text("label"));
        Assert.Equal(JsonValueKind.Null, data.GetProperty("none").ValueKind);
        Assert.Equal(["TOPICS", "TARGET_GROUPS"], (await NodesAsync("... on Term { vocabulary }", topic.Text("id"), group.Text("id")))
            .EnumerateArray().Select(node => node.Text("vocabulary")));
    }

    [Fact]
    public async Task Terms_centres_and_sources_are_found_again_by_their_ids()
    {
        var data = (await site.AskAsync(
            "{ organisations(first: 5) { nodes { sources { id name } topics { id key } } } "
            + "regions(level: DISTRICT) { integrationCentres { id key } } }")).Data;
        var nodes = data.GetProperty("organisations").GetProperty("nodes").EnumerateArray().ToList();
        var things = nodes.SelectMany(node => node.GetProperty("sources").EnumerateArray())
            .Concat(nodes.SelectMany(node => node.GetProperty("topics").EnumerateArray()))
            .Concat(data.GetProperty("regions").EnumerateArray()
                .SelectMany(region => region.GetProperty("integrationCentres").EnumerateArray()))
            .DistinctBy(thing => thing.Text("id")).Take(90).ToList();
        var found = await NodesAsync(
            "id ... on Source { name } ... on Term { key } ... on IntegrationCentre { key }",
            [.. things.Select(thing => thing.Text("id"))]);
        Assert.Equal(things.Select(thing => thing.GetRawText()), found.EnumerateArray().Select(node => node.GetRawText()));
        Assert.Contains(things, thing => thing.TryGetProperty("name", out _));
    }

    [Theory]
    [InlineData("Term", "Topics:nope")]
    [InlineData("Term", "0:education")]
    [InlineData("Term", "topics:education")]
    [InlineData("Term", "Topics:EDUCATION")]
    [InlineData("Term", "education")]
    [InlineData("IntegrationCentre", "nope")]
    [InlineData("Source", "nope:nope")]
    [InlineData("Source", "00000000000000000000000000000000:00")]
    public async Task An_id_of_nothing_finds_nothing(string type, string key) =>
        Assert.Equal(
            JsonValueKind.Null,
            (await site.AskAsync("query($id: ID!) { node(id: $id) { id } }", new { id = GlobalId.Encode(type, key) }))
                .Data.GetProperty("node").ValueKind);

    [Fact]
    public async Task A_wrong_id_among_right_ones_is_the_error_of_its_place()
    {
        var right = GlobalId.Encode("Region", "05315");
        var answer = await site.AskAsync("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", new { ids = (string[])[right, "abc", right] });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal([right, null, right], answer.Data.GetProperty("nodes").EnumerateArray()
            .Select(node => node.ValueKind == JsonValueKind.Null ? null : node.Text("id")));
        Assert.Equal("""["nodes",1]""", answer.Error.GetProperty("path").GetRawText());
        Assert.Equal("ids", answer.Argument);
    }

    [Fact]
    public async Task Organisations_are_found_by_many_slugs_in_their_order()
    {
        var slugs = (await site.AskAsync("{ organisations(first: 3) { nodes { slug } } }")).Data
            .GetProperty("organisations").GetProperty("nodes").EnumerateArray().Select(node => node.Text("slug")).ToList();
        string[] asked = [slugs[2], "nobody-has-this", slugs[0], slugs[2]];
        var answer = await site.AskAsync(
            "query($slugs: [String!]!) { organisationsBySlug(slugs: $slugs) { slug url } }", new { slugs = asked });
        var found = answer.Data.GetProperty("organisationsBySlug").EnumerateArray().ToList();
        Assert.Equal(
            [slugs[2], null, slugs[0], slugs[2]],
            found.Select(one => one.ValueKind == JsonValueKind.Null ? null : one.Text("slug")));
        Assert.Equal($"{site.Client.BaseAddress}de/organisationen/{slugs[2]}", found[0].Text("url"));
        var many = await site.AskAsync(
            "query($slugs: [String!]!) { organisationsBySlug(slugs: $slugs) { slug } }", new { slugs = Enumerable.Repeat("a", 101) });
        many.IsRefusal("LIMIT_EXCEEDED");
        Assert.Equal((100, 101), (many.Error.GetProperty("extensions").GetProperty("limit").GetInt32(),
            many.Error.GetProperty("extensions").GetProperty("actual").GetInt32()));
    }

    [Theory]
    [InlineData("{", "GRAPHQL_PARSE_FAILED")]
    [InlineData("{ nope }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("query($x: String) { places(query: $x) { name } }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("query($x: Int = 1) { places(query: \"a\", first: $x) { name } }", "BAD_USER_INPUT")]
    [InlineData("{ places(query: \"a\", first: 101) { name } }", "BAD_USER_INPUT")]
    [InlineData("query A { __typename } query B { __typename }", "OPERATION_RESOLUTION_FAILURE")]
    public async Task Errors_carry_the_codes_that_tools_know_beside_ours(string query, string code)
    {
        var answer = await site.AskAsync(query, new { x = "none" });
        answer.IsRefusal("INVALID_INPUT");
        Assert.Equal(
            ["INVALID_INPUT", code],
            answer.Error.GetProperty("extensions").GetProperty("codes").EnumerateArray().Select(one => one.GetString()));
    }

    [Theory]
    [InlineData("{ vocabulary(name: TOPIC) { key } }", "Did you mean TOPICS?")]
    [InlineData("{ vocabulary(name: \"LANGUAGES\") { key } }", "Did you mean LANGUAGES?")]
    [InlineData("query($x: VocabularyName!) { vocabulary(name: $x) { key } }", "Did you mean TOPICS?")]
    [InlineData("{ regions(level: X) { key } }", "It takes STATE, GOVERNMENT_DISTRICT, DISTRICT, MUNICIPALITY.")]
    public async Task A_wrong_value_of_an_enum_is_told_the_right_ones(string query, string hint)
    {
        var answer = await site.AskAsync(query, new { x = "topic" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.EndsWith(hint, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_is_told_in_numbers()
    {
        var answer = await site.AskAsync("{" + string.Join(' ', Enumerable.Range(0, 31).Select(i => $"a{i}: __typename")) + "}");
        var told = answer.Error.GetProperty("extensions");
        Assert.Equal((30, 31), (told.GetProperty("limit").GetInt32(), told.GetProperty("actual").GetInt32()));
    }

    [Theory]
    [InlineData("{ organisations(first: 101) { totalCount } }", 100, 101)]
    [InlineData("{ organisations(filter: {topics: [$many]}) { totalCount } }", 100, 101)]
    [InlineData("{ partnerCalls(filter: {organisations: [$many]}) { totalCount } }", 100, 101)]
    [InlineData("{ network(region: \"05315\", topics: [$many]) { at } }", 50, 101)]
    [InlineData("{ places(query: \"$long\") { name } }", 200, 501)]
    [InlineData("{ searchOrganisations(query: \"$long\") { totalCount } }", 500, 501)]
    public async Task A_list_or_text_that_is_too_long_tells_the_limit_in_numbers(string query, int most, int asked)
    {
        var many = string.Join(',', Enumerable.Range(0, 101).Select(i => $"\"x{i}\""));
        var answer = await site.AskAsync(query.Replace("$many", many).Replace("$long", new string('a', 501)));
        var told = answer.Error.GetProperty("extensions");
        Assert.Equal((most, asked), (told.GetProperty("limit").GetInt32(), told.GetProperty("actual").GetInt32()));
    }

    [Fact]
    public async Task All_that_is_wrong_in_one_variable_is_told_at_once()
    {
        var f = new { status = new[] { "NOPE" }, topics = new object[] { new { a = 1 } }, unknown = 1, near = new { radiusKm = "x" } };
        var answer = await site.AskAsync("query($f: OrganisationFilter) { organisations(filter: $f) { totalCount } }", new { f });
        Assert.Equal(
            ["f", "f.near.radiusKm", "f.status[0]", "f.topics[0]"],
            answer.Json.GetProperty("errors").EnumerateArray()
                .Select(error => error.GetProperty("extensions").GetProperty("argument").GetString()).Order(StringComparer.Ordinal));
    }

    private async Task<JsonElement> NodesAsync(string selection, params string[] ids) =>
        (await site.AskAsync($"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ {selection} }} }}", new { ids })).Data.GetProperty("nodes");
}
