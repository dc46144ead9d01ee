using System.Net;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using MsoNetwork.Accounts;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Moderation;

/// <summary>The rest of the desk: lists, many at once, notes, the mailing list, invitations; and who gets at none of it.</summary>
[Trait("Speed", "Medium")]
public sealed class DeskTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_entries_are_marked_at_once_and_those_of_another_area_are_left()
    {
        var staff = await site.StaffAsync("ki-koeln");
        var (one, _) = await site.OrganisationAsync("05315");
        var (another, _) = await site.OrganisationAsync("05315");
        var (elsewhere, _) = await site.OrganisationAsync("05913");
        var (done, left) = await site.AsAsync<MarkOrganisations, (int, IReadOnlyList<Guid>)>(
            staff, use => use.RunAsync([one, another, elsewhere, Guid.NewGuid()], Mark.Confirmed, Token));
        Assert.Equal((2, 2), (done, left.Count));
        Assert.Equal("VerifiedByCentre", await site.TextAsync($"SELECT verification FROM organisations WHERE id = '{one}'"));
        Assert.Equal("Unverified", await site.TextAsync($"SELECT verification FROM organisations WHERE id = '{elsewhere}'"));
        await site.AsAsync<MarkOrganisations, (int, IReadOnlyList<Guid>)>(staff, use => use.RunAsync([one, another], Mark.Dissolved,
            Token));
        Assert.Equal("2", await site.TextAsync(
            $"SELECT count(*) FROM organisations WHERE id IN ('{one}', '{another}') AND status = 'Dissolved'"));
        Assert.Equal("person", await site.TextAsync($"""
            SELECT s.author_kind FROM changes AS c JOIN change_sets AS s ON s.number = c.change_set
            WHERE c.key = '{one}' ORDER BY c.seq DESC LIMIT 1
            """));
    }

    [Fact]
    public async Task Each_list_has_what_it_says_of_the_centres_own_area()
    {
        var staff = await site.StaffAsync("ki-dortmund");
        var counts = await site.AsAsync<DeskList, IReadOnlyDictionary<DeskListName, int>>(staff, use => use.CountsAsync(Token));
        Assert.Equal(await site.TextAsync("SELECT count(*) FROM organisations WHERE starts_with(municipality_key, '05913')"),
            $"{counts[DeskListName.All]}");
        var (organisation, slug) = await site.OrganisationAsync("05913");
        async Task<bool> HasAsync(DeskListName name) => (await site.AsAsync<DeskList, (IReadOnlyList<OrganisationEntry> Entries, int)>(
            staff, use => use.ReadAsync(new(name, "", 1), Token))).Entries.Any(entry => entry.Slug == slug);
        Assert.True(await HasAsync(DeskListName.Unconfirmed));
        Assert.False(await HasAsync(DeskListName.Stale));
        Assert.False(await HasAsync(DeskListName.NoContact));
        await site.RunAsync($"""
            UPDATE organisations SET verification = 'VerifiedByCentre', verified_on = current_date - 400, email = NULL, phone = NULL,
                website = NULL
            WHERE id = '{organisation}'
            """);
        Assert.False(await HasAsync(DeskListName.Unconfirmed));
        Assert.True(await HasAsync(DeskListName.Stale));
        Assert.True(await HasAsync(DeskListName.NoContact));
        var name = await site.TextAsync($"SELECT name FROM organisations WHERE id = '{organisation}'");
        var (found, total) = await site.AsAsync<DeskList, (IReadOnlyList<OrganisationEntry>, int)>(
            staff, use => use.ReadAsync(new(DeskListName.All, name, 1), Token));
        Assert.Contains(found, entry => entry.Slug == slug);
        Assert.Equal(found.Count, total);
        // Other tests take those without an address.
        await site.RunAsync($"UPDATE organisations SET email = 'wieder@example.org' WHERE id = '{organisation}'");
        Assert.Null(await site.AsAsync<DeskList, OrganisationEntry?>(await site.StaffAsync("ki-bonn"), use => use.FindAsync(slug, Token)));
    }

    [Fact]
    public async Task A_note_is_the_centres_alone()
    {
        var (organisation, slug) = await site.OrganisationAsync("05315");
        var (staff, colleague, bonn) = (await site.StaffAsync("ki-koeln"), await site.StaffAsync("ki-koeln"), await site.StaffAsync(
            "ki-bonn"));
        var lead = await site.PersonAsync(new OrganisationPerson { OrganisationId = organisation, Role = Role.Lead });
        Assert.True(await site.AsAsync<Notes, bool>(staff, use => use.WriteAsync(organisation, new DateOnly(2026, 5, 1),
            "war beim Fest", Token)));
        Assert.False(await site.AsAsync<Notes, bool>(bonn, use => use.WriteAsync(organisation, null, "fremd", Token)));
        Assert.False(await site.AsAsync<Notes, bool>(staff, use => use.WriteAsync(organisation, new DateOnly(2999, 1, 1), "morgen",
            Token)));
        var note = Assert.Single(await site.AsAsync<Notes, IReadOnlyList<Note>>(colleague, use => use.OfAsync(organisation, Token)));
        foreach (var other in new[] { bonn, lead, await site.AdministratorAsync() })
        {
            Assert.Empty(await site.AsAsync<Notes, IReadOnlyList<Note>>(other, use => use.OfAsync(organisation, Token)));
            Assert.False(await site.AsAsync<Notes, bool>(other, use => use.EraseAsync(note.Id, Token)));
        }

        using var browser = await FormBrowser.OfAsync(site, lead);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/de/schreibtisch/organisationen/{slug}")).Status);
        using var desk = await FormBrowser.OfAsync(site, staff);
        Assert.Contains("war beim Fest", (await desk.GetAsync($"/de/schreibtisch/organisationen/{slug}")).Text, StringComparison.Ordinal);
        Assert.True(await site.AsAsync<Notes, bool>(colleague, use => use.EraseAsync(note.Id, Token)));
    }

    [Fact]
    public async Task The_mailing_list_has_those_who_said_yes_and_nobody_else_reads_it()
    {
        var (organisation, slug) = await site.OrganisationAsync("05315");
        var (silent, _) = await site.OrganisationAsync("05315");
        var lead = await site.PersonAsync(new OrganisationPerson { OrganisationId = organisation, Role = Role.Lead });
        var staff = await site.StaffAsync("ki-koeln");
        Assert.False(await site.AsAsync<MailingList, bool>(staff, use => use.SayAsync(organisation, "von-aussen@example.org", Token)));
        Assert.False(await site.AsAsync<MailingList, bool>(lead, use => use.SayAsync(silent, "fremd@example.org", Token)));
        using var browser = await FormBrowser.OfAsync(site, lead);
        var here = $"/de/organisationen/{slug}/verteiler";
        Assert.NotNull((await browser.SendAsync(here, here, ("wanted", "true"), ("email", "=post@example.org"))).To);
        using var desk = await FormBrowser.OfAsync(site, staff);
        var csv = await desk.FileAsync("/de/schreibtisch/verteiler/csv");
        Assert.Contains("'=post@example.org", Encoding.UTF8.GetString(csv.Bytes), StringComparison.Ordinal); // no spreadsheet runs it
        var workbook = await desk.FileAsync("/tr/schreibtisch/verteiler/xlsx");
        using (var read = SpreadsheetDocument.Open(new MemoryStream(workbook.Bytes), isEditable: false)) Assert.NotNull(read.WorkbookPart);
        using var bonn = await FormBrowser.OfAsync(site, await site.StaffAsync("ki-bonn"));
        Assert.DoesNotContain("post@example.org", Encoding.UTF8.GetString((await bonn.FileAsync("/de/schreibtisch/verteiler/csv")).Bytes),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.FileAsync("/de/schreibtisch/verteiler/csv")).Status);
        Assert.NotNull((await browser.SendAsync(here, here, ("email", "post@example.org"))).To);
        Assert.Equal("0", await site.TextAsync($"SELECT count(*) FROM mailing_consents WHERE organisation_id = '{organisation}'"));
    }

    [Fact]
    public async Task An_invitation_makes_the_first_who_uses_it_the_lead_once()
    {
        var (organisation, slug) = await site.OrganisationAsync("05315");
        var (elsewhere, _) = await site.OrganisationAsync("05913");
        var staff = await site.StaffAsync("ki-koeln");
        var (sent, left) = await site.AsAsync<InviteOrganisations, (int, IReadOnlyList<OrganisationEntry>)>(
            staff, use => use.ByMailAsync([organisation, elsewhere], "de", DeskSteps.Site, Token));
        Assert.Equal((1, 0), (sent, left.Count));
        var mail = await site.MailAsync($"{slug}@example.org");
        var link = mail[mail.IndexOf("https://netz.example/de/einladung-vom-zentrum/", StringComparison.Ordinal)..].Split('\n')[0].Trim();
        var path = new Uri(link).PathAndQuery;
        var person = await site.PersonAsync();
        using var browser = await FormBrowser.OfAsync(site, person);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(path)).Status);
        Assert.Equal("0", await site.TextAsync($"SELECT count(*) FROM organisation_people WHERE organisation_id = '{organisation}'"));
        var old = path.Replace("-vom-zentrum", "", StringComparison.Ordinal); // as letters of before have it
        using var reader = new Browser(site);
        await reader.SignInAsync(person);
        Assert.Equal(path, (await reader.GetAsync(old)).Location);
        await browser.SendAsync(path, path);
        Assert.Equal("Lead", await site.TextAsync($"SELECT role FROM organisation_people WHERE person_id = '{person}'"));
        using var another = await FormBrowser.OfAsync(site, await site.PersonAsync());
        Assert.Contains("gilt nicht mehr", (await another.GetAsync(path)).Text, StringComparison.Ordinal);
        Assert.Equal(InvitationUse.Invalid, await site.AsAsync<InviteOrganisations, InvitationUse>(
            await site.PersonAsync(), use => use.UseAsync(path.Split('/')[^1], Token)));
        using var visitor = new FormBrowser(site);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync(path)).Status);
        // Invited again within a week, only once; and who comes later waits for the centre.
        Assert.Equal(0, (await site.AsAsync<InviteOrganisations, (int Sent, IReadOnlyList<OrganisationEntry>)>(
            staff, use => use.ByMailAsync([organisation], "de", DeskSteps.Site, Token))).Sent);
        var printed = Assert.Single(await site.AsAsync<InviteOrganisations, IReadOnlyList<PrintedInvitation>>(
            staff, use => use.ByLetterAsync([organisation], "de", DeskSteps.Site, Token)));
        var late = await site.PersonAsync();
        Assert.Equal(InvitationUse.Waits, await site.AsAsync<InviteOrganisations, InvitationUse>(
            late, use => use.UseAsync(printed.Link.Segments[^1], Token)));
        Assert.Equal("Claim", await site.TextAsync($"SELECT kind FROM cases WHERE person_id = '{late}'"));
    }

    [Fact]
    public async Task Likely_duplicates_are_found_by_words_of_name_and_place()
    {
        await site.RunAsync("""
            UPDATE organisations SET name = 'Doppelverein Hegrano e.V.', sort_name = 'doppelverein hegrano e v', email = 'doppel@example.org'
            WHERE id IN (SELECT id FROM organisations WHERE starts_with(municipality_key, '05315') AND email IS NULL
                AND status = 'Active' AND kind IS DISTINCT FROM 'integration-centre' ORDER BY slug DESC LIMIT 2)
            """);
        using var desk = await FormBrowser.OfAsync(site, await site.StaffAsync("ki-koeln"));
        const string List = "/de/schreibtisch/listen/doppelt";
        Assert.Contains("Doppelverein", (await desk.GetAsync(List + "?q=hegrano+köln")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Doppelverein", (await desk.GetAsync(List + "?q=hegrano+bonn")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_invitations_used_at_once_one_makes_the_lead_and_the_other_waits_for_the_centre()
    {
        var staff = await site.StaffAsync("ki-koeln");
        for (var round = 0; round < 5; round++)
        {
            var (organisation, _) = await site.OrganisationAsync("05315");
            var keys = new List<string>();
            for (var letter = 0; letter < 2; letter++)
                keys.AddRange((await site.AsAsync<InviteOrganisations, IReadOnlyList<PrintedInvitation>>(
                    staff, use => use.ByLetterAsync([organisation], "de", DeskSteps.Site, Token))).Select(one => one.Link.Segments[^1]));
            Guid[] people = [await site.PersonAsync(), await site.PersonAsync()];
            var used = await Task.WhenAll(keys.Zip(people, (key, person) =>
                site.AsAsync<InviteOrganisations, InvitationUse>(person, use => use.UseAsync(key, Token))));
            Assert.Equal([InvitationUse.Leads, InvitationUse.Waits], used.Order());
            Assert.Equal("1", await site.TextAsync($"SELECT count(*) FROM organisation_people WHERE organisation_id = '{organisation}'"));
        }
    }

    [Theory]
    [InlineData("/de/schreibtisch")]
    [InlineData("/de/schreibtisch/listen/unbestaetigt")]
    [InlineData("/de/schreibtisch/listen/doppelt")]
    [InlineData("/de/schreibtisch/briefe")]
    [InlineData("/de/schreibtisch/verteiler")]
    [InlineData("/de/schreibtisch/anliegen/00000000000000000000000000000000")]
    public async Task The_desk_is_there_for_its_staff_alone(string path)
    {
        using var visitor = new FormBrowser(site);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync(path)).Status);
        using var person = await FormBrowser.OfAsync(site, await site.PersonAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await person.GetAsync(path)).Status);
        using var staff = await FormBrowser.OfAsync(site, await site.StaffAsync("ki-koeln"));
        Assert.Equal(path.EndsWith('0') ? HttpStatusCode.NotFound : HttpStatusCode.OK, (await staff.GetAsync(path)).Status);
    }
}
