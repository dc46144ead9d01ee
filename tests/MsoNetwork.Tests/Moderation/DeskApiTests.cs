using System.Text.Json;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;
using static MsoNetwork.Tests.GraphQl.ApiActors;

namespace MsoNetwork.Tests.Moderation;

/// <summary>The desk, and what persons hand in, by the API: the same use cases as the pages.</summary>
public sealed class DeskApiTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Case =
        "case { id version kind state message fields { name before now proposed hasChanged } question answer reason }";

    [Fact]
    public async Task A_correction_is_reported_asked_back_answered_accepted_in_part_and_undone()
    {
        var (id, _) = await site.OrganisationAsync("05315");
        var (author, staff) = (await site.PersonAsync(), await site.StaffAsync("ki-koeln"));
        var organisation = OrganisationId(id);
        var wrong = await site.DoAsync(author, "reportMistake", new
        {
            organisation,
            message = new string('x', 2001),
            correction = new { email = "keine Adresse", website = "ht tp://" },
        });
        Assert.Equal(
            ["INVALID_INPUT input.correction.email", "INVALID_INPUT input.correction.website", "INVALID_INPUT input.message"],
            wrong.Refusals().Order());

        var input = new
        {
            organisation,
            message = "gesehen am Eingang",
            idempotencyKey = "r",
            correction = new { phone = "0221 98765", status = "INACTIVE", openingHours = new[] { new { language = "de", text = "Mo" } } },
        };
        var reported = (await site.DoAsync(author, "reportMistake", input, Case)).WithoutErrors().GetProperty("case");
        var again = (await site.DoAsync(author, "reportMistake", input, Case)).WithoutErrors().GetProperty("case");
        Assert.Equal(reported.GetRawText(), again.GetRawText());
        Assert.Equal(
            ["openingHours: ", "phone: ", "status: active"],
            reported.GetProperty("fields").EnumerateArray()
                .Select(field => $"{field.GetProperty("name").GetString()}: {string.Join(' ', field.GetProperty("now").EnumerateArray())}")
                .Order());
        var key = reported.GetProperty("id").GetString();

        var waiting = await site.ApiAsync(
            staff, "{ desk { counts { kind count } cases(kind: CORRECTION, first: 100) { totalCount nodes { id } } } }");
        Assert.Contains(key!, waiting.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(
            ["INVALID_INPUT input.question"], (await site.DoAsync(staff, "askBackCase", new { id = key, question = " " })).Refusals());
        Assert.Equal(["CONFLICT input.expectedVersion"], (await site.DoAsync(
            staff, "refuseCase", new { id = key, reason = "Nein", expectedVersion = "1" })).Refusals());
        (await site.DoAsync(staff, "askBackCase", new { id = key, question = "Welcher Eingang?" }, Case)).WithoutErrors();
        Assert.Equal(["NOT_FOUND input.id"], (await site.DoAsync(
            await site.PersonAsync(), "answerCase", new { id = key, answer = "Hinten" })).Refusals());
        var answered = (await site.DoAsync(author, "answerCase", new { id = key, answer = "Hinten" }, Case)).WithoutErrors()
            .GetProperty("case");
        var accepted = (await site.DoAsync(staff, "acceptCase", new
        {
            id = key,
            fields = new[] { "phone" },
            expectedVersion = answered.GetProperty("version").GetString(),
            idempotencyKey = "accept",
        }, Case)).WithoutErrors().GetProperty("case");
        Assert.Equal("ACCEPTED", accepted.GetProperty("state").GetString());
        Assert.Equal("Active 022198765", (await site.TextAsync($"SELECT status || ' ' || phone FROM organisations WHERE id = '{id}'"))
            .Replace("+49 221", "0221", StringComparison.Ordinal).Replace("0221 ", "0221", StringComparison.Ordinal));
        Assert.Equal(["CONFLICT input.id"], (await site.DoAsync(author, "withdrawCase", new { id = key })).Refusals());
        var same = (await site.DoAsync(staff, "acceptCase", new
        {
            id = key,
            fields = new[] { "phone" },
            expectedVersion = answered.GetProperty("version").GetString(),
            idempotencyKey = "accept",
        }, Case)).WithoutErrors().GetProperty("case");
        Assert.Equal("ACCEPTED", same.GetProperty("state").GetString());
        (await site.DoAsync(staff, "undoCase", new { id = key }, "case { state } left")).WithoutErrors();
        Assert.Equal("", await site.TextAsync($"SELECT phone FROM organisations WHERE id = '{id}'"));
    }

    [Fact]
    public async Task A_new_organisation_is_registered_after_its_likely_duplicates_were_named_and_waits()
    {
        var (id, _) = await site.OrganisationAsync("05315");
        var person = await site.PersonAsync();
        var name = await site.TextAsync($"SELECT name FROM organisations WHERE id = '{id}'");
        var likely = await site.ApiAsync(
            null, "query ($name: String!) { likelyDuplicates(name: $name, town: \"Köln\") { organisation { id } reasons score } }",
            new { name });
        Assert.Contains("SAME_NAME", likely.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(OrganisationId(id), likely.GetRawText(), StringComparison.Ordinal);

        var unknown = (await site.ApiAsync(null, "{ likelyDuplicates(name: \"Verein\", town: \"Atlantis\") { score } }")).GetRawText();
        Assert.Contains("There is no municipality", unknown, StringComparison.Ordinal);
        Assert.Contains("\"argument\":\"town\"", unknown, StringComparison.Ordinal);
        foreach (var phone in (string[])["quark", "+1", "+quark"])
            Assert.Contains("is not a telephone number", (await site.ApiAsync(
                null, "query ($phone: String!) { likelyDuplicates(name: \"Verein\", town: \"Köln\", phone: $phone) { score } }",
                new { phone })).GetRawText(), StringComparison.Ordinal);

        foreach (var argument in (string[])["email", "website", "postcode", "registerNumber"])
            Assert.Contains($"\"argument\":\"{argument}\"", (await site.ApiAsync(
                null, $"{{ likelyDuplicates(name: \"Verein\", town: \"Köln\", {argument}: \"quark quark\") {{ score }} }}")).GetRawText(),
                StringComparison.Ordinal);

        var wrong = await site.DoAsync(person, "registerOrganisation", new
        {
            entry = new { name = "Verein (erfunden)", town = "Atlantis", email = "keine" },
            unlike = new[] { "x" },
        });
        Assert.Equal(
            ["INVALID_INPUT input.entry.email", "INVALID_INPUT input.entry.town", "INVALID_INPUT input.unlike"], wrong.Refusals().Order());

        const string Registered = "case { id kind state name organisation { slug } } likelyDuplicates { organisation { id } reasons }";
        var description = new[] { new { language = "de", text = "Neu." } };
        var entry = new { name, town = "Köln", topics = new[] { "education" }, description };
        var named = (await site.DoAsync(person, "registerOrganisation", new { entry, idempotencyKey = "n" }, Registered)).WithoutErrors();
        Assert.Equal(JsonValueKind.Null, named.GetProperty("case").ValueKind);
        var unlike = named.GetProperty("likelyDuplicates").EnumerateArray()
            .Select(one => one.GetProperty("organisation").GetProperty("id").GetString()).ToArray();
        Assert.Contains(OrganisationId(id), unlike);
        Assert.Equal("0", await site.TextAsync($"SELECT count(*) FROM cases WHERE person_id = '{person}'"));
        Assert.Equal("0", await site.TextAsync($"SELECT count(*) FROM registrations WHERE person_id = '{person}'"));

        entry = entry with { name = name + " Neu (erfunden)" };
        var input = new { entry, unlike, idempotencyKey = "m", message = "Wir sind neu." };
        var done = (await site.DoAsync(person, "registerOrganisation", input, Registered)).WithoutErrors();
        while (done.GetProperty("case").ValueKind == JsonValueKind.Null)
        {
            unlike = [.. unlike, .. done.GetProperty("likelyDuplicates").EnumerateArray()
                .Select(one => one.GetProperty("organisation").GetProperty("id").GetString())];
            done = (await site.DoAsync(person, "registerOrganisation", input with { unlike = unlike }, Registered)).WithoutErrors();
        }

        var again = (await site.DoAsync(person, "registerOrganisation", input with { unlike = unlike }, Registered)).WithoutErrors();
        Assert.Equal(done.GetRawText(), again.GetRawText());
        Assert.Equal("WAITING", done.GetProperty("case").GetProperty("state").GetString());
        var key = done.GetProperty("case").GetProperty("id").GetString();
        var own = await site.ApiAsync(person, "{ viewer { cases { nodes { id } } } }");
        Assert.Contains(key!, own.GetRawText(), StringComparison.Ordinal);
        var staff = await site.StaffAsync("ki-koeln");
        var accepted = (await site.DoAsync(staff, "acceptCase", new { id = key }, "case { organisation { slug topics { key } } }"))
            .WithoutErrors();
        Assert.Contains("education", accepted.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("Lead", await site.TextAsync($"SELECT role FROM organisation_people WHERE person_id = '{person}'"));
    }

    [Fact]
    public async Task A_claim_waits_for_the_centre_and_can_be_withdrawn()
    {
        var (id, _) = await site.OrganisationAsync("05315");
        var person = await site.PersonAsync();
        var claimed = (await site.DoAsync(
            person, "claimEntryByCentre", new { organisation = OrganisationId(id), message = "Ich bin im Vorstand." }, Case))
            .WithoutErrors().GetProperty("case");
        Assert.Equal("CLAIM", claimed.GetProperty("kind").GetString());
        var withdrawn = (await site.DoAsync(person, "withdrawCase", new { id = claimed.GetProperty("id").GetString() }, Case))
            .WithoutErrors().GetProperty("case");
        Assert.Equal("TAKEN_BACK", withdrawn.GetProperty("state").GetString());
        Assert.Equal(["INVALID_INPUT input.message"], (await site.DoAsync(
            person, "claimEntryByCentre", new { organisation = OrganisationId(id), message = " " })).Refusals());
    }

    [Fact]
    public async Task Lists_are_worked_off_many_at_once_and_only_in_ones_own_area()
    {
        var (own, ownSlug) = await site.OrganisationAsync("05315");
        var (elsewhere, _) = await site.OrganisationAsync("05711");
        var staff = await site.StaffAsync("ki-koeln");
        var lists = await site.ApiAsync(staff, """
            { desk { lists { list count }
                organisations(list: UNCONFIRMED, first: 100) { totalCount nodes { slug seat { district { key } } } }
                duplicates(first: 5) { one { id } other { id } reasons score } } }
            """);
        Assert.False(lists.TryGetProperty("errors", out _), lists.GetRawText());
        var listed = lists.GetProperty("data").GetProperty("desk").GetProperty("organisations");
        Assert.All(listed.GetProperty("nodes").EnumerateArray(), one => Assert.Equal(
            "05315", one.GetProperty("seat").GetProperty("district").GetProperty("key").GetString()));
        var unconfirmed = lists.GetProperty("data").GetProperty("desk").GetProperty("lists").EnumerateArray()
            .Single(one => one.GetProperty("list").GetString() == "UNCONFIRMED").GetProperty("count").GetInt32();
        Assert.Equal(unconfirmed, listed.GetProperty("totalCount").GetInt32());

        var organisations = new[] { OrganisationId(own), OrganisationId(elsewhere) };
        var marked = (await site.DoAsync(staff, "markOrganisations", new { organisations, mark = "INACTIVE", idempotencyKey = "m" },
            "organisations { slug status } left { id }")).WithoutErrors();
        Assert.Equal($$"""[{"slug":"{{ownSlug}}","status":"INACTIVE"}]""", marked.GetProperty("organisations").GetRawText());
        Assert.Contains(OrganisationId(elsewhere), marked.GetProperty("left").GetRawText(), StringComparison.Ordinal);
        await site.DoAsync(staff, "markOrganisations", new { organisations, mark = "INACTIVE", idempotencyKey = "m" });
        (await site.DoAsync(staff, "markOrganisations", new { organisations, mark = "ACTIVE" })).WithoutErrors();
        var invited = (await site.DoAsync(staff, "inviteOrganisations", new { organisations, idempotencyKey = "i" },
            "organisations { id } left { id }")).WithoutErrors();
        Assert.Equal($$"""[{"id":"{{OrganisationId(own)}}"}]""", invited.GetProperty("organisations").GetRawText());
        var again = (await site.DoAsync(staff, "inviteOrganisations", new { organisations, idempotencyKey = "i" },
            "organisations { id } left { id }")).WithoutErrors();
        Assert.Equal(invited.GetRawText(), again.GetRawText());
        Assert.Equal("1", await site.TextAsync($"SELECT count(*) FROM invitations WHERE organisation_id = '{own}'"));
        var printed = (await site.DoAsync(staff, "printInvitations", new { organisations }, "invitations { organisation { id } link }"))
            .WithoutErrors().GetProperty("invitations");
        var secret = Assert.Single(printed.EnumerateArray()).GetProperty("link").GetString()!.Split('/')[^1];
        var person = await site.PersonAsync();
        (await site.DoAsync(person, "acceptEntryInvitation", new { secret }, "organisation { slug }")).WithoutErrors();
        Assert.Equal(["NOT_FOUND input.secret"], (await site.DoAsync(person, "acceptEntryInvitation", new { secret })).Refusals());
        Assert.Equal("Lead", await site.TextAsync($"SELECT role FROM organisation_people WHERE person_id = '{person}'"));
        var dissolve = new { organisations, mark = "DISSOLVED" };
        Assert.Equal(["FORBIDDEN"], (await site.DoAsync(person, "markOrganisations", dissolve)).Refusals());
    }

    [Fact]
    public async Task Notes_and_letters_are_the_centres_own_and_a_letters_number_is_checked_by_anybody()
    {
        var (id, _) = await site.OrganisationAsync("05315");
        var organisation = OrganisationId(id);
        var staff = await site.StaffAsync("ki-koeln");
        var visit = new { organisation, text = "Besuch im Hof", on = "2026-02-03", idempotencyKey = "n" };
        var note = (await site.DoAsync(staff, "writeNote", visit, "note { id text on }")).WithoutErrors().GetProperty("note");
        await site.DoAsync(staff, "writeNote", visit);
        var notes = $$"""{ desk { notes(organisation: "{{organisation}}") { id text on } } }""";
        Assert.Single((await site.ApiAsync(staff, notes)).GetProperty("data").GetProperty("desk").GetProperty("notes").EnumerateArray());
        foreach (var other in (Guid[])[await site.StaffAsync("ki-bielefeld"), await site.AdministratorAsync()])
            Assert.DoesNotContain("Hof", (await site.ApiAsync(other, notes)).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(["INVALID_INPUT input.text"], (await site.DoAsync(staff, "writeNote", new { organisation, text = " " })).Refusals());
        (await site.DoAsync(staff, "eraseNote", new { id = note.GetProperty("id").GetString() }, "erasedId")).WithoutErrors();

        var letter = (await site.DoAsync(staff, "issueLetter", new { organisation, purpose = "Antrag (erfunden)", idempotencyKey = "l" },
            "letter { number organisationName purpose }")).WithoutErrors().GetProperty("letter");
        await site.DoAsync(staff, "issueLetter", new { organisation, purpose = "Antrag (erfunden)", idempotencyKey = "l" });
        var number = letter.GetProperty("number").GetString();
        Assert.Equal("1", await site.TextAsync($"SELECT count(*) FROM letters WHERE organisation_id = '{id}'"));
        var query =
            $$"""{ letter(number: "{{number}}") { organisationName withdrawnAt } letters { nodes { number purpose } totalCount } }""";
        var check = await site.ApiAsync(null, query);
        Assert.Contains("\"withdrawnAt\":null", check.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("\"letters\":null", check.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Antrag (erfunden)", (await site.ApiAsync(staff, query)).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Antrag (erfunden)", (await site.ApiAsync(await site.StaffAsync("ki-bielefeld"), query)).GetRawText(),
            StringComparison.Ordinal);
        (await site.DoAsync(staff, "withdrawLetter", new { number }, "letter { withdrawnAt }")).WithoutErrors();
        Assert.DoesNotContain("\"withdrawnAt\":null", (await site.ApiAsync(null, query)).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(["NOT_FOUND input.number"], (await site.DoAsync(staff, "withdrawLetter", new { number })).Refusals());
    }

    [Fact]
    public async Task An_organisation_consents_to_mails_and_switches_messages_and_others_write_to_it()
    {
        var (id, slug) = await site.OrganisationAsync("05315");
        var organisation = OrganisationId(id);
        var editor = await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Editor });
        (await site.DoAsync(editor, "setMailingConsent", new { organisation, email = "buero@example.org" })).WithoutErrors();
        Assert.Equal(["INVALID_INPUT input.email"], (await site.DoAsync(
            editor, "setMailingConsent", new { organisation, email = "buero" })).Refusals());
        var staff = await site.StaffAsync("ki-koeln");
        Assert.Contains("buero@example.org", (await site.ApiAsync(
            staff, "{ desk { mailingList { name email town } } }")).GetRawText(), StringComparison.Ordinal);
        var query = $$"""{ organisation(slug: "{{slug}}") { takesMessages mailingConsent { email } } }""";
        Assert.Contains("\"mailingConsent\":null", (await site.ApiAsync(null, query)).GetRawText(), StringComparison.Ordinal);
        Assert.Contains("buero@example.org", (await site.ApiAsync(editor, query)).GetRawText(), StringComparison.Ordinal);

        var sender = await site.PersonAsync();
        var message = new { organisation, name = "Frau Beispiel", text = "Guten Tag", idempotencyKey = "s" };
        (await site.DoAsync(sender, "sendMessage", message, "organisation { slug }")).WithoutErrors();
        (await site.DoAsync(sender, "sendMessage", message, "organisation { slug }")).WithoutErrors();
        Assert.Equal("1", await site.TextAsync($"SELECT count(*) FROM messages WHERE organisation_id = '{id}'"));
        Assert.Equal(
            ["INVALID_INPUT input.name", "INVALID_INPUT input.text"],
            (await site.DoAsync(sender, "sendMessage", new { organisation, name = " ", text = " " })).Refusals().Order());
        (await site.DoAsync(editor, "setTakesMessages", new { organisation, takesMessages = false })).WithoutErrors();
        Assert.Contains("\"takesMessages\":false", (await site.ApiAsync(null, query)).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(["INVALID_INPUT input.organisation"], (await site.DoAsync(
            sender, "sendMessage", new { organisation, name = "X", text = "Y" })).Refusals());
        Assert.Equal(["FORBIDDEN"], (await site.DoAsync(staff, "setTakesMessages", new { organisation, takesMessages = true })).Refusals());
        (await site.DoAsync(editor, "setMailingConsent", new { organisation, email = (string?)null })).WithoutErrors();
        Assert.Equal("0", await site.TextAsync($"SELECT count(*) FROM mailing_consents WHERE organisation_id = '{id}'"));
    }
}
