using MsoNetwork.Accounts;
using MsoNetwork.Moderation;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Moderation;

/// <summary>A desk decides: in its own area, once, with the mail, and it can be put back.</summary>
[Trait("Speed", "Medium")]
public sealed class DecideCaseTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Cologne = "05315";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accepting_writes_the_chosen_fields_in_the_centres_name_and_tells_the_author()
    {
        var (organisation, _) = await site.OrganisationAsync(Cologne);
        var (author, staff) = (await site.PersonAsync(), await site.StaffAsync("ki-koeln"));
        var id = await site.CorrectionAsync(organisation,
            """{"phone":"0221 1234567","website":"https://neu.example","foundedYear":1999}""", author);
        Assert.Equal(DecisionOutcome.Done, (await site.AcceptAsync(staff, id, "phone", "foundedYear")).Outcome);
        Assert.Equal("+492211234567-1999-VerifiedByCentre", await site.TextAsync(
            $"""
            SELECT concat_ws('-', replace(phone, ' ', ''), website, founded_year, verification)
            FROM organisations WHERE id = '{organisation}'
            """));
        var decided = await site.CaseAsync(id);
        Assert.Equal(CaseState.Accepted, decided.State);
        Assert.Equal(new DoneBy(staff, null, "ki-koeln"), decided.DecidedBy);
        Assert.Equal(["phone", "foundedYear"], decided.Taken ?? []);
        var address = await site.TextAsync($"SELECT email FROM persons WHERE id = '{author}'");
        Assert.Contains($"/anliegen/{id:N}", await site.MailAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_centre_neither_sees_nor_decides_outside_its_area_and_an_administrator_vouches_for_nobody()
    {
        var (organisation, _) = await site.OrganisationAsync(Cologne);
        var id = await site.CorrectionAsync(organisation, """{"phone":"0221 7654321"}""");
        var (bonn, administrator) = (await site.StaffAsync("ki-bonn"), await site.AdministratorAsync());
        Assert.Null(await site.AsAsync<CaseList, ListedCase?>(bonn, use => use.FindAsync(id, Token)));
        Assert.Equal(DecisionOutcome.NotThere, (await site.AcceptAsync(bonn, id)).Outcome);
        Assert.Equal(DecisionOutcome.NotThere, (await site.UndoAsync(bonn, id)).Outcome);
        Assert.Equal(DecisionOutcome.NotThere,
            (await site.DecideAsync(await site.PersonAsync(), id, (use, version) => use.RefuseAsync(id, version, "nein",
                DeskSteps.Site, Token))).Outcome);
        Assert.Equal(CaseState.Waiting, (await site.CaseAsync(id)).State);
        Assert.Equal(DecisionOutcome.Done, (await site.AcceptAsync(administrator, id)).Outcome);
        Assert.Equal("Unverified", await site.TextAsync($"SELECT verification FROM organisations WHERE id = '{organisation}'"));
    }

    [Fact]
    public async Task The_city_of_Aachen_is_not_the_desk_of_the_region_around_it()
    {
        var around = await site.StaffAsync("ki-staedteregion-aachen");
        var city = await site.SubmitAsync(new SubmittedCase(CaseKind.NewEntry, await site.PersonAsync(), "05334002")
        {
            Draft = """{"name":"Neuer Verein Aachen","town":"Aachen"}""",
        });
        Assert.Null(await site.AsAsync<CaseList, ListedCase?>(around, use => use.FindAsync(city, Token)));
        var counts = await site.AsAsync<CaseList, CaseCounts>(around, use => use.CountsAsync(false, Token));
        Assert.Equal(0, counts.Total);
        // As long as the city's centre has nobody, it is the administrators' own.
        var administrator = await site.AdministratorAsync();
        async Task<bool> IsOwnAsync() => (await site.AsAsync<CaseList, (IReadOnlyList<ListedCase> Cases, bool)>(
            administrator, use => use.ReadAsync(new CaseQuestion(null, false, false, 1), Token))).Cases.Any(one => one.Case.Id == city);
        Assert.True(await IsOwnAsync());
        await site.StaffAsync("ki-stadt-aachen");
        Assert.False(await IsOwnAsync());
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_one_is_told()
    {
        var (organisation, _) = await site.OrganisationAsync(Cologne);
        var (one, another) = (await site.StaffAsync("ki-koeln"), await site.StaffAsync("ki-koeln"));
        var id = await site.CorrectionAsync(organisation, """{"phone":"0221 1111111"}""");
        var version = (await site.CaseAsync(id)).Version;
        var decisions = await Task.WhenAll(
            site.AsAsync<DecideCase, Decision>(one, use => use.AcceptAsync(id, version, null, DeskSteps.Site, Token)),
            site.AsAsync<DecideCase, Decision>(another, use => use.RefuseAsync(id, version, "weiß ich besser", DeskSteps.Site, Token))
        );
        Assert.Equal([DecisionOutcome.Done, DecisionOutcome.Meanwhile], decisions.Select(decision => decision.Outcome).Order());
    }

    [Fact]
    public async Task Undoing_writes_back_what_stood_and_leaves_what_others_have_changed_since()
    {
        var (organisation, _) = await site.OrganisationAsync(Cologne);
        var staff = await site.StaffAsync("ki-koeln");
        await site.RunAsync($$"""
            UPDATE organisations SET phone = '+49 221 98765432', website = 'https://alt.example', descriptions = '{"de":"alt","tr":"eski"}',
                topics = '{culture}', legal_form = 'RegisteredAssociation' WHERE id = '{{organisation}}'
            """);
        var id = await site.CorrectionAsync(organisation, """
            {"phone":"0221 2222222","website":"https://neu.example","topics":["education"],"legalForm":"FOUNDATION",
            "description":[{"language":"de","text":"neu"},{"language":"tr","text":"yeni"}]}
            """);
        Assert.Equal(DecisionOutcome.Done, (await site.AcceptAsync(staff, id)).Outcome);
        await site.RunAsync($$"""
            UPDATE organisations SET website = 'https://andere.example', descriptions = descriptions || '{"tr":"baska"}'
            WHERE id = '{{organisation}}'
            """);
        var undone = await site.UndoAsync(staff, id);
        Assert.Equal(DecisionOutcome.Done, undone.Outcome);
        Assert.Equal(["description", "website"], undone.Fields.Order(StringComparer.Ordinal));
        Assert.Equal("+49 221 98765432|https://andere.example|alt|baska|{culture}|RegisteredAssociation|Unverified",
            await site.TextAsync($"""
            SELECT concat_ws('|', phone, website, descriptions ->> 'de', descriptions ->> 'tr', topics, legal_form, verification)
            FROM organisations WHERE id = '{organisation}'
            """));
        Assert.Equal(CaseState.Undone, (await site.CaseAsync(id)).State);
    }

    [Fact]
    public async Task Undoing_gives_back_who_had_said_and_confirmed_a_field_and_forgets_nothing_else()
    {
        const string Said = "(SELECT string_agg(concat_ws(' ', coalesce(nullif(field, ''), '*'), said_by, said_on, confirmed_by, "
            + "confirmed_on), '; ' ORDER BY field) FROM statements AS s WHERE s.organisation_id = o.id)";
        var (organisation, _) = await site.OrganisationAsync(Cologne);
        var staff = await site.StaffAsync("ki-koeln");
        await site.RunAsync($"""
            UPDATE organisations SET phone = '+49 221 98765432', website = 'https://alt.example', founded_year = 1990,
                verification = 'ConfirmedByOrganisation', verified_on = '2026-03-01' WHERE id = '{organisation}';
            DELETE FROM statements WHERE organisation_id = '{organisation}';
            INSERT INTO statements VALUES
                ('{organisation}', '', 'Source', 'Liste', '2024-01-01', 'Organisation', '2026-03-01', NULL),
                ('{organisation}', 'phone', 'Organisation', NULL, '2026-05-05', 'Organisation', '2026-05-05', NULL),
                ('{organisation}', 'website', 'Source', 'Netz', '2025-01-01', NULL, NULL, NULL)
            """);
        Task<string> NowAsync() => site.TextAsync(
            $"SELECT concat_ws('|', verification, verified_on, {Said}) FROM organisations AS o WHERE id = '{organisation}'");
        var before = await NowAsync();
        var id = await site.CorrectionAsync(organisation, """{"phone":"0221 2222222","foundedYear":1991}""");
        Assert.Equal(DecisionOutcome.Done, (await site.AcceptAsync(staff, id)).Outcome);
        Assert.Contains("founded_year Centre", await NowAsync(), StringComparison.Ordinal);
        Assert.Equal(DecisionOutcome.Done, (await site.UndoAsync(staff, id)).Outcome);
        Assert.Equal(before, await NowAsync());

        // The centre has confirmed all of it since: what it confirmed was not what stands there now.
        id = await site.CorrectionAsync(organisation, """{"phone":"0221 2222222","foundedYear":1991}""");
        Assert.Equal(DecisionOutcome.Done, (await site.AcceptAsync(staff, id)).Outcome);
        await site.AsAsync<MarkOrganisations, (int, IReadOnlyList<Guid>)>(
            staff, use => use.RunAsync([organisation], Mark.Confirmed, Token));
        Assert.Equal(DecisionOutcome.Done, (await site.UndoAsync(staff, id)).Outcome);
        var after = await NowAsync();
        Assert.Contains("founded_year Source 2024-01-01 Organisation 2026-03-01", after, StringComparison.Ordinal);
        Assert.Contains("phone Organisation 2026-05-05 Organisation 2026-05-05", after, StringComparison.Ordinal);
        Assert.Contains("* Source 2024-01-01 Centre", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusing_needs_a_reason_and_what_was_refused_can_wait_again()
    {
        var (organisation, _) = await site.OrganisationAsync(Cologne);
        var staff = await site.StaffAsync("ki-koeln");
        var id = await site.CorrectionAsync(organisation, """{"phone":"0221 3333333"}""");
        Assert.Equal(DecisionOutcome.Unsaid,
            (await site.DecideAsync(staff, id, (use, version) => use.RefuseAsync(id, version, " ", DeskSteps.Site, Token))).Outcome);
        Assert.Equal(DecisionOutcome.Done,
            (await site.DecideAsync(staff, id, (use, version) => use.RefuseAsync(id, version, "stimmt nicht", DeskSteps.Site,
                Token))).Outcome);
        Assert.Equal(DecisionOutcome.Done, (await site.UndoAsync(staff, id)).Outcome);
        Assert.Equal(CaseState.Waiting, (await site.CaseAsync(id)).State);
    }

    [Fact]
    public async Task The_author_answers_what_the_desk_asks_and_nobody_else_does()
    {
        var (organisation, _) = await site.OrganisationAsync(Cologne);
        var (author, staff) = (await site.PersonAsync(), await site.StaffAsync("ki-koeln"));
        var id = await site.CorrectionAsync(organisation, """{"phone":"0221 4444444"}""", author);
        await site.DecideAsync(staff, id, (use, version) => use.AskBackAsync(id, version, "Woher wissen Sie das?", DeskSteps.Site, Token));
        Assert.False(await site.AsAsync<OwnCase, bool>(await site.PersonAsync(), use => use.AnswerAsync(id, null, "geraten", Token)));
        Assert.False(await site.AsAsync<OwnCase, bool>(null, use => use.AnswerAsync(id, "key", "geraten", Token)));
        Assert.True(await site.AsAsync<OwnCase, bool>(author, use => use.AnswerAsync(id, null, "vom Vorstand", Token)));
        var answered = await site.CaseAsync(id);
        Assert.Equal((CaseState.Waiting, "vom Vorstand"), (answered.State, answered.Answer));
        Assert.False(await site.AsAsync<OwnCase, bool>(staff, use => use.TakeBackAsync(id, null, Token)));
        Assert.True(await site.AsAsync<OwnCase, bool>(author, use => use.TakeBackAsync(id, null, Token)));
        Assert.Equal(DecisionOutcome.Meanwhile, (await site.AcceptAsync(staff, id)).Outcome);
    }

    [Fact]
    public async Task A_new_entry_is_there_with_its_lead_once_accepted_and_gone_when_undone()
    {
        var (person, staff) = (await site.PersonAsync(), await site.StaffAsync("ki-koeln"));
        var id = await site.SubmitAsync(new SubmittedCase(CaseKind.NewEntry, person, "05315000")
        {
            Draft = """{"name":"Erfundener Neuling e.V.","town":"Köln","topics":["culture"]}""",
        });
        Assert.Equal("0", await site.TextAsync("SELECT count(*) FROM organisations WHERE name = 'Erfundener Neuling e.V.'"));
        Assert.Equal(DecisionOutcome.Done, (await site.AcceptAsync(staff, id)).Outcome);
        Assert.Equal("Lead", await site.TextAsync($"""
            SELECT role FROM organisation_people JOIN organisations ON id = organisation_id
            WHERE person_id = '{person}' AND name = 'Erfundener Neuling e.V.'
            """));
        Assert.Equal(DecisionOutcome.Done, (await site.UndoAsync(staff, id)).Outcome);
        Assert.Equal("0", await site.TextAsync("SELECT count(*) FROM organisations WHERE name = 'Erfundener Neuling e.V.'"));
        Assert.Equal(CaseState.Undone, (await site.CaseAsync(id)).State);
    }

    [Fact]
    public async Task Nobody_becomes_the_lead_of_what_is_dissolved_or_by_an_account_that_is_erased()
    {
        var (organisation, _) = await site.OrganisationAsync(Cologne);
        var (person, staff) = (await site.PersonAsync(), await site.StaffAsync("ki-koeln"));
        var claim = await site.SubmitAsync(new SubmittedCase(CaseKind.Claim, person, "05315000") { Organisation = organisation });
        await site.RunAsync($"UPDATE organisations SET status = 'Dissolved' WHERE id = '{organisation}'");
        Assert.Equal(DecisionOutcome.Impossible, (await site.AcceptAsync(staff, claim)).Outcome);
        await site.RunAsync($"UPDATE organisations SET status = 'Active' WHERE id = '{organisation}'");
        await site.RunAsync($"DELETE FROM persons WHERE id = '{person}'");
        Assert.Equal(DecisionOutcome.Impossible, (await site.AcceptAsync(staff, claim)).Outcome);
        Assert.Equal(CaseState.Waiting, (await site.CaseAsync(claim)).State);
    }

    [Fact]
    public async Task A_lead_who_erases_the_account_leaves_what_she_proposed_without_her_name()
    {
        var (organisation, _) = await site.OrganisationAsync(Cologne);
        var lead = await site.PersonAsync(new OrganisationPerson { OrganisationId = organisation, Role = Role.Lead });
        var id = await site.CorrectionAsync(organisation, """{"phone":"0221 5555555"}""", lead, CaseKind.Change);
        await site.RunAsync($"DELETE FROM persons WHERE id = '{lead}'");
        Assert.Null((await site.CaseAsync(id)).PersonId);
        Assert.Equal(DecisionOutcome.Done, (await site.AcceptAsync(await site.StaffAsync("ki-koeln"), id)).Outcome);
    }

    [Fact]
    public async Task A_decision_whose_mail_cannot_be_written_is_none()
    {
        var (organisation, _) = await site.OrganisationAsync(Cologne);
        var staff = await site.StaffAsync("ki-koeln");
        var id = await site.CorrectionAsync(organisation, """{"phone":"0221 6666666"}""");
        await site.RunAsync("ALTER TABLE mails ADD CONSTRAINT no_mail CHECK (template <> 'case-accepted') NOT VALID");
        try
        {
            await Assert.ThrowsAnyAsync<Exception>(() => site.AcceptAsync(staff, id));
        }
        finally
        {
            await site.RunAsync("ALTER TABLE mails DROP CONSTRAINT no_mail");
        }

        Assert.Equal(CaseState.Waiting, (await site.CaseAsync(id)).State);
        Assert.Equal("", await site.TextAsync($"SELECT phone FROM organisations WHERE id = '{organisation}'"));
        Assert.Equal(DecisionOutcome.Done, (await site.AcceptAsync(staff, id)).Outcome);
    }

    [Fact]
    public async Task What_cannot_be_written_is_named_and_nothing_is_written()
    {
        var (organisation, _) = await site.OrganisationAsync(Cologne);
        var website = await site.TextAsync($"SELECT website FROM organisations WHERE id = '{organisation}'");
        var id = await site.CorrectionAsync(organisation,
            """{"phone":"keine Nummer","foundedYear":1200,"website":"https://gut.example"}""");
        var decision = await site.AcceptAsync(await site.StaffAsync("ki-koeln"), id);
        Assert.Equal((DecisionOutcome.Impossible, "foundedYear phone"),
            (decision.Outcome, string.Join(' ', decision.Fields.Order(StringComparer.Ordinal))));
        Assert.Equal(website, await site.TextAsync($"SELECT website FROM organisations WHERE id = '{organisation}'"));
    }
}
