using System.Text.Json;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Tests.PartnerCalls;
using static MsoNetwork.Tests.PartnerCalls.CallNetwork;

namespace MsoNetwork.Tests.Trainings;

/// <summary>Trainings by the API, on 1 June 2026.</summary>
public sealed class TrainingTests(CallNetwork network) : IClassFixture<CallNetwork>
{
    private const string Shown =
        "done: training { id slug state version dates { planned start cancelled moved startsAt endsAt } } errors { code path }";

    internal static Dictionary<string, object?> Evenings(string title, params (string Field, object? Value)[] changes)
    {
        var content = new Dictionary<string, object?>
        {
            ["kind"] = "SERIES",
            ["title"] = title,
            ["text"] = "Fünf Abende (erfunden).",
            ["startsOn"] = "2026-06-09",
            ["startTime"] = "18:00",
            ["minutes"] = 90,
            ["rule"] = "FREQ=WEEKLY;COUNT=5",
            ["costCents"] = 0,
        };
        foreach (var (field, value) in changes) content[field] = value;
        return content;
    }

    private Task<JsonElement> MutateAsync(string actor, string name, object input) => network.AskAsync(
        actor, $"mutation ($input: {char.ToUpperInvariant(name[0])}{name[1..]}Input!) {{ result: {name}(input: $input) {{ {Shown} }} }}",
        new { input });

    private async Task<JsonElement> DoneAsync(string actor, string name, object input)
    {
        var answer = await MutateAsync(actor, name, input);
        var done = Done(answer);
        Assert.True(done.ValueKind == JsonValueKind.Object, answer.GetRawText());
        return done;
    }

