using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Web.GraphQl;
using static MsoNetwork.Tests.PartnerCalls.CallNetwork;

namespace MsoNetwork.Tests.PartnerCalls;

public sealed class CallListTests(CallNetwork network) : IClassFixture<CallNetwork>
{
    [Fact]
    public async Task Each_filter_finds_what_it_says()
    {
        await network.OpenedAsync(
            "F Raum Köln",
            Caller,
            ("topics", new[] { "school" }),
            ("targetGroups", new[] { "women" }),
            ("languages", new[] { "tr" }),
            ("deadline", "2026-06-20"),
            ("regions", new[] { "05315000" })
        );
        await network.OpenedAsync(
            "F Mentor Kreis Düren",
            Other,
            ("direction", "OFFERS"),
            ("subject", "MENTORING"),
            ("regions", new[] { "05358" })
        );
        await network.OpenedAsync("F ganz NRW", Other, ("subject", "VOLUNTEERS"), ("regions", new[] { "05" }));
        await network.OpenedAsync(
            "F um Düren",
            Other,
            ("subject", "SPEAKERS"),
            ("regions", null),
            ("place", new { municipality = "Düren", radiusKm = 15 })
        );
        async Task FindsAsync(string filter, params string[] titles) =>
            Assert.Equal(
                titles.Order(),
                (await network.ListAsync($"filter: {{{filter}}}")).Where(title => title.StartsWith("F ", StringComparison.Ordinal)).Order()
            );
        await FindsAsync("", "F Raum Köln", "F Mentor Kreis Düren", "F ganz NRW", "F um Düren");
        await FindsAsync("direction: OFFERS", "F Mentor Kreis Düren");
        await FindsAsync("subjects: [VOLUNTEERS, SPEAKERS]", "F ganz NRW", "F um Düren");
        await FindsAsync("topics: [\"education\"]", "F Raum Köln"); // school is below education
        await FindsAsync("targetGroups: [\"women\"]", "F Raum Köln");
        await FindsAsync("languages: [\"tr\"]", "F Raum Köln");
        await FindsAsync("deadlineBefore: \"2026-06-21\"", "F Raum Köln");
        await FindsAsync("deadlineBefore: \"2026-06-20\"");
        await FindsAsync($"organisations: [\"{await network.Network.IdAsync("migrafrica")}\"]", "F Raum Köln");
        await FindsAsync("activeIn: [\"05315\"]", "F Raum Köln", "F ganz NRW"); // below and above
        await FindsAsync("activeIn: [\"05358008\"]", "F Mentor Kreis Düren", "F ganz NRW", "F um Düren");
        await FindsAsync("activeIn: [\"053\"]", "F Raum Köln", "F Mentor Kreis Düren", "F ganz NRW", "F um Düren");
        await FindsAsync("activeIn: [\"05913\"]", "F ganz NRW");
        // all of NRW: its organisation is in Köln
        await FindsAsync("near: {municipality: \"Köln\", radiusKm: 5}", "F Raum Köln", "F ganz NRW");
        await FindsAsync("near: {municipality: \"Düren\", radiusKm: 1}", "F Mentor Kreis Düren", "F um Düren");
        await FindsAsync("near: {municipality: \"Jülich\", radiusKm: 3}", "F um Düren"); // its own radius comes so far
        await FindsAsync("near: {municipality: \"Bielefeld\", radiusKm: 1}");
    }

