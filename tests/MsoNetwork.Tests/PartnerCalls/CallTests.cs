using System.Text.Json;
using MsoNetwork.Relay;
using MsoNetwork.Tests.Cooperations;
using static MsoNetwork.Tests.PartnerCalls.CallNetwork;

namespace MsoNetwork.Tests.PartnerCalls;

public sealed class CallTests(CallNetwork network) : IClassFixture<CallNetwork>
{
    private async Task<string> DraftAsync(string title, params (string Field, object? Value)[] changes) =>
        Done(await network.CreateAsync(Caller, Content(title, changes))).Text("id");

    [Fact]
    public async Task A_call_is_drafted_changed_opened_and_filled()
    {
        var draft = Done(await network.CreateAsync(Caller, Content("Probenraum für Chor")));
        Assert.Equal("DRAFT", draft.Text("state"));
        Assert.StartsWith("probenraum-fuer-chor-", draft.Text("slug"), StringComparison.Ordinal);
        var id = draft.Text("id");
        var changed = Done(
            await network.ChangeAsync(Caller, id, 1, Content("Probenraum für zwei Chöre", ("deadline", "2026-07-15"), ("partners", 2)))
        );
        Assert.Equal((2, draft.Text("slug")), (changed.GetProperty("version").GetInt32(), changed.Text("slug")));
        var open = Done(await network.OpenAsync(Caller, id, 2));
        Assert.Equal(("OPEN", "2026-07-15"), (open.Text("state"), open.Text("openUntil")));
        Assert.Equal("FILLED", Done(await network.StepAsync(Caller, "fill", id)).Text("state"));
        (await network.StepAsync(Caller, "withdraw", id)).IsRefused("INVALID_INPUT", "input.id", "filled");
        (await network.ChangeAsync(Caller, id, 4, Content("Zu spät"))).IsRefused("INVALID_INPUT", "input.id", "filled");
        (await network.OpenAsync(Caller, id, 4)).IsRefused("INVALID_INPUT", "input.id", "filled");
    }

    [Fact]
    public async Task Everything_that_was_said_is_told()
    {
        var id = await network.OpenedAsync("Antrag gemeinsam", Caller,
            ("direction", "OFFERS"), ("subject", "FUNDING_CONSORTIUM"), ("fundingLine", "Landesprogramm (erfunden)"),
            ("texts", new[] { new { language = "de", title = "Antrag gemeinsam", text = "Zu dritt." },
                new { language = "KU", title = "Bi hev re", text = "Sê kes." } }),
            ("topics", new[] { "education" }), ("targetGroups", new[] { "women" }), ("languages", new[] { "kmr" }), ("regions", null),
            ("place", new { municipality = "Düren", radiusKm = 15 }),
            ("startsOn", "2026-09-01"), ("endsOn", "2026-10-31"), ("deadline", "2026-08-01"), ("partners", 3), ("contactWay", "EMAIL"));
        var call = (await network.DataAsync("", $$"""
            { partnerCall(id: "{{id}}") { organisation { slug } direction subject fundingLine title { language text } kurdish: title(language: "kmr") { text } french: text(language: "fr") { language } textLanguages
              topics { key } targetGroups { key } languages { key } regions { key } place { key } radiusKm startsOn endsOn deadline openUntil partners contact { way email phone website } state invented
              createdAt openedAt closedAt withdrawnByCentre { key } responses { totalCount } responseCount myResponse { id } } }
            """)).GetProperty("partnerCall");
        Assert.Equal("""
            {"organisation":{"slug":"migrafrica"},"direction":"OFFERS","subject":"FUNDING_CONSORTIUM","fundingLine":"Landesprogramm (erfunden)","title":{"language":"de","text":"Antrag gemeinsam"},"kurdish":{"text":"Bi hev re"},"french":{"language":"de"},"textLanguages":["de","kmr"],"topics":[{"key":"education"}],"targetGroups":[{"key":"women"}],"languages":[{"key":"kmr"}],"regions":[],"place":{"key":"05358008"},"radiusKm":15,"startsOn":"2026-09-01","endsOn":"2026-10-31","deadline":"2026-08-01","openUntil":"2026-08-01","partners":3,"contact":{"way":"EMAIL","email":"verein@example.org","phone":null,"website":null},"state":"OPEN","invented":false,"createdAt":"2026-06-01T10:00:00Z","openedAt":"2026-06-01T10:00:00Z","closedAt":null,"withdrawnByCentre":null,"responses":null,"responseCount":null,"myResponse":null}
            """, call.GetRawText());
    }

