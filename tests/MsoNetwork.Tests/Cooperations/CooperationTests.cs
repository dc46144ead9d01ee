using System.Text.Json;
using Npgsql;

namespace MsoNetwork.Tests.Cooperations;

public sealed class CooperationTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private const string Mentor = "organisation:migrafrica";
    private const string Mentee = "organisation:coach-e-v";
    private const string Stranger = "organisation:bana-afrika-e-v";
    private const string Centre = "centre:ki-koeln";

    private async Task<object> InputAsync(
        string title,
        string kind = "MENTORING",
        object? source = null,
        string? startsOn = null,
        string? endsOn = null,
        string[]? topics = null,
        string[]? regions = null,
        string to = "coach-e-v"
    ) =>
        new
        {
            kind,
            title,
            from = await network.IdAsync("migrafrica"),
            to = await network.IdAsync(to),
            source,
            startsOn,
            endsOn,
            topics,
            regions,
        };

    private async Task<string> ProposedAsync(string title, string actor = Mentor, object? source = null) =>
        (await network.ProposeAsync(actor, await InputAsync(title, source: source))).Done().Text("id");

    [Fact]
    public async Task One_side_proposes_the_other_confirms_and_either_ends()
    {
        var id = await ProposedAsync("Ganz herum");
        var confirmed = (await network.StepAsync(Mentee, "confirm", id)).Done();
        Assert.Equal("CONFIRMED", confirmed.Text("state"));
        Assert.Equal("coach-e-v", confirmed.GetProperty("confirmed").GetProperty("organisation").Text("slug"));
        Assert.Equal("ENDED", (await network.StepAsync(Mentor, "end", id)).Done().Text("state"));
    }

    [Fact]
    public async Task Nobody_strangers_and_proposers_do_not_confirm()
    {
        var id = await ProposedAsync("Nicht von selbst");
        (await network.StepAsync("", "confirm", id)).IsRefused("UNAUTHENTICATED", null, "signed in");
        (await network.StepAsync("organisation:no-such", "confirm", id)).IsRefused("UNAUTHENTICATED", null, "no-such");
        (await network.StepAsync(Stranger, "confirm", id)).IsRefused("FORBIDDEN", null, "Only the two organisations");
        (await network.StepAsync("centre:ki-bonn", "confirm", id, "source: {name: \"Liste\"}")).IsRefused(
            "FORBIDDEN",
            null,
            "Only the two organisations"
        );
        (await network.StepAsync(Mentor, "confirm", id)).IsRefused("FORBIDDEN", null, "cannot confirm it");
        (await network.StepAsync(Mentee, "end", id)).IsRefused("INVALID_INPUT", "input.id", "only proposed");
    }

    [Fact]
    public async Task A_centre_confirms_where_it_is_responsible_and_only_with_a_source()
    {
        var id = await ProposedAsync("Vom Zentrum");
        (await network.StepAsync(Centre, "confirm", id)).IsRefused("INVALID_INPUT", "input.source", "source.name");
        var confirmed = (
            await network.StepAsync(Centre, "confirm", id, "source: {name: \"Zentrenliste\", url: \"https://example.org/liste\"}")
        ).Done();
        Assert.Equal("ki-koeln", confirmed.GetProperty("confirmed").GetProperty("centre").Text("key"));
        Assert.Equal("Zentrenliste", confirmed.GetProperty("source").Text("name"));
        (await network.ProposeAsync(Centre, await InputAsync("Ohne Quelle"))).IsRefused("INVALID_INPUT", "input.source", "source.name");
        Assert.Equal(
            "PROPOSED",
            (await network.ProposeAsync(Centre, await InputAsync("Mit Quelle", source: new { name = "Jahresbericht" })))
                .Done()
                .Text("state")
        );
    }

    [Fact]
    public async Task A_step_is_taken_once()
    {
        var id = await ProposedAsync("Einmal");
        (await network.StepAsync(Mentee, "confirm", id)).Done();
        (await network.StepAsync(Mentee, "confirm", id)).IsRefused("INVALID_INPUT", "input.id", "already confirmed");
        (await network.StepAsync(Mentee, "decline", id)).IsRefused("INVALID_INPUT", "input.id", "already confirmed");
        var other = await ProposedAsync("Abgelehnt");
        Assert.Equal("DECLINED", (await network.StepAsync(Mentee, "decline", other)).Done().Text("state"));
        (await network.StepAsync(Mentee, "confirm", other)).IsRefused("INVALID_INPUT", "input.id", "declined");
    }

    [Fact]
    public async Task Of_many_who_confirm_at_the_same_moment_one_wins_and_the_others_are_told()
    {
        for (var round = 0; round < 5; round++)
        {
            var id = await ProposedAsync($"Zugleich {round}");
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() =>
                network.StepAsync(number % 2 == 0 ? Mentee : Centre, "confirm", id, number % 2 == 0 ? "" : "source: {name: \"Liste\"}"))));
            var winner = Assert.Single(answers, answer => !answer.TryGetProperty("errors", out _)).Done();
            foreach (var late in answers.Where(answer => answer.TryGetProperty("errors", out _)))
                late.IsRefused("INVALID_INPUT", "input.id", "already confirmed");
            Assert.Equal(
                1,
                await network.ScalarAsync<long>(
                    $"SELECT count(*) FROM cooperations WHERE title = 'Zugleich {round}' AND state = 'Confirmed' AND "
                        + "num_nonnulls(confirmed_by, confirmed_by_centre) = 1"
                )
            );
            Assert.Equal("CONFIRMED", winner.Text("state"));
        }
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_its_argument()
    {
        (await network.ProposeAsync(Mentor, await InputAsync("x", to: "migrafrica"))).IsRefused(
            "INVALID_INPUT",
            "input.to",
            "the same organisation"
        );
        (await network.ProposeAsync(Mentor, await InputAsync(" "))).IsRefused("INVALID_INPUT", "input.title", "1 to 200");
        (await network.ProposeAsync(Mentor, await InputAsync("x", startsOn: "2026-02-01", endsOn: "2026-01-01"))).IsRefused(
            "INVALID_INPUT",
            "input.endsOn",
            "before the start"
        );
        (await network.ProposeAsync(Mentor, await InputAsync("x", topics: ["educatoin"]))).IsRefused(
            "INVALID_INPUT",
            "input.topics",
            "education"
        );
        (await network.ProposeAsync(Mentor, await InputAsync("x", regions: ["09"]))).IsRefused(
            "INVALID_INPUT",
            "input.regions",
            "no region"
        );
        (await network.ProposeAsync(Mentor, await InputAsync("x", source: new { name = "x", url = "javascript:alert(1)" }))).IsRefused(
            "INVALID_INPUT",
            "input.source.url",
            "http"
        );
        (await network.ProposeAsync(Mentor, await InputAsync("x", source: new { name = "x", retrievedOn = "9999-12-31" }))).IsRefused(
            "INVALID_INPUT",
            "input.source.retrievedOn",
            "future"
        );
        (await network.ProposeAsync(Stranger, await InputAsync("x"))).IsRefused("FORBIDDEN", null, "Only the two");
        (await network.StepAsync(Mentor, "confirm", "abc")).IsRefused("INVALID_INPUT", "input.id", "no cooperation's id");
        (await network.StepAsync(Mentor, "confirm", Relay.GlobalId.Encode("Cooperation", Guid.NewGuid().ToString("N")))).IsRefused(
            "NOT_FOUND",
            "input.id",
            "no cooperation"
        );
        var id = await ProposedAsync("Noch nicht vorbei");
        (await network.StepAsync(Mentee, "confirm", id)).Done();
        (await network.StepAsync(Mentee, "end", id, "endedOn: \"2999-02-02\"")).IsRefused("INVALID_INPUT", "input.endedOn", "future");
    }

    [Fact]
    public async Task An_open_one_is_not_proposed_twice_in_whatever_order_and_spelling()
    {
        var id = await ProposedAsync("Nur einmal offen");
        (await network.ProposeAsync(Mentor, await InputAsync("NUR EINMAL OFFEN"))).IsRefused(
            "INVALID_INPUT",
            "input.title",
            "already have an open cooperation"
        );
        (await network.ProposeAsync(Mentor, await InputAsync(" Nur  einmal\u00a0offen "))).IsRefused(
            "INVALID_INPUT",
            "input.title",
            "already have an open cooperation"
        );
        var turned = new
        {
            kind = "MENTORING",
            title = "Nur einmal offen",
            from = await network.IdAsync("coach-e-v"),
            to = await network.IdAsync("migrafrica"),
        };
        (await network.ProposeAsync(Mentee, turned)).IsRefused("INVALID_INPUT", "input.title", "already have an open cooperation");
        (await network.StepAsync(Mentor, "decline", id)).Done();
        (await network.ProposeAsync(Mentor, await InputAsync("Nur einmal offen"))).Done();
    }

    [Fact]
    public async Task Proposals_are_shown_only_to_the_two_and_their_centre()
    {
        const string Query =
            """query ($id: ID!) { node(id: $id) { id } organisation(slug: "migrafrica") { cooperations(states: [PROPOSED], first: 100) { nodes { id title } } } }""";
        var id = await ProposedAsync("Noch nicht öffentlich");
        foreach (
            var (actor, sees) in ((string, bool)[])
                [("", false), (Stranger, false), ("centre:ki-bonn", false), (Mentor, true), (Mentee, true), (Centre, true)]
        )
        {
            var data = (await network.AskAsync(actor, Query, new { id })).GetProperty("data");
            Assert.Equal(sees, data.GetProperty("node").ValueKind == JsonValueKind.Object);
            Assert.Equal(
                sees,
                data.GetProperty("organisation")
                    .GetProperty("cooperations")
                    .GetProperty("nodes")
                    .EnumerateArray()
                    .Any(node => node.Text("id") == id)
            );
        }
    }

    [Theory]
    [InlineData("DELETE FROM cooperations", "cooperations_are_never_deleted")]
    [InlineData("UPDATE cooperations SET to_id = from_id", "cooperations_keep_what_was_said")]
    [InlineData("UPDATE cooperations SET starts_on = '2026-02-02', ends_on = '2026-01-01'", "cooperations_end_after_they_start")]
    [InlineData("UPDATE cooperations SET state = 'Proposed', confirmed_at = NULL", "cooperations_keep_what_was_said")]
    [InlineData("UPDATE cooperations SET state = 'Declined', closed_at = now()", "cooperations_go_forward")]
    [InlineData("UPDATE cooperations SET starts_on = '0001-01-01'", "cooperations_start_on_a_day")]
    [InlineData("UPDATE cooperations SET starts_on = '9999-01-01'", "cooperations_start_on_a_day")]
    [InlineData("UPDATE cooperations SET ends_on = 'infinity'", "cooperations_end_on_a_day")]
    [InlineData(
        "UPDATE cooperations SET state = 'Declined', closed_at = now(), starts_on = proposed_at::date + 90",
        "cooperations_go_forward"
    )]
    [InlineData("UPDATE cooperations SET topics = '{nothing}'", "cooperations_topics_are_known")]
    [InlineData("UPDATE cooperations SET regions = '{09}'", "cooperations_regions_are_known")]
    [InlineData(
        "INSERT INTO cooperations (id, kind, title, from_id, to_id, regions, topics, state, proposed_by, proposed_at) SELECT "
            + "gen_random_uuid(), 'Event', 'x', id, id, '{}', '{}', 'Proposed', id, now() FROM organisations LIMIT 1",
        "cooperations_join_two"
    )]
    [InlineData(
        "INSERT INTO cooperations (id, kind, title, from_id, to_id, regions, topics, state, proposed_by, proposed_at, confirmed_at) "
            + "SELECT gen_random_uuid(), 'Event', 'x', from_id, to_id, '{}', '{}', 'Confirmed', from_id, now(), now() FROM cooperations "
            + "LIMIT 1",
        "cooperations_are_confirmed_by_the_other"
    )]
    [InlineData(
        "INSERT INTO cooperations (id, kind, title, from_id, to_id, regions, topics, state, proposed_by, proposed_at, confirmed_by, "
            + "confirmed_at) SELECT gen_random_uuid(), 'Event', 'x', from_id, to_id, '{}', '{}', 'Confirmed', from_id, now(), from_id, "
            + "now() FROM cooperations LIMIT 1",
        "cooperations_are_confirmed_by_the_other"
    )]
    [InlineData(
        "INSERT INTO cooperations (id, kind, title, from_id, to_id, regions, topics, state, proposed_at) SELECT gen_random_uuid(), "
            + "'Event', 'x', from_id, to_id, '{}', '{}', 'Proposed', now() FROM cooperations LIMIT 1",
        "cooperations_steps_have_one_actor"
    )]
    [InlineData("UPDATE cooperations SET confirmed_by_person = gen_random_uuid()", "cooperations_keep_what_was_said")]
    [InlineData("UPDATE cooperations SET closed_by_person = gen_random_uuid()", "cooperations_steps_have_one_actor")]
    public async Task The_database_itself_refuses(string sql, string constraint)
    {
        await using var connection = await network.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            sql.Replace("UPDATE cooperations SET", "UPDATE cooperations AS c SET", StringComparison.Ordinal)
                + (sql.StartsWith("UPDATE", StringComparison.Ordinal) ? " WHERE c.proposed_by IS NULL AND c.state = 'Confirmed'" : ""),
            connection
        );
        Assert.Equal(
            constraint,
            (
                await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))
            ).ConstraintName
        );
    }

    [Fact]
    public async Task A_step_may_name_the_version_that_was_read_and_strangers_learn_nothing_of_it()
    {
        var id = await ProposedAsync("Gezählt");
        foreach (var step in (string[])["confirm", "decline", "end"])
        {
            (await network.StepAsync(Mentee, step, id, "expectedVersion: 7"))
                .IsRefused("CONFLICT", "input.expectedVersion", "version 7, it is 1 now");
            (await network.StepAsync(Stranger, step, id, "expectedVersion: 7")).IsRefused("FORBIDDEN", null, "Only the two organisations");
        }

        Assert.Equal("CONFIRMED", (await network.StepAsync(Mentee, "confirm", id, "expectedVersion: 1")).Done().Text("state"));
        var seen = await network.AskAsync(Mentor, $"{{ node(id: \"{id}\") {{ ... on Cooperation {{ version }} }} }}");
        Assert.Equal(2, seen.GetProperty("data").GetProperty("node").GetProperty("version").GetInt32());
    }
}