    [Fact]
    public async Task Wrong_filters_are_refused_with_their_argument()
    {
        async Task RefusedAsync(string arguments, string argument, string says) =>
            (await network.AskAsync("", $"{{ partnerCalls({arguments}) {{ totalCount nodes {{ id }} }} }}")).IsRefused(
                "INVALID_INPUT",
                argument,
                says
            );
        await RefusedAsync("filter: {topics: [\"educatoin\"]}", "filter.topics", "education");
        await RefusedAsync("filter: {activeIn: [\"99\"]}", "filter.activeIn", "no region");
        await RefusedAsync("filter: {near: {municipality: \"Köln\", radiusKm: -1}}", "filter.near.radiusKm", "more than 0");
        await RefusedAsync("filter: {organisations: [\"x\"]}", "filter.organisations", "ids of organisations");
        await RefusedAsync("orderBy: DISTANCE", "orderBy", "needs filter.near");
        await RefusedAsync("first: 101", "first", "1 to 100");
        await RefusedAsync("first: 1, last: 1", "last", "exclude");
        await RefusedAsync("after: \"x\"", "after", "not a cursor");
        var cursor = await CursorAsync();
        await RefusedAsync($"after: \"{cursor}\", orderBy: DEADLINE", "after", "another list");
    }

    private async Task<string> CursorAsync()
    {
        await network.OpenedAsync("Für einen Cursor");
        return (await network.DataAsync("", "{ partnerCalls(first: 1) { pageInfo { endCursor } } }"))
            .GetProperty("partnerCalls")
            .GetProperty("pageInfo")
            .Text("endCursor");
    }

    [Theory]
    [InlineData("NEWEST", "")]
    [InlineData("DEADLINE", "")]
    [InlineData("DISTANCE", ", filter: {near: {municipality: \"Köln\", radiusKm: 300}}")]
    public async Task Paging_covers_every_call_once_in_both_directions(string order, string filter)
    {
        string[] regions = ["05315000", "05358008", "05913000", "05"];
        for (var number = 0; number < 11; number++)
        {
            network.Clock.Now = At("2026-06-01T10:00Z").AddMinutes(number / 2); // some at the same moment
            await network.OpenedAsync(
                $"S {order} {number}",
                number % 2 == 0 ? Caller : Other,
                ("deadline", $"2026-07-{1 + (number % 3):00}"),
                ("regions", new[] { regions[number % 4] })
            );
        }

        var whole = (await network.ListAsync($"orderBy: {order}{filter}")).ToList();
        Assert.True(whole.Count >= 11);
        Assert.Equal(whole, await PagesAsync("first", "after", "endCursor", "hasNextPage"));
        Assert.Equal(whole.AsEnumerable().Reverse(), await PagesAsync("last", "before", "startCursor", "hasPreviousPage"));

        async Task<List<string>> PagesAsync(string size, string from, string cursor, string more)
        {
            var (seen, place) = (new List<string>(), (string?)null);
            while (true)
            {
                var page = (
                    await network.DataAsync(
                        "",
                        $"query ($place: String) {{ partnerCalls({size}: 3, {from}: $place, orderBy: {order}{filter}) {{ nodes {{ title "
                            + $"{{ text }} }} pageInfo {{ {cursor} hasNextPage hasPreviousPage }} }} }}",
                        new { place }
                    )
                ).GetProperty("partnerCalls");
                seen.AddRange(size == "last" ? Titles(page).AsEnumerable().Reverse() : Titles(page));
                Assert.Equal(
                    place is not null,
                    page.GetProperty("pageInfo").GetProperty(size == "last" ? "hasNextPage" : "hasPreviousPage").GetBoolean()
                );
                if (!page.GetProperty("pageInfo").GetProperty(more).GetBoolean())
                    return seen;
                place = page.GetProperty("pageInfo").Text(cursor);
            }
        }
    }