    private async Task<string> RefusedAsync(string actor, string name, object input)
    {
        var answer = (await MutateAsync(actor, name, input)).GetProperty("data").GetProperty("result");
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("done").ValueKind);
        var error = answer.GetProperty("errors")[0];
        var path = error.GetProperty("path").EnumerateArray().Select(part => part.GetString());
        return $"{error.Text("code")} {string.Join('.', path)}".Trim();
    }

    private async Task<JsonElement> PublishedAsync(string title, string actor = Caller, params (string Field, object? Value)[] changes)
    {
        var draft = await DoneAsync(actor, "createTraining", new { content = Evenings(title, changes) });
        return await DoneAsync(actor, "publishTraining", new { id = draft.Text("id"), version = 1 });
    }

    private async Task<List<string>> FindAsync(string filter, string actor = "") =>
    [
        .. (await network.DataAsync(actor, $"{{ trainings(first: 100, filter: {{{filter}}}) {{ nodes {{ title }} }} }}"))
            .GetProperty("trainings").GetProperty("nodes").EnumerateArray().Select(node => node.Text("title")),
    ];

    [Fact]
    public async Task Five_evenings_are_drafted_published_one_moved_one_called_off_and_then_all()
    {
        var draft = await DoneAsync(Caller, "createTraining", new { content = Evenings("Vereinsrecht für alle") });
        Assert.Equal("DRAFT", draft.Text("state"));
        Assert.StartsWith("vereinsrecht-fuer-alle-", draft.Text("slug"), StringComparison.Ordinal);
        Assert.Equal(5, draft.GetProperty("dates").GetArrayLength());
        var id = draft.Text("id");
        Assert.Empty(await FindAsync($"states: [DRAFT], organisations: [\"{await OrganisationAsync()}\"], from: \"2026-01-01\""));
        var published = await DoneAsync(Caller, "publishTraining", new { id, version = 1 });
        Assert.Equal(("PUBLISHED", 2), (published.Text("state"), published.GetProperty("version").GetInt32()));
        Assert.Contains("Vereinsrecht für alle", await FindAsync("evenings: true, free: true"));

        var moved = await DoneAsync(Caller, "moveTrainingDate", new
        {
            id,
            planned = "2026-06-16T18:00",
            startsOn = "2026-06-18",
            startTime = "17:30",
            expectedVersion = 2,
        });
        var date = moved.GetProperty("dates")[1];
        Assert.Equal(
            ("2026-06-16T18:00", "2026-06-18T17:30", true),
            (date.Text("planned"), date.Text("start"), date.GetProperty("moved").GetBoolean()));
        Assert.Equal("2026-06-18T15:30:00Z", date.Text("startsAt"));
        Assert.Equal("2026-06-18T17:00:00Z", date.Text("endsAt"));
        Assert.Equal("CONFLICT", await RefusedAsync(
            Caller, "cancelTrainingDate", new { id, planned = "2026-06-23T18:00", expectedVersion = 2 }));
        await DoneAsync(Caller, "cancelTrainingDate", new { id, planned = "2026-06-23T18:00", expectedVersion = 3 });
        Assert.Equal(
            "INVALID_INPUT input.planned", await RefusedAsync(Caller, "cancelTrainingDate", new { id, planned = "2026-06-23T18:00" }));
        Assert.Equal(
            "INVALID_INPUT input.planned", await RefusedAsync(Caller, "cancelTrainingDate", new { id, planned = "2026-06-24T18:00" }));

        // What is written anew keeps what was moved and called off.
        var changed = await DoneAsync(
            Caller, "changeTraining", new { id, version = 4, content = Evenings("Vereinsrecht", ("rule", "FREQ=WEEKLY;COUNT=4")) });
        Assert.Equal(
            [false, true, false, false],
            changed.GetProperty("dates").EnumerateArray().Select(one => one.GetProperty("moved").GetBoolean()));
        Assert.True(changed.GetProperty("dates")[2].GetProperty("cancelled").GetBoolean());

        var cancelled = await DoneAsync(Caller, "cancelTraining", new { id, reason = "Der Referent ist krank." });
        Assert.Equal("CANCELLED", cancelled.Text("state"));
        Assert.Equal("INVALID_INPUT input.id", await RefusedAsync(Caller, "publishTraining", new { id, version = 6 }));
        Assert.Equal(
            "INVALID_INPUT input.id", await RefusedAsync(Caller, "changeTraining", new { id, version = 6, content = Evenings("x") }));
        Assert.DoesNotContain("Vereinsrecht", await FindAsync(""));
        Assert.Contains("Vereinsrecht", await FindAsync("states: [CANCELLED]"));
    }

    [Fact]
    public async Task Only_whoever_offers_it_changes_it_and_a_centre_offers_its_own()
    {
        var own = await PublishedAsync("Sprechstunde des Zentrums", Centre, ("kind", "CONSULTATION_HOURS"));
        var id = own.Text("id");
        foreach (var stranger in (string[])[Caller, Other, "centre:ki-bielefeld"])
        {
            Assert.StartsWith("FORBIDDEN", await RefusedAsync(stranger, "cancelTraining", new { id }), StringComparison.Ordinal);
            Assert.StartsWith(
                "FORBIDDEN", await RefusedAsync(stranger, "moveTrainingDate",
                    new { id, planned = "2026-06-16T18:00", startsOn = "2026-06-18", startTime = "17:30" }), StringComparison.Ordinal);
        }

        var draft = await DoneAsync(Caller, "createTraining", new { content = Evenings("Geheimer Entwurf") });
        foreach (var stranger in (string[])[Other, Centre])
        {
            Assert.StartsWith("NOT_FOUND", await RefusedAsync(
                stranger, "publishTraining", new { id = draft.Text("id"), version = 1 }), StringComparison.Ordinal);
        }

        foreach (var (actor, sees) in ((string, bool)[])[("", false), (Other, false), (Caller, true)])
        {
            var data = await network.DataAsync(
                actor, "query ($id: ID!, $slug: String!) { node(id: $id) { id } training(slug: $slug) { id } }",
                new { id = draft.Text("id"), slug = draft.Text("slug") });
            Assert.Equal(sees, data.GetProperty("node").ValueKind == JsonValueKind.Object);
            Assert.Equal(sees, data.GetProperty("training").ValueKind == JsonValueKind.Object);
            Assert.Equal(sees, (await FindAsync("states: [DRAFT]", actor)).Contains("Geheimer Entwurf"));
        }

        var erased = await network.AskAsync(
            Caller, $$"""mutation { eraseTraining(input: {id: "{{draft.Text("id")}}"}) { erasedId errors { code } } }""");
        Assert.Equal(draft.Text("id"), erased.GetProperty("data").GetProperty("eraseTraining").Text("erasedId"));
        const string Offered = "query ($id: ID!) { training(id: $id) { organisation { slug } centre { key } place { key } } }";
        var centre = (await network.DataAsync("", Offered, new { id })).GetProperty("training");
        Assert.Equal("""{"organisation":null,"centre":{"key":"ki-koeln"},"place":{"key":"05315"}}""", centre.GetRawText());
    }

    [Fact]
    public async Task Everything_that_was_said_is_told()
    {
        var made = await PublishedAsync("Alles gesagt", Caller,
            ("kind", "WORKSHOP"), ("topics", new[] { "education" }), ("targetGroups", new[] { "women" }), ("languages", new[] { "de" }),
            ("level", "BEGINNERS"), ("rule", null), ("municipality", "Düren"), ("address", "Haus der Vereine (erfunden)"), ("seats", 20),
            ("costCents", 550), ("costNote", "ermäßigt frei"), ("childCare", true), ("accessibility", "ohne Stufen"),
            ("registration", "per Telefon"), ("registerUntil", "2026-06-05"), ("certificate", true), ("link", "https://example.org/kurs"));
        var told = (await network.DataAsync("", $$"""
            { training(id: "{{made.Text("id")}}") { organisation { slug } kind language title topics { key } targetGroups { key } languages { key }
              level rule minutes online place { key } address seats costCents costNote childCare accessibility registration registerUntil
              certificate link state invented nextDate { start } } }
            """)).GetProperty("training");
        Assert.Equal("""
            {"organisation":{"slug":"migrafrica"},"kind":"WORKSHOP","language":"de","title":"Alles gesagt","topics":[{"key":"education"}],"targetGroups":[{"key":"women"}],"languages":[{"key":"de"}],"level":"BEGINNERS","rule":null,"minutes":90,"online":false,"place":{"key":"05358008"},"address":"Haus der Vereine (erfunden)","seats":20,"costCents":550,"costNote":"ermäßigt frei","childCare":true,"accessibility":"ohne Stufen","registration":"per Telefon","registerUntil":"2026-06-05","certificate":true,"link":"https://example.org/kurs","state":"PUBLISHED","invented":false,"nextDate":{"start":"2026-06-09T18:00"}}
            """, told.GetRawText());
    }

    [Theory]
    [InlineData("title", " ")]
    [InlineData("minutes", 4)]
    [InlineData("rule", "FREQ=SECONDLY;COUNT=3")]
    [InlineData("startTime", "25:00")]
    [InlineData("link", "javascript:alert(1)")]
    [InlineData("municipality", "Atlantis")]
    [InlineData("costCents", -1)]
    [InlineData("language", "klingonisch")]
    public async Task What_cannot_be_is_refused_by_its_field(string field, object value)
    {
        Assert.Equal(
            $"INVALID_INPUT input.content.{field}",
            await RefusedAsync(Caller, "createTraining", new { content = Evenings("Falsch", (field, value)) }));
    }

    [Fact]
    public async Task Filters_find_by_date_place_and_what_is_offered_and_each_training_once()
    {
        await PublishedAsync("A Samstag", Caller,
            ("startsOn", "2026-08-01"), ("startTime", "10:00"), ("rule", "FREQ=WEEKLY;COUNT=3"), ("municipality", "Düren"),
            ("costCents", 500));
        await PublishedAsync("B Abend online", Other,
            ("startsOn", "2026-08-04"), ("rule", "FREQ=WEEKLY;COUNT=2"), ("online", true), ("languages", new[] { "tr" }),
            ("childCare", true));
        const string August = "from: \"2026-08-01\", to: \"2026-08-31\"";
        Assert.Equal(["A Samstag", "B Abend online"], await FindAsync(August));
        Assert.Equal(["A Samstag"], await FindAsync($"{August}, weekend: true"));
        Assert.Equal(["B Abend online"], await FindAsync($"{August}, evenings: true"));
        Assert.Empty(await FindAsync($"{August}, evenings: true, weekend: true"));
        Assert.Equal(["B Abend online"], await FindAsync($"{August}, online: true"));
        Assert.Equal(["B Abend online"], await FindAsync($"{August}, languages: [\"tr\"]"));
        Assert.Equal(["B Abend online"], await FindAsync($"{August}, childCare: true"));
        Assert.Equal(["B Abend online"], await FindAsync($"{August}, free: true"));
        Assert.Equal(["A Samstag"], await FindAsync($"{August}, regions: [\"05358\"]"));
        Assert.Equal(["A Samstag"], await FindAsync($"{August}, near: {{municipality: \"Düren\", radiusKm: 5}}"));
        Assert.Equal(["A Samstag"], await FindAsync($"{August}, organisations: [\"{await OrganisationAsync()}\"]"));
        Assert.Equal(["A Samstag"], await FindAsync("from: \"2026-08-15\", to: \"2026-08-15\""));
        var page = (await network.DataAsync("", $$"""
            { trainings(first: 1, filter: { {{August}} }) { totalCount pageInfo { endCursor hasNextPage } edges { startsAt } } }
            """)).GetProperty("trainings");
        Assert.Equal(2, page.GetProperty("totalCount").GetInt32());
        Assert.True(page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
        Assert.Equal("2026-08-01T08:00:00Z", page.GetProperty("edges")[0].Text("startsAt"));
        var after = page.GetProperty("pageInfo").Text("endCursor");
        var rest = await network.DataAsync("", $"{{ trainings(after: \"{after}\", filter: {{{August}}}) {{ nodes {{ title }} }} }}");
        Assert.Equal("B Abend online", rest.GetProperty("trainings").GetProperty("nodes")[0].Text("title"));
        var of = await network.DataAsync("", $$"""
            { organisations(first: 100, filter: {regions: ["05315"]}) { nodes { slug trainings(filter: { {{August}} }) { totalCount nodes { title nextDate { start } } } } } }
            """);
        var counts = of.GetProperty("organisations").GetProperty("nodes").EnumerateArray()
            .Where(node => node.GetProperty("trainings").GetProperty("totalCount").GetInt32() > 0)
            .Select(node => node.GetProperty("trainings").GetProperty("nodes")[0].Text("title")).Order();
        Assert.Equal(["A Samstag", "B Abend online"], counts);
    }

    [Fact]
    public async Task The_same_key_makes_one_training()
    {
        var input = new { idempotencyKey = "abc", content = Evenings("Einmal") };
        var first = await DoneAsync(Caller, "createTraining", input);
        Assert.Equal(first.Text("id"), (await DoneAsync(Caller, "createTraining", input)).Text("id"));
    }

    [Fact]
    public async Task The_log_says_who_changed_what()
    {
        var made = await PublishedAsync("Im Protokoll");
        var kinds = await network.Network.ScalarAsync<string>($"""
            SELECT string_agg(DISTINCT s.author_kind || ' ' || c.operation, ', ')
            FROM change_sets AS s JOIN changes AS c ON c.change_set = s.number
            JOIN trainings AS t ON t.id::text = c.key WHERE s.subject = 'Training' AND t.slug = '{made.Text("slug")}'
            """);
        Assert.Equal("organisation insert, organisation update", kinds);
    }

    private async Task<string> OrganisationAsync() =>
        (await network.DataAsync("", "{ organisation(slug: \"migrafrica\") { id } }")).GetProperty("organisation").Text("id");
}
