using System.Text.Json;
using MsoNetwork.Relay;
using MsoNetwork.Tests.Cooperations;

namespace MsoNetwork.Tests.Matching;

/// <summary>Who could answer a call, and why.</summary>
public sealed class CallMatchesTests(MatchedNetwork matched) : IClassFixture<MatchedNetwork>
{
    private const string Caller = "migrafrica";
    private const string Shown =
        "score connected organisation { slug topics { key } targetGroups { key } offers { key } languages { key } } reasons { kind "
            + "contribution text terms { key } regions { key } }";

    [Fact]
    public async Task Each_match_covers_something_that_the_call_is_about_and_its_reasons_add_up()
    {
        var call = await OpenAsync("ProjectPartner", topics: "culture,education", languages: "tr,ar", regions: "05315,05913");
        var found = await MatchesAsync(call, "first: 50");
        Assert.NotEmpty(found);
        Assert.Equal(found.OrderByDescending(one => one.GetProperty("score").GetInt32()).Select(Slug), found.Select(Slug));
        foreach (var one in found)
        {
            var reasons = one.GetProperty("reasons").EnumerateArray().ToList();
            Assert.Equal(one.GetProperty("score").GetInt32(), reasons.Sum(reason => reason.GetProperty("contribution").GetInt32()));
            Assert.Contains(reasons, reason => reason.Text("kind") == "COVERS_TOPICS");
            Assert.All(reasons, reason => Assert.DoesNotContain('{', reason.Text("text")));
            foreach (var reason in reasons.Where(reason => reason.Text("kind") == "COVERS_LANGUAGES"))
                Assert.Subset(Keys(one.GetProperty("organisation"), "languages"), Keys(reason, "terms"));
            Assert.NotEqual(Caller, Slug(one));
            Assert.False(one.GetProperty("connected").GetBoolean());
        }

        Assert.Contains(found, one => one.GetProperty("reasons").EnumerateArray().Any(reason => reason.Text("kind") == "COVERS_REGIONS"));
        Assert.Contains(found, one => one.GetProperty("reasons").EnumerateArray().Any(reason => reason.Text("kind") == "COVERS_LANGUAGES"));
        Assert.Equal(JsonSerializer.Serialize(found), JsonSerializer.Serialize(await MatchesAsync(call, "first: 50")));
        Assert.Equal(found.Take(3).Select(Slug), (await MatchesAsync(call, "first: 3")).Select(Slug));
    }

    [Fact]
    public async Task Who_seeks_rooms_is_shown_who_lends_them_and_who_offers_them_is_shown_who_has_none()
    {
        var sought = await MatchesAsync(await OpenAsync("Rooms"), "first: 50");
        Assert.NotEmpty(sought);
        // accessible-rooms stands below room-lending
        Assert.All(sought, one => Assert.Contains(
            Keys(one.GetProperty("organisation"), "offers"), offer => offer is "room-lending" or "accessible-rooms"));
        var offered = await MatchesAsync(await OpenAsync("Rooms", direction: "Offers"), "first: 50");
        Assert.NotEmpty(offered);
        Assert.All(offered, one => Assert.DoesNotContain(
            Keys(one.GetProperty("organisation"), "offers"), offer => offer is "room-lending" or "accessible-rooms"));
        Assert.All(offered, one => Assert.NotEmpty(Keys(one.GetProperty("organisation"), "offers")));
    }

    [Fact]
    public async Task Partners_are_listed_only_when_asked_for_and_who_opted_out_never()
    {
        var call = await OpenAsync("ProjectPartner", topics: "culture,education,empowerment,anti-discrimination,volunteering");
        var without = (await MatchesAsync(call, "first: 100")).Select(Slug).ToHashSet();
        var partners = (await MatchesAsync(call, "first: 100, includeConnected: true"))
            .Where(one => one.GetProperty("connected").GetBoolean())
            .Select(Slug)
            .ToList();
        Assert.NotEmpty(partners);
        Assert.DoesNotContain(partners, without.Contains);
        var first = Slug((await MatchesAsync(call, "first: 1"))[0]);
        await matched.Network.RunAsync(
            $"INSERT INTO matching_preferences (organisation_id, takes_part, by_origin, by_religion, updated_at) SELECT id, false, false, "
                + $"false, now() FROM organisations WHERE slug = '{first}'"
        );
        Assert.DoesNotContain(first, (await MatchesAsync(call, "first: 100")).Select(Slug));
        await matched.Network.RunAsync("DELETE FROM matching_preferences");
        Assert.Equal(first, Slug((await MatchesAsync(call, "first: 1"))[0]));
    }