    [Fact]
    public async Task Without_regions_and_place_it_is_the_district_of_the_seat()
    {
        var id = await network.OpenedAsync("Hier", Caller, ("regions", null));
        Assert.Equal(
            "05315",
            (await network.DataAsync("", $"{{ partnerCall(id: \"{id}\") {{ regions {{ key }} }} }}"))
                .GetProperty("partnerCall")
                .GetProperty("regions")[0]
                .Text("key")
        );
    }

    [Fact]
    public async Task Drafts_and_withdrawn_calls_are_seen_by_their_organisation_only()
    {
        const string Query =
            "query ($id: ID!, $slug: String!) { node(id: $id) { id } partnerCall(slug: $slug) { id } partnerCalls(first: 100, filter: "
                + "{states: [DRAFT, WITHDRAWN]}) { nodes { id } } organisation(slug: \"migrafrica\") { partnerCalls(first: 100, states: "
                + "[DRAFT, WITHDRAWN]) { totalCount nodes { id } } } }";
        var draft = Done(await network.CreateAsync(Caller, Content("Geheimer Entwurf")));
        var gone = await network.OpenedAsync("Zurückgenommen");
        var withdrawn = Done(await network.StepAsync(Caller, "withdraw", gone));
        foreach (var call in (JsonElement[])[draft, withdrawn])
        {
            foreach (var (actor, sees) in ((string, bool)[])[("", false), (Other, false), (Centre, false), (Caller, true)])
            {
                var data = await network.DataAsync(actor, Query, new { id = call.Text("id"), slug = call.Text("slug") });
                Assert.Equal(sees, data.GetProperty("node").ValueKind == JsonValueKind.Object);
                Assert.Equal(sees, data.GetProperty("partnerCall").ValueKind == JsonValueKind.Object);
                Assert.Equal(sees, data.GetProperty("partnerCalls").GetRawText().Contains(call.Text("id"), StringComparison.Ordinal));
                Assert.Equal(
                    sees,
                    data.GetProperty("organisation")
                        .GetProperty("partnerCalls")
                        .GetRawText()
                        .Contains(call.Text("id"), StringComparison.Ordinal)
                );
                if (sees)
                    continue;
                Assert.Equal(0, data.GetProperty("organisation").GetProperty("partnerCalls").GetProperty("totalCount").GetInt32());
                (
                    await network.AskAsync(actor, $"mutation {{ erasePartnerCall(input: {{id: \"{call.Text("id")}\"}}) {{ erasedId }} }}")
                ).IsRefused(
                    actor switch
                    {
                        "" => "UNAUTHENTICATED",
                        Centre => "FORBIDDEN",
                        _ => "NOT_FOUND",
                    },
                    actor == Other ? "input.id" : null,
                    actor switch
                    {
                        "" => "signed in",
                        Centre => "Only an organisation",
                        _ => "no partner call",
                    }
                );
            }
        }
    }

