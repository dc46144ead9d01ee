using System.Globalization;
using System.Text.Json;
using MsoNetwork.Time;

namespace MsoNetwork.Tests.Cooperations;

/// <summary>
/// When a cooperation began and ended, and what may still be said about it afterwards. Networks of earlier days stay true.
/// </summary>
public sealed class CooperationDayTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private const string One = "organisation:migrafrica";
    private const string Other = "organisation:coach-e-v";

    private static string InDays(int days) =>
        TimeProvider.System.Today().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task An_end_that_is_recorded_stays_the_end()
    {
        var id = await ConfirmedAsync("Raum teilen 2024", "2024-01-01", "2024-12-31");
        Assert.Equal("+--", await ShownAsync("Raum teilen 2024", "2024-12-31", "2025-06-01", InDays(0)));
        var ended = await EndedAsync(id);
        Assert.Equal(("ENDED", "2024-12-31"), (ended.Text("state"), ended.Text("endsOn")));
        Assert.Equal("+--", await ShownAsync("Raum teilen 2024", "2024-12-31", "2025-06-01", InDays(0)));
    }

    [Fact]
    public async Task An_end_that_is_planned_becomes_the_day_on_which_it_is_said()
    {
        var id = await ConfirmedAsync("Länger geplant", "2024-01-01", InDays(300));
        Assert.InRange((await EndedAsync(id)).Text("endsOn"), InDays(-1), InDays(0));
        Assert.Equal("+-", await ShownAsync("Länger geplant", InDays(-2), InDays(2)));
    }

    [Fact]
    public async Task A_recorded_end_is_corrected_to_an_earlier_day_and_not_to_a_later_one()
    {
        var id = await ConfirmedAsync("Früher aus", "2024-01-01", "2024-12-31");
        (await network.StepAsync(Other, "end", id, "endedOn: \"2025-06-30\"")).IsRefused("INVALID_INPUT", "input.endedOn", "2024-12-31");
        (await network.StepAsync(Other, "end", id, "endedOn: \"2023-06-30\"")).IsRefused(
            "INVALID_INPUT",
            "input.endedOn",
            "before the start"
        );
        (await network.StepAsync(Other, "end", id, "endedOn: \"1899-12-31\"")).IsRefused("INVALID_INPUT", "input.endedOn", "1900-01-01");
        Assert.Equal("2024-06-30", (await EndedAsync(id, "endedOn: \"2024-06-30\"")).Text("endsOn"));
    }

    [Fact]
    public async Task What_is_past_its_end_is_proposed_anew_and_what_goes_on_is_not()
    {
        var old = await ConfirmedAsync("Sommerfest", "2024-06-01", "2024-06-02");
        (await ProposeAsync("SOMMERFEST", "2025-06-01", null)).Done();
        Assert.Equal(
            "Ended 2024-06-02 0",
            await network.ScalarAsync<string>(
                $"SELECT state || ' ' || ends_on || ' ' || num_nonnulls(closed_by, closed_by_centre) FROM cooperations WHERE title = "
                    + "'Sommerfest'"
            )
        );
        (await network.StepAsync(Other, "end", old)).IsRefused("INVALID_INPUT", "input.id", "has ended");
        (await ProposeAsync("Sommerfest", null, null)).IsRefused("INVALID_INPUT", "input.title", "already have an open cooperation");
        await ConfirmedAsync("Noch offen", "2024-06-01", InDays(1));
        (await ProposeAsync("Noch offen", null, null)).IsRefused("INVALID_INPUT", "input.title", "already have an open cooperation");
    }

    [Fact]
    public async Task A_membership_that_is_past_its_end_is_proposed_anew_under_any_title()
    {
        await ConfirmedAsync("Mitglied bis 2024", "2020-01-01", "2024-12-31", "UMBRELLA_MEMBERSHIP", "atlant-e-v", "polonia-colonia-e-v");
        var again = await ConfirmedAsync("Wieder Mitglied", "2025-03-01", null, "UMBRELLA_MEMBERSHIP", "atlant-e-v", "polonia-colonia-e-v");
        Assert.Equal(
            "2025-03-01",
            await network.ScalarAsync<string>(
                "SELECT since::text FROM memberships JOIN organisations ON id = member_id WHERE slug = 'atlant-e-v'"
            )
        );
        (await network.StepAsync("organisation:atlant-e-v", "end", again)).Done();
    }

    [Theory]
    [InlineData(One)]
    [InlineData(Other)]
    [InlineData("centre:ki-koeln")]
    public async Task What_has_not_begun_is_called_off_and_then_in_no_network_of_any_day(string actor)
    {
        var title = "Messe für " + actor;
        var id = await ConfirmedAsync(title, InDays(100), null);
        Assert.Equal("-+", await ShownAsync(title, InDays(0), InDays(200)));
        (await network.StepAsync(actor, "end", id)).IsRefused("INVALID_INPUT", "input.id", "declineCooperation");
        (await network.StepAsync(actor, "end", id, $"endedOn: \"{InDays(0)}\"")).IsRefused(
            "INVALID_INPUT",
            "input.id",
            "declineCooperation"
        );
        Assert.Equal("DECLINED", (await network.StepAsync(actor, "decline", id)).Done().Text("state"));
        Assert.Equal("--", await ShownAsync(title, InDays(0), InDays(200)));
        Assert.Equal(
            JsonValueKind.Null,
            (await network.AskAsync("", "query ($id: ID!) { node(id: $id) { id } }", new { id }))
                .GetProperty("data")
                .GetProperty("node")
                .ValueKind
        );
        (await network.StepAsync(actor, "decline", id)).IsRefused("INVALID_INPUT", "input.id", "was declined");
        (await ProposeAsync(title, InDays(100), null)).Done();
    }

    [Fact]
    public async Task A_membership_that_is_called_off_is_none_and_one_that_a_list_says_stays()
    {
        const string Members = "SELECT count(*) FROM memberships JOIN organisations AS o ON o.id = member_id WHERE slug = ";
        var id = await ConfirmedAsync("Mitglied ab bald", InDays(100), null, "UMBRELLA_MEMBERSHIP", "migrafrica", "africa-positive");
        Assert.Equal(1, await network.ScalarAsync<long>(Members + "'migrafrica'"));
        (await network.StepAsync(One, "decline", id)).Done();
        Assert.Equal(0, await network.ScalarAsync<long>(Members + "'migrafrica'"));
        var listed = await ConfirmedAsync(
            "Noch einmal Mitglied",
            InDays(100),
            null,
            "UMBRELLA_MEMBERSHIP",
            "bana-afrika-e-v",
            "dachverband-migrantenselbstorganisationen-dueren-e-v"
        );
        (await network.StepAsync("organisation:bana-afrika-e-v", "decline", listed)).Done();
        Assert.Equal(1, await network.ScalarAsync<long>(Members + "'bana-afrika-e-v'"));
    }

    [Theory]
    [InlineData("0001-01-01", null, "input.startsOn", "1900-01-01")]
    [InlineData("1899-12-31", null, "input.startsOn", "1900-01-01")]
    [InlineData("9999-01-01", null, "input.startsOn", "2 years ahead")]
    [InlineData(null, "0001-01-01", "input.endsOn", "1900-01-01")]
    [InlineData("2026-01-01", "2100-01-01", "input.endsOn", "2099-12-31")]
    [InlineData("2026-02-01", "2026-01-01", "input.endsOn", "before the start")]
    public async Task Days_that_nobody_means_are_refused(string? startsOn, string? endsOn, string argument, string says) =>
        (await ProposeAsync("Unmöglich", startsOn, endsOn)).IsRefused("INVALID_INPUT", argument, says);

    [Fact]
    public async Task A_beginning_may_be_planned_two_years_ahead_and_an_end_further() =>
        (
            await ProposeAsync(
                "Weit voraus",
                TimeProvider.System.Today().AddYears(2).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                "2099-12-31"
            )
        ).Done();

    private async Task<JsonElement> ProposeAsync(
        string title,
        string? startsOn,
        string? endsOn,
        string kind = "SHARING",
        string from = "migrafrica",
        string to = "coach-e-v"
    ) =>
        await network.ProposeAsync(
            "organisation:" + from,
            new
            {
                kind,
                title,
                from = await network.IdAsync(from),
                to = await network.IdAsync(to),
                startsOn,
                endsOn,
            }
        );

    private async Task<string> ConfirmedAsync(
        string title,
        string? startsOn,
        string? endsOn,
        string kind = "SHARING",
        string from = "migrafrica",
        string to = "coach-e-v"
    )
    {
        var id = (await ProposeAsync(title, startsOn, endsOn, kind, from, to)).Done().Text("id");
        Assert.Equal("CONFIRMED", (await network.StepAsync("organisation:" + to, "confirm", id)).Done().Text("state"));
        return id;
    }

    private async Task<JsonElement> EndedAsync(string id, string more = "") =>
        (
            await network.AskAsync(
                Other,
                $$"""mutation { done: endCooperation(input: { id: "{{id}}" {{more}} }) { cooperation { state endsOn } } }"""
            )
        ).Done();

    /// <summary>Whether Cologne's network of each day shows it: + or -.</summary>
    private async Task<string> ShownAsync(string title, params string[] days)
    {
        var shown = "";
        foreach (var day in days)
        {
            var answer = await network.AskAsync(
                "",
                "query ($at: Date) { network(region: \"05315\", at: $at) { edges { titles } } }",
                new { at = day }
            );
            shown += answer
                .GetProperty("data")
                .GetProperty("network")
                .GetProperty("edges")
                .EnumerateArray()
                .Any(edge => edge.GetProperty("titles").EnumerateArray().Any(one => one.GetString() == title))
                ? '+'
                : '-';
        }

        return shown;
    }
}
