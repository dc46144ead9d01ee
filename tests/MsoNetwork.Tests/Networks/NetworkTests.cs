using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Networks;
using MsoNetwork.Tests.Cooperations;

namespace MsoNetwork.Tests.Networks;

public sealed class NetworkTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private const string Measures =
        "measures { organisations pairs edges density components communities modularity bridges isolated totals { region { key } "
            + "organisations isolated within across } districtLinks { from { key } to { key } pairs } }";

    private async Task<JsonElement> AskAsync(string field)
    {
        var answer = await network.AskAsync("", $"{{ asked: {field} }}");
        Assert.False(answer.TryGetProperty("errors", out _), answer.GetRawText());
        return answer.GetProperty("data").GetProperty("asked");
    }

    [Fact]
    public async Task Cologne_shows_who_carries_the_House_of_Resources()
    {
        var asked = await AskAsync(
            $"network(region: \"05315\", kinds: [JOINT_PROJECT]) {{ complete {Measures} nodes {{ degree betweenness core component "
                + $"community isolated outside organisation {{ slug }} }} edges {{ kind weight directed startsOn isBridge titles from {{ "
                + $"slug }} to {{ slug }} }} }}"
        );
        var house = asked
            .GetProperty("nodes")
            .EnumerateArray()
            .Single(node => node.GetProperty("organisation").Text("slug") == "house-of-resources-koeln");
        Assert.Equal(4, house.GetProperty("degree").GetInt32());
        Assert.Equal(4, asked.GetProperty("edges").GetArrayLength());
        Assert.All(asked.GetProperty("edges").EnumerateArray(), edge => Assert.True(edge.GetProperty("isBridge").GetBoolean()));
        var nodes = asked.GetProperty("nodes").GetArrayLength();
        // A star of four: six of all pairs of the others lead through its middle.
        Assert.Equal(6.0 / ((nodes - 1) * (nodes - 2) / 2.0), house.GetProperty("betweenness").GetDouble(), 1e-12);
        Assert.Equal(nodes - 5, asked.GetProperty("measures").GetProperty("isolated").GetInt32());
        Assert.Equal(
            nodes,
            Assert.Single(asked.GetProperty("measures").GetProperty("totals").EnumerateArray()).GetProperty("organisations").GetInt32()
        );
    }

    [Fact]
    public async Task A_day_shows_what_went_on_then_and_changes_what_came_between()
    {
        // Those that nobody knows the beginning of.
        var then = await AskAsync("network(region: \"05\", at: \"2014-01-01\") { edges { startsOn } }");
        Assert.NotEqual(0, then.GetProperty("edges").GetArrayLength());
        Assert.All(then.GetProperty("edges").EnumerateArray(), edge =>
            Assert.Equal(JsonValueKind.Null, edge.GetProperty("startsOn").ValueKind)
        );
        var changes = await AskAsync(
            "networkChanges(region: \"05\", from: \"2014-01-01\", to: \"2026-11-20\") { before { pairs } after { edges } began { kind } "
                + "ended { kind } }"
        );
        Assert.Equal(
            changes.GetProperty("after").GetProperty("edges").GetInt32() - then.GetProperty("edges").GetArrayLength(),
            changes.GetProperty("began").GetArrayLength()
        );
        Assert.Contains(changes.GetProperty("began").EnumerateArray(), edge => edge.Text("kind") == "UMBRELLA_MEMBERSHIP");
        Assert.Equal(0, changes.GetProperty("ended").GetArrayLength());
    }

    [Fact]
    public async Task Partners_outside_are_shown_when_asked_for()
    {
        await network.RunAsync("""
            INSERT INTO cooperations (id, kind, title, from_id, to_id, regions, topics, source_name, state, proposed_at, confirmed_at)
            SELECT gen_random_uuid(), 'Event', 'Fest', a.id, b.id, '{}', '{}', 'Test', 'Confirmed', '2026-01-01', '2026-01-02' FROM organisations a, organisations b
            WHERE (a.slug, b.slug) = ('duisburg-united-e-v', 'migrafrica') ON CONFLICT DO NOTHING
            """);
        const string Fields = "{ nodes { outside organisation { slug } } measures { pairs } }";
        var within = await AskAsync($"network(region: \"05112\") {Fields}");
        Assert.DoesNotContain(within.GetProperty("nodes").EnumerateArray(), node => node.GetProperty("outside").GetBoolean());
        var once = await AskAsync($"network(region: \"05112\", includeOutside: true) {Fields}");
        Assert.Equal(
            "migrafrica",
            Assert
                .Single(once.GetProperty("nodes").EnumerateArray(), node => node.GetProperty("outside").GetBoolean())
                .GetProperty("organisation")
                .Text("slug")
        );
        var twice = await AskAsync($"network(region: \"05112\", includeOutside: true, depth: 2) {Fields}");
        Assert.Contains(twice.GetProperty("nodes").EnumerateArray(), node =>
            node.GetProperty("organisation").Text("slug") == "house-of-resources-koeln"
        );
        Assert.Contains(
            (await AskAsync("network(region: \"05\") { measures { districtLinks { from { key } to { key } pairs } } }"))
                .GetProperty("measures")
                .GetProperty("districtLinks")
                .EnumerateArray(),
            link => link.GetProperty("from").Text("key") == "05112" && link.GetProperty("to").Text("key") == "05315"
        );
        var chains = await AskAsync(
            $"connection(from: \"{await network.IdAsync("duisburg-united-e-v")}\", to: \"{await network.IdAsync("coach-e-v")}\") {{ "
                + $"length organisations {{ slug }} links {{ kind titles }} }}"
        );
        Assert.Equal(
            ["duisburg-united-e-v", "migrafrica", "house-of-resources-koeln", "coach-e-v"],
            Assert.Single(chains.EnumerateArray()).GetProperty("organisations").EnumerateArray().Select(one => one.Text("slug"))
        );
        Assert.Equal("EVENT", chains[0].GetProperty("links")[0][0].Text("kind"));
    }

    [Fact]
    public async Task Topics_keep_ties_about_them_and_who_works_on_them()
    {
        var asked = await AskAsync(
            "network(region: \"05315\", topics: [\"volunteering\"]) { edges { kind } nodes { organisation { topics { key } } } }"
        );
        Assert.NotEqual(0, asked.GetProperty("edges").GetArrayLength());
        Assert.Equal(
            0,
            (await AskAsync("network(region: \"05315\", topics: [\"football\"]) { edges { kind } }")).GetProperty("edges").GetArrayLength()
        );
    }

    [Fact]
    public async Task A_region_without_organisations_has_an_empty_network()
    {
        var empty = await network.ScalarAsync<string>(
            "SELECT min(key) FROM regions r WHERE level = 'Municipality' AND NOT EXISTS (SELECT FROM organisations WHERE municipality_key "
                + "= r.key)"
        );
        var asked = await AskAsync($"network(region: \"{empty}\") {{ complete {Measures} nodes {{ degree }} edges {{ kind }} }}");
        Assert.True(asked.GetProperty("complete").GetBoolean());
        Assert.Equal(0, asked.GetProperty("nodes").GetArrayLength() + asked.GetProperty("measures").GetProperty("components").GetInt32());
    }

    [Theory]
    [InlineData("network(region: \"09\") { complete }", "INVALID_INPUT", "region")]
    [InlineData("network(region: \"05\", topics: [\"nothing-such\"]) { complete }", "INVALID_INPUT", "topics")]
    [InlineData("network(region: \"05\", depth: 2) { complete }", "INVALID_INPUT", "depth")]
    [InlineData("network(region: \"05\", includeOutside: true, depth: 9) { complete }", "INVALID_INPUT", "depth")]
    [InlineData("network(region: \"05\") { nodes(first: 0) { degree } }", "INVALID_INPUT", "first")]
    [InlineData("network(region: \"05\") { nodes(first: 5) { degree } }", "LIMIT_EXCEEDED", "first")]
    [InlineData("network(region: \"05\") { edges(first: 5) { weight } }", "LIMIT_EXCEEDED", "first")]
    [InlineData("network(region: \"05\") { edges(first: 100000) { weight } }", "LIMIT_EXCEEDED", "first")]
    [InlineData("network(region: \"05\") { nodes(first: 100000) { degree } }", "LIMIT_EXCEEDED", "first")]
    [InlineData("networkChanges(region: \"05\", from: \"2026-01-02\", to: \"2026-01-01\") { after { edges } }", "INVALID_INPUT", "to")]
    [InlineData("connection(from: \"x\", to: \"y\") { length }", "INVALID_INPUT", "from")]
    public async Task What_cannot_be_asked_is_refused(string field, string code, string argument) =>
        (await network.AskAsync("", $"{{ {field} }}")).IsRefused(code, argument, code == "LIMIT_EXCEEDED" ? "/network/export.gexf" : "");

    [Fact]
    public async Task One_version_of_the_registry_is_cut_and_measured_once()
    {
        var store = network.Services.GetRequiredService<NetworkStore>();
        var filter = new NetworkFilter("05", new HashSet<NetworkTieKind>(), new HashSet<string>(), new DateOnly(2026, 11, 20), 0);
        var first = await store.GetAsync(filter, TestContext.Current.CancellationToken);
        Assert.Same(first, await store.GetAsync(filter with { Topics = new HashSet<string>() }, TestContext.Current.CancellationToken));
        await network.RunAsync("UPDATE organisations SET town = town WHERE slug = 'coach-e-v'");
        Assert.NotSame(first, await store.GetAsync(filter, TestContext.Current.CancellationToken));
    }
}