    [Fact]
    public async Task Calls_of_many_organisations_and_their_counts_take_one_statement()
    {
        // whose calls no other test adds to: a page shows the first twenty
        await network.OpenedAsync("Zählbar eins", "organisation:atlant-e-v");
        await network.OpenedAsync("Zählbar zwei", Other);
        const string Query =
            "query ($first: Int) { organisations(filter: { regions: [\"05315\"] }, first: $first) { nodes { slug partnerCalls { "
                + "totalCount pageInfo { hasNextPage } nodes { title { text } topics { key } organisation { slug } contact { email } } } "
                + "} } }";
        var (answer, statements) = await CountedAsync(Query, new { first = 100 });
        Assert.Equal(3, statements); // organisations, calls with counts, the calls' organisations
        Assert.Equal((await CountedAsync(Query, new { first = 2 })).Statements, (await CountedAsync(Query, new { first = 3 })).Statements);
        var nodes = answer
            .GetProperty("organisations")
            .GetProperty("nodes")
            .EnumerateArray()
            .ToDictionary(node => node.Text("slug"), node => node.GetProperty("partnerCalls"));
        Assert.Contains("Zählbar eins", Titles(nodes["atlant-e-v"]));
        Assert.DoesNotContain("Zählbar eins", Titles(nodes["coach-e-v"]));
        Assert.Equal(
            await network.Network.ScalarAsync<long>(
                "SELECT count(*) FROM partner_calls c JOIN organisations o ON o.id = c.organisation_id WHERE o.slug = 'atlant-e-v' AND "
                    + "c.state = 'Open' AND c.closes_at > '2026-06-01T10:00Z'"
            ),
            nodes["atlant-e-v"].GetProperty("totalCount").GetInt64()
        );
        Assert.Equal(1, (await CountedAsync("{ partnerCalls { nodes { title { text } state } } }")).Statements);
        Assert.Equal(1, (await CountedAsync("{ partnerCalls { totalCount } }")).Statements);
    }

    [Fact]
    public async Task An_open_call_is_over_at_midnight_in_Berlin_in_lists_counts_and_states_and_its_answer_gets_another_tag()
    {
        const string Query =
            "query ($id: ID!) { partnerCall(id: $id) { state } partnerCalls(filter: {subjects: [OTHER]}) { totalCount nodes { id } } "
                + "expired: partnerCalls(filter: {subjects: [OTHER], states: [EXPIRED]}) { totalCount } organisation(slug: "
                + "\"migrafrica\") { partnerCalls(first: 100) { nodes { id } } } }";
        var id = await network.OpenedAsync("Bis zum zwölften", Caller, ("subject", "OTHER"), ("deadline", "2026-06-12"));
        var tag = ActivatorUtilities.CreateInstance<EntityTag>(
            network.Services,
            network.Clock
        );
        var tags = new List<string>();
        foreach (
            var (now, open) in ((string, bool)[])
                [
                    ("2026-06-12T09:00Z", true),
                    ("2026-06-12T21:59:59.999Z", true),
                    ("2026-06-12T22:00Z", false),
                    ("2027-06-12T22:00Z", false),
                ]
        )
        {
            network.Clock.Now = At(now);
            tags.Add(await tag.GetAsync(TestContext.Current.CancellationToken));
            var data = await network.DataAsync("", Query, new { id });
            Assert.Equal(open ? "OPEN" : "EXPIRED", data.GetProperty("partnerCall").Text("state"));
            Assert.Equal(open ? 1 : 0, data.GetProperty("partnerCalls").GetProperty("totalCount").GetInt32());
            Assert.Equal(open ? 0 : 1, data.GetProperty("expired").GetProperty("totalCount").GetInt32());
            Assert.Equal(open, data.GetProperty("partnerCalls").GetRawText().Contains(id, StringComparison.Ordinal));
            Assert.Equal(open, data.GetProperty("organisation").GetRawText().Contains(id, StringComparison.Ordinal));
        }

        Assert.Equal(tags[0], tags[1]);
        Assert.NotEqual(tags[1], tags[2]);
        Done(await network.StepAsync(Caller, "fill", id)); // what has expired may still turn out well
        network.Clock.Now = At("2026-06-01T10:00Z");
    }

    private Task<(JsonElement Answer, int Statements)> CountedAsync(string query, object? variables = null) =>
        network.Network.Database.CountedWhenKnownAsync(() => network.DataAsync("", query, variables));
}