    [Fact]
    public async Task Nobody_centres_and_strangers_do_not_speak_for_an_organisation()
    {
        (await network.CreateAsync("", Content("x"))).IsRefused("UNAUTHENTICATED", null, "signed in");
        (await network.CreateAsync("organisation:no-such", Content("x"))).IsRefused("UNAUTHENTICATED", null, "no-such");
        (await network.CreateAsync(Centre, Content("x"))).IsRefused("FORBIDDEN", null, "Only an organisation");
        var id = await network.OpenedAsync("Fremder Ruf");
        (await network.ChangeAsync(Other, id, 2, Content("Meins"))).IsRefused("FORBIDDEN", null, "Only the organisation");
        (await network.StepAsync(Other, "fill", id)).IsRefused("FORBIDDEN", null, "Only the organisation");
        (await network.StepAsync(Other, "withdraw", id)).IsRefused("FORBIDDEN", null, "Only the organisation");
        (await network.StepAsync("centre:ki-bonn", "withdraw", id)).IsRefused("FORBIDDEN", null, "Only the organisation");
        (await network.StepAsync(Centre, "fill", id)).IsRefused("FORBIDDEN", null, "Only an organisation");
    }

    [Fact]
    public async Task A_centre_takes_down_a_call_in_its_area_and_the_organisation_sees_who_did()
    {
        var id = await network.OpenedAsync("Unpassend");
        Assert.Equal("WITHDRAWN", Done(await network.StepAsync(Centre, "withdraw", id)).Text("state"));
        var seen = (await network.DataAsync(Caller, $"{{ partnerCall(id: \"{id}\") {{ withdrawnByCentre {{ key }} }} }}")).GetProperty(
            "partnerCall"
        );
        Assert.Equal("ki-koeln", seen.GetProperty("withdrawnByCentre").Text("key"));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_its_argument()
    {
        async Task RefusedAsync(string argument, string says, params (string, object?)[] changes) =>
            (await network.CreateAsync(Caller, Content("Falsch", changes))).IsRefused("INVALID_INPUT", argument, says);
        object Texts(string language = "de", string title = "Titel", string text = "Text") =>
            new[]
            {
                new
                {
                    language,
                    title,
                    text,
                },
            };
        await RefusedAsync("input.content.texts", "1 to 20", ("texts", Array.Empty<object>()));
        await RefusedAsync("input.content.texts.language", "BCP 47", ("texts", Texts(language: "Deutsch, bitte")));
        await RefusedAsync("input.content.texts.title", "1 to 200", ("texts", Texts(title: "   ")));
        await RefusedAsync("input.content.texts.title", "1 to 200", ("texts", Texts(title: "🎉🎉")));
        await RefusedAsync("input.content.texts.title", "1 to 200", ("texts", Texts(title: new string('x', 201))));
        await RefusedAsync("input.content.texts.title", "no text", ("texts", Texts(title: "Titel\u0000")));
        await RefusedAsync("input.content.texts.text", "1 to 5000", ("texts", Texts(text: new string('x', 5001))));
        await RefusedAsync(
            "input.content.texts.language",
            "comes once",
            (
                "texts",
                new[]
                {
                    new
                    {
                        language = "de",
                        title = "a",
                        text = "a",
                    },
                    new
                    {
                        language = "DE",
                        title = "b",
                        text = "b",
                    },
                }
            )
        );
        await RefusedAsync("input.content.fundingLine", "names the funding line", ("subject", "FUNDING_CONSORTIUM"));
        await RefusedAsync("input.content.fundingLine", "only with", ("fundingLine", "Landesprogramm"));
        await RefusedAsync("input.content.topics", "education", ("topics", new[] { "educatoin" }));
        await RefusedAsync("input.content.topics", "at most 10", ("topics", Enumerable.Repeat("education", 11)));
        await RefusedAsync("input.content.targetGroups", "no term", ("targetGroups", new[] { "nobody" }));
        await RefusedAsync("input.content.languages", "no term", ("languages", new[] { "tlh" }));
        await RefusedAsync("input.content.regions", "no region", ("regions", new[] { "09" }));
        await RefusedAsync("input.content.place", "exclude each other", ("place", new { municipality = "Düren", radiusKm = 5 }));
        await RefusedAsync(
            "input.content.place.municipality",
            "no municipality",
            ("regions", null),
            ("place", new { municipality = "München", radiusKm = 5 })
        );
        await RefusedAsync(
            "input.content.place.radiusKm",
            "1 to 500",
            ("regions", null),
            ("place", new { municipality = "Düren", radiusKm = 0 })
        );
        await RefusedAsync("input.content.partners", "1 to 100", ("partners", 0));
        await RefusedAsync("input.content.endsOn", "before the start", ("startsOn", "2026-09-01"), ("endsOn", "2026-08-01"));
        await RefusedAsync("input.content.deadline", "in the past", ("deadline", "2026-05-31"));
        await RefusedAsync("input.content.deadline", "in the past", ("endsOn", "2026-05-31"));
        await RefusedAsync("input.content.deadline", "2000 to 2099", ("deadline", "2100-01-01"));
        (await network.StepAsync(Caller, "fill", "abc")).IsRefused("INVALID_INPUT", "input.id", "no id of a partner call");
        (await network.StepAsync(Caller, "fill", await network.Network.IdAsync("migrafrica"))).IsRefused(
            "INVALID_INPUT",
            "input.id",
            "no id of a partner call"
        );
        (await network.StepAsync(Caller, "fill", GlobalId.Encode("PartnerCall", Guid.NewGuid().ToString("N")))).IsRefused(
            "NOT_FOUND",
            "input.id",
            "no partner call"
        );
        (await network.StepAsync(Caller, "fill", await DraftAsync("Noch nicht offen"))).IsRefused("INVALID_INPUT", "input.id", "draft");
        (await network.AskAsync("", "{ partnerCall { id } }")).IsRefused("INVALID_INPUT", "id", "exactly one");
        (await network.AskAsync("", "{ partnerCall(id: \"a\", slug: \"b\") { id } }")).IsRefused("INVALID_INPUT", "id", "exactly one");
    }

    [Fact]
    public async Task A_draft_whose_deadline_passed_or_whose_contact_is_not_public_is_not_opened()
    {
        var id = await DraftAsync("Ohne Telefon", ("contactWay", "PHONE"));
        (await network.OpenAsync(Caller, id)).IsRefused("INVALID_INPUT", "input.id", "no such contact");
        var late = await DraftAsync("Bis gestern", ("deadline", "2026-06-01"));
        network.Clock.Now = At("2026-06-01T22:00Z"); // midnight in Berlin
        (await network.OpenAsync(Caller, late)).IsRefused("INVALID_INPUT", "input.id", "in the past");
        network.Clock.Now = At("2026-06-01T10:00Z");
        Assert.Equal("OPEN", Done(await network.OpenAsync(Caller, late)).Text("state"));
    }

    [Fact]
    public async Task A_dissolved_organisation_opens_nothing_and_its_open_calls_have_expired()
    {
        var (open, draft) = (
            await network.OpenedAsync("Noch da", Third),
            Done(await network.CreateAsync(Third, Content("Nicht mehr"))).Text("id")
        );
        await network.RunAsync("UPDATE organisations SET status = 'Dissolved' WHERE slug = 'bana-afrika-e-v'");
        (await network.OpenAsync(Third, draft)).IsRefused("INVALID_INPUT", "input.id", "dissolved");
        (await network.CreateAsync(Third, Content("Auch nicht mehr"))).IsRefused("INVALID_INPUT", "input", "dissolved");
        Assert.Equal(
            "EXPIRED",
            (await network.DataAsync("", $"{{ partnerCall(id: \"{open}\") {{ state }} }}")).GetProperty("partnerCall").Text("state")
        );
        (await network.RespondAsync(Other, open)).IsRefused("INVALID_INPUT", "input.id", "expired");
        await network.RunAsync("UPDATE organisations SET status = 'Active' WHERE slug = 'bana-afrika-e-v'");
    }

    [Fact]
    public async Task Of_two_who_change_at_once_one_wins_and_the_other_is_told_to_read_again()
    {
        for (var round = 0; round < 5; round++)
        {
            var id = await DraftAsync($"Zugleich {round}");
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 6).Select(number => Task.Run(() => network.ChangeAsync(Caller, id, 1, Content($"Fassung {number}"))))
            );
            var winner = Done(Assert.Single(answers, answer => !answer.TryGetProperty("errors", out _)));
            Assert.Equal(2, winner.GetProperty("version").GetInt32());
            foreach (var late in answers.Where(answer => answer.TryGetProperty("errors", out _)))
                late.IsRefused("INVALID_INPUT", "input.version", "version 1, it is 2 now");
        }
    }

    [Fact]
    public async Task Opening_names_the_version_that_was_seen_and_is_done_once()
    {
        var id = await DraftAsync("Gesehen");
        Done(await network.ChangeAsync(Caller, id, 1, Content("Anders")));
        (await network.OpenAsync(Caller, id, 1)).IsRefused("INVALID_INPUT", "input.version", "it is 2 now");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => network.OpenAsync(Caller, id, 2))));
        Assert.Single(answers, answer => !answer.TryGetProperty("errors", out _));
        foreach (var late in answers.Where(answer => answer.TryGetProperty("errors", out _)))
            late.IsRefused("INVALID_INPUT", "input.id", "open already");
    }

    [Fact]
    public async Task Of_filled_and_withdrawn_at_the_same_moment_one_holds()
    {
        for (var round = 0; round < 5; round++)
        {
            var id = await network.OpenedAsync($"Ende {round}");
            var answers = await Task.WhenAll(
                Enumerable
                    .Range(0, 6)
                    .Select(number =>
                        Task.Run(() => network.StepAsync(number % 2 == 0 ? Caller : Centre, number % 2 == 0 ? "fill" : "withdraw", id))
                    )
            );
            Assert.Single(answers, answer => !answer.TryGetProperty("errors", out _));
        }
    }

    [Fact]
    public async Task An_erased_call_is_gone_with_its_responses()
    {
        var id = await network.OpenedAsync("Zu löschen");
        Done(await network.RespondAsync(Other, id));
        Assert.Equal(
            id,
            (await network.DataAsync(Caller, $"mutation {{ erasePartnerCall(input: {{id: \"{id}\"}}) {{ erasedId }} }}"))
                .GetProperty("erasePartnerCall")
                .Text("erasedId")
        );
        Assert.Equal(
            JsonValueKind.Null,
            (await network.DataAsync(Caller, $"{{ partnerCall(id: \"{id}\") {{ id }} }}")).GetProperty("partnerCall").ValueKind
        );
        Assert.Equal(
            0,
            await network.Network.ScalarAsync<long>(
                "SELECT count(*) FROM partner_call_responses r WHERE NOT EXISTS (SELECT FROM partner_calls c WHERE c.id = r.call_id)"
            )
        );
    }

    [Fact]
    public async Task A_step_may_name_the_version_that_was_read()
    {
        var id = await network.OpenedAsync("Gezählt");
        Task<JsonElement> StepAsync(string step, int version) => network.AskAsync(
            Caller,
            $"mutation {{ result: {step}PartnerCall(input: {{id: \"{id}\", expectedVersion: {version}}}) "
                + "{ done: result { id version } } }");
        foreach (var step in (string[])["fill", "withdraw"])
            (await StepAsync(step, 1)).IsRefused("CONFLICT", "input.expectedVersion", "version 1, it is 2 now");
        var erase = $"mutation {{ erasePartnerCall(input: {{id: \"{id}\", expectedVersion: 1}}) {{ erasedId }} }}";
        (await network.AskAsync(Caller, erase)).IsRefused("CONFLICT", "input.expectedVersion", "version 1, it is 2 now");
        Assert.Equal(3, Done(await StepAsync("fill", 2)).GetProperty("version").GetInt32());
    }
}
