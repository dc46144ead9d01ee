using MsoNetwork.Changes;
using Npgsql;

namespace MsoNetwork.Tests.PartnerCalls;

/// <summary>The database's own rules hold, whoever writes.</summary>
public sealed class CallRulesTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private const string Caller = "(SELECT id FROM organisations WHERE slug = 'migrafrica')";
    private const string Other = "(SELECT id FROM organisations WHERE slug = 'coach-e-v')";

    /// <summary>Writes an open call of 1 June 2026 with these columns changed; gives its id.</summary>
    private async Task<Guid> InsertAsync(params (string Column, string Value)[] changes)
    {
        var id = Guid.NewGuid();
        var values = new Dictionary<string, string>
        {
            ["id"] = $"'{id}'",
            ["slug"] = $"'regel-{id:N}'",
            ["organisation_id"] = Caller,
            ["direction"] = "'Seeks'",
            ["subject"] = "'Rooms'",
            ["titles"] = """'{"de": "Raum gesucht (erfunden)"}'""",
            ["texts"] = """'{"de": "Für Proben."}'""",
            ["topics"] = "'{}'",
            ["target_groups"] = "'{}'",
            ["languages"] = "'{}'",
            ["regions"] = "'{05315}'",
            ["contact_way"] = "'Platform'",
            ["state"] = "'Open'",
            ["created_at"] = "'2026-06-01T10:00Z'",
            ["updated_at"] = "'2026-06-01T10:00Z'",
            ["opened_at"] = "'2026-06-01T10:00Z'",
        };
        foreach (var (column, value) in changes) values[column] = value;
        await network.RunAsync($"INSERT INTO partner_calls ({string.Join(", ", values.Keys)}) VALUES ({string.Join(", ", values.Values)})");
        return id;
    }

    private Task RespondAsync(Guid call, string organisation = Other, string at = "2026-06-02T10:00Z", string id = "gen_random_uuid()") => network.RunAsync($"""
        INSERT INTO partner_call_responses (id, call_id, organisation_id, message, contact, state, created_at, updated_at)
        VALUES ({id}, '{call}', {organisation}, 'Wir hätten einen.', 'raum@example.org', 'Sent', '{at}', '{at}')
        """);

    private static async Task BreaksAsync(string rule, Func<Task> write) =>
        Assert.Equal(rule, (await Assert.ThrowsAsync<PostgresException>(write)).ConstraintName);

    public static TheoryData<string, string, string> Wrong =>
        new()
        {
            { "slug", "'Mit Leerzeichen'", "partner_calls_slug_is_plain" },
            { "direction", "'Both'", "partner_calls_direction_is_known" },
            { "subject", "'Money'", "partner_calls_subject_is_known" },
            { "subject", "'FundingConsortium'", "partner_calls_consortia_name_their_line" },
            { "funding_line", "'Landesprogramm'", "partner_calls_consortia_name_their_line" },
            { "contact_way", "'Letter'", "partner_calls_contact_way_is_known" },
            { "titles", "'{}'", "partner_calls_have_texts" },
            { "titles", """'{"en": "Room"}'""", "partner_calls_have_texts" },
            { "titles", """'{"de": " "}'""", "partner_calls_have_texts" },
            { "titles", """'{"Deutsch!": "Raum"}'""", "partner_calls_have_texts" },
            { "texts", """'{"de": "Raum", "en": "Room"}'""", "partner_calls_have_texts" },
            { "texts", """'[1]'""", "partner_calls_have_texts" },
            { "regions", "'{}'", "partner_calls_say_where" },
            { "regions", "'{09162}'", "partner_calls_regions_are_known" },
            { "place_key", "'05315000'", "partner_calls_places_have_a_radius" },
            { "radius_km", "10", "partner_calls_places_have_a_radius" },
            { "topics", "'{no-such-topic}'", "partner_calls_terms_are_known" },
            { "target_groups", "'{no-such-group}'", "partner_calls_terms_are_known" },
            { "languages", "'{tlh}'", "partner_calls_terms_are_known" },
            { "partners", "0", "partner_calls_look_for_some_partners" },
            { "deadline", "'2026-05-31'", "partner_calls_are_open_ahead" },
            { "ends_on", "'2026-05-31'", "partner_calls_are_open_ahead" },
            { "deadline", "'2199-01-01'", "partner_calls_days_are_of_this_century" },
            { "state", "'Expired'", "partner_calls_state_has_its_steps" },
            { "opened_at", "NULL", "partner_calls_state_has_its_steps" },
            { "contact_way", "'Phone'", "partner_calls_contact_is_public" },
            {
                "organisation_id",
                "(SELECT id FROM organisations WHERE status = 'Dissolved' LIMIT 1)",
                "partner_calls_are_of_living_organisations"
            },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_cannot_be_is_not_written(string column, string value, string rule)
    {
        await network.RunAsync("UPDATE organisations SET phone = NULL WHERE slug = 'migrafrica'");
        await BreaksAsync(rule, () => InsertAsync((column, value)));
    }

    [Fact]
    public async Task A_period_ends_after_it_starts() =>
        await BreaksAsync("partner_calls_end_after_they_start", () =>
            InsertAsync(("starts_on", "'2026-09-02'"), ("ends_on", "'2026-09-01'"))
        );

    [Theory]
    [InlineData("NULL", "NULL", "2026-11-28", "2026-11-28T23:00Z")] // 180 days, and winter time
    [InlineData("'2026-07-01'", "NULL", "2026-07-01", "2026-07-01T22:00Z")] // summer time
    [InlineData("'2026-07-01'", "'2026-06-30'", "2026-06-30", "2026-06-30T22:00Z")]
    [InlineData("'2099-01-01'", "NULL", "2026-11-28", "2026-11-28T23:00Z")]
    public async Task An_open_call_ends_with_its_deadline_period_or_age_whichever_is_first_at_midnight_in_Berlin(
        string deadline,
        string endsOn,
        string until,
        string closes
    )
    {
        var id = await InsertAsync(("deadline", deadline), ("ends_on", endsOn));
        Assert.Equal(until, await network.ScalarAsync<string>($"SELECT open_until::text FROM partner_calls WHERE id = '{id}'"));
        Assert.Equal(
            DateTimeOffset.Parse(closes, System.Globalization.CultureInfo.InvariantCulture),
            new DateTimeOffset(await network.ScalarAsync<DateTime>($"SELECT closes_at FROM partner_calls WHERE id = '{id}'"))
        );
    }

    [Fact]
    public async Task States_go_forward_only_and_a_closed_call_stays()
    {
        var id = await InsertAsync();
        await BreaksAsync("partner_calls_go_forward", () =>
            network.RunAsync($"UPDATE partner_calls SET state = 'Draft', opened_at = NULL WHERE id = '{id}'")
        );
        await network.RunAsync($"UPDATE partner_calls SET state = 'Filled', closed_at = '2026-06-03T10:00Z' WHERE id = '{id}'");
        await BreaksAsync("partner_calls_go_forward", () =>
            network.RunAsync($"UPDATE partner_calls SET state = 'Open', closed_at = NULL WHERE id = '{id}'")
        );
        await BreaksAsync("partner_calls_that_ended_stay", () =>
            network.RunAsync($"UPDATE partner_calls SET partners = 3 WHERE id = '{id}'")
        );
    }

    [Fact]
    public async Task A_call_that_has_ended_by_itself_is_not_prolonged_but_may_be_filled()
    {
        var id = await InsertAsync(("deadline", "'2026-06-10'"));
        await network.RunAsync($"UPDATE partner_calls SET deadline = '2026-06-12', updated_at = '2026-06-10T21:59Z' WHERE id = '{id}'");
        await BreaksAsync("partner_calls_that_ended_stay", () =>
            network.RunAsync($"UPDATE partner_calls SET deadline = '2026-07-01', updated_at = '2026-06-12T22:00Z' WHERE id = '{id}'")
        );
        await network.RunAsync(
            $"UPDATE partner_calls SET state = 'Filled', closed_at = '2026-06-20T10:00Z', updated_at = '2026-06-20T10:00Z' WHERE id = "
                + $"'{id}'"
        );
        Assert.Equal(3, await network.ScalarAsync<int>($"SELECT version FROM partner_calls WHERE id = '{id}'"));
    }

    [Fact]
    public async Task A_place_with_a_radius_covers_the_towns_whose_centre_lies_in_it()
    {
        var id = await InsertAsync(("regions", "'{}'"), ("place_key", "'05358008'"), ("radius_km", "15"));
        var areas = await network.ScalarAsync<string[]>($"SELECT areas FROM partner_calls WHERE id = '{id}'");
        var towns = await network.ScalarAsync<string[]>(
            "SELECT array_agg(r.key ORDER BY r.key) FROM regions r JOIN regions p ON p.key = '05358008' WHERE length(r.key) = 8 AND "
                + "ST_Distance(r.centre, p.centre) <= 15000"
        );
        Assert.Equal(towns, areas);
        Assert.True(areas.Length > 3);
        await network.RunAsync("UPDATE regions SET centre = ST_SetSRID(ST_MakePoint(8, 52), 4326) WHERE key = '05358008'");
        Assert.NotEqual(areas, await network.ScalarAsync<string[]>($"SELECT areas FROM partner_calls WHERE id = '{id}'"));
    }

    [Fact]
    public async Task Answers_come_once_in_time_and_from_another_living_organisation()
    {
        var id = await InsertAsync(("deadline", "'2026-06-10'"));
        await BreaksAsync("partner_call_responses_come_from_others", () => RespondAsync(id, Caller));
        await BreaksAsync("partner_call_responses_come_in_time", () => RespondAsync(id, at: "2026-06-10T22:00Z"));
        await BreaksAsync("partner_call_responses_come_from_the_living", () =>
            RespondAsync(id, "(SELECT id FROM organisations WHERE status = 'Dissolved' LIMIT 1)")
        );
        await RespondAsync(id);
        await BreaksAsync("partner_call_responses_open_once", () => RespondAsync(id));
        await BreaksAsync("partner_call_responses_withdrawn_say_nothing", () =>
            network.RunAsync($"UPDATE partner_call_responses SET state = 'Withdrawn' WHERE call_id = '{id}'")
        );
        await BreaksAsync("partner_call_responses_keep_what_was_said", () =>
            network.RunAsync($"UPDATE partner_call_responses SET contact = 'x' WHERE call_id = '{id}'")
        );
        await network.RunAsync(
            $"UPDATE partner_call_responses SET state = 'Withdrawn', message = NULL, contact = NULL WHERE call_id = '{id}'"
        );
        await RespondAsync(id);
        await network.RunAsync($"DELETE FROM partner_calls WHERE id = '{id}'");
        Assert.Equal(0, await network.ScalarAsync<long>($"SELECT count(*) FROM partner_call_responses WHERE call_id = '{id}'"));
    }

    [Fact]
    public async Task Terms_and_regions_in_use_stay()
    {
        await network.RunAsync("INSERT INTO terms (vocabulary, key, position) VALUES ('Topics', 'fuer-diesen-test', 9990)");
        await InsertAsync(("topics", "'{fuer-diesen-test}'"), ("regions", "'{05}'"));
        await BreaksAsync("terms_in_use_stay", () => network.RunAsync("DELETE FROM terms WHERE key = 'fuer-diesen-test'"));
        await network.RunAsync("UPDATE partner_calls SET topics = '{}'");
        await network.RunAsync("DELETE FROM terms WHERE key = 'fuer-diesen-test'");
    }

    [Fact]
    public async Task An_organisation_has_at_most_a_hundred_calls_that_are_not_closed()
    {
        await network.RunAsync("""
            INSERT INTO partner_calls (id, slug, organisation_id, direction, subject, titles, texts, topics, target_groups, languages, regions, contact_way, state, created_at, updated_at)
            SELECT gen_random_uuid(), 'viele-' || n, (SELECT id FROM organisations WHERE slug = 'bana-afrika-e-v'), 'Seeks', 'Rooms', '{"de": "x"}', '{"de": "x"}', '{}', '{}', '{}', '{05}', 'Platform', 'Draft', now(), now()
            FROM generate_series(1, 100) AS n
            """);
        await BreaksAsync("partner_calls_are_not_too_many", () => InsertAsync(("organisation_id", "(SELECT id FROM organisations WHERE "
            + "slug = 'bana-afrika-e-v')")));
    }

    [Fact]
    public async Task Calls_count_for_the_version_of_public_answers_and_responses_do_not()
    {
        using var versions = new ChangeVersions(network.Database);
        var before = (await versions.AsOfNowAsync(TestContext.Current.CancellationToken)).Of(ChangeSubject.Public);
        var id = await InsertAsync();
        var written = (await versions.AsOfNowAsync(TestContext.Current.CancellationToken)).Of(ChangeSubject.Public);
        Assert.True(written > before);
        await RespondAsync(id);
        Assert.Equal(written, (await versions.AsOfNowAsync(TestContext.Current.CancellationToken)).Of(ChangeSubject.Public));
    }
}