    [Fact]
    public async Task The_topic_religion_matches_nobody_and_origins_change_nothing()
    {
        var religious = await MatchesAsync(await OpenAsync("Volunteers", topics: "religion", regions: "05315000"), "first: 100");
        Assert.NotEmpty(religious); // whoever works in the town
        Assert.DoesNotContain(religious.SelectMany(one => one.GetProperty("reasons").EnumerateArray()), reason =>
            reason.Text("kind") == "COVERS_TOPICS"
        );
        var call = await OpenAsync("ProjectPartner", topics: "culture");
        var before = JsonSerializer.Serialize(await MatchesAsync(call, "first: 50"));
        await matched.Network.RunAsync("UPDATE organisations SET origins = '{SY}'");
        Assert.Equal(before, JsonSerializer.Serialize(await MatchesAsync(call, "first: 50")));
    }

    [Fact]
    public async Task A_call_that_has_ended_has_no_matches_and_one_that_is_not_for_whoever_asks_is_not_found()
    {
        var call = await OpenAsync("ProjectPartner", topics: "culture");
        await matched.Network.RunAsync(
            $"UPDATE partner_calls SET state = 'Filled', closed_at = now(), updated_at = now() WHERE id = '{call}'"
        );
        Assert.Empty(await MatchesAsync(call, ""));
        await AssertRefusedAsync(GlobalId.Encode("PartnerCall", Guid.Empty), "", "NOT_FOUND", "call");
        await AssertRefusedAsync("nonsense", "", "INVALID_INPUT", "call");
        await AssertRefusedAsync(GlobalId.Encode("PartnerCall", call), "first: 101", "INVALID_INPUT", "first");
        await AssertRefusedAsync(GlobalId.Encode("PartnerCall", call), "filter: { origins: [\"SY\"] }", "INVALID_INPUT", "filter.origins");
    }

    private async Task AssertRefusedAsync(string call, string arguments, string code, string argument)
    {
        var extensions = (await AskAsync(call, arguments)).GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal((code, argument), (extensions.Text("code"), extensions.Text("argument")));
    }

    private Task<JsonElement> AskAsync(string call, string arguments) =>
        matched.Network.AskAsync("", $"{{ callMatches(call: \"{call}\" {arguments}) {{ {Shown} }} }}");

    private async Task<List<JsonElement>> MatchesAsync(Guid call, string arguments)
    {
        var answer = await AskAsync(GlobalId.Encode("PartnerCall", call), arguments);
        Assert.False(answer.TryGetProperty("errors", out _), answer.GetRawText());
        return [.. answer.GetProperty("data").GetProperty("callMatches").EnumerateArray()];
    }

    private async Task<Guid> OpenAsync(
        string subject,
        string direction = "Seeks",
        string topics = "",
        string languages = "",
        string regions = "05"
    )
    {
        var id = Guid.NewGuid();
        await matched.Network.RunAsync($$"""
            INSERT INTO partner_calls (id, slug, organisation_id, direction, subject, titles, texts, topics, target_groups, languages, regions, contact_way, state, created_at, updated_at, opened_at)
            SELECT '{{id}}', 'erfunden-{{id}}', id, '{{direction}}', '{{subject}}', '{"de": "Erfunden"}', '{"de": "Ein erfundener Aufruf."}', string_to_array('{{topics}}', ','), '{}',
                string_to_array('{{languages}}', ','), string_to_array('{{regions}}', ','), 'Platform', 'Open', now(), now(), now() FROM organisations WHERE slug = '{{Caller}}'
            """);
        return id;
    }

    private static string Slug(JsonElement suggestion) => suggestion.GetProperty("organisation").Text("slug");

    private static HashSet<string> Keys(JsonElement of, string field) =>
        [.. of.GetProperty(field).EnumerateArray().Select(term => term.Text("key"))];
}
