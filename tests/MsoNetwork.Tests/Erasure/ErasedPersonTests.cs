using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Erasure;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.SignIn;
using static MsoNetwork.Tests.GraphQl.ApiActors;
using FormBrowser = MsoNetwork.Tests.Moderation.FormBrowser;

namespace MsoNetwork.Tests.Erasure;

/// <summary>Whoever erases her account is nowhere afterwards, also not in what merges, histories and others kept of her.</summary>
public sealed class ErasedPersonTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Neither_undoing_a_merge_nor_a_history_nor_a_note_brings_her_back()
    {
        const string Mail = "kornelkirsche@example.org";
        var ((survivor, _), (loser, _)) = (await site.OrganisationAsync("05315"), await site.OrganisationAsync("05315"));
        var person = await SignedIn.PersonAsync(
            site.Services, Mail, new OrganisationPerson { OrganisationId = loser, Role = Role.Lead });
        await site.RunAsync($"""
            INSERT INTO mailing_consents (organisation_id, email, given_by, given_at) VALUES
                ('{loser}', '{Mail}', '{person}', now()), ('{survivor}', 'andere@example.org', NULL, now());
            UPDATE organisations SET email = 'Kornelkirsche@example.org' WHERE id = '{loser}';
            UPDATE organisations SET email = 'verein@example.org' WHERE id = '{loser}'
            """);
        var (staff, editor) = (await site.StaffAsync("ki-koeln"), await site.AdministratorAsync());
        foreach (var text in (string[])["Frau K., Kornelkirsche@example.org, anrufen", "an xkornelkirsche@example.org"])
            await site.OkAsync(staff, "writeNote", new { organisation = OrganisationId(survivor), text }, "note { id }");
        await site.OkAsync(editor, "mergeOrganisations",
            new { survivor = OrganisationId(survivor), loser = OrganisationId(loser) }, "organisation { slug }");
        Assert.Contains("organisation_merges: ", await StoredWords.FoundAsync(site, Mail), StringComparison.Ordinal);
        var mine = (await site.ApiAsync(person, "{ viewer { storedAboutMe } }")).GetProperty("data").GetProperty("viewer")
            .GetProperty("storedAboutMe").GetString()!;
        Assert.Contains("\"organisation_merges\":", mine, StringComparison.Ordinal);

        await site.RunAsync($"UPDATE organisation_people SET role = 'Editor' WHERE person_id = '{person}'");
        await EraseAsync(person);
        Assert.Equal("notes: xkornelkirsche@example.org", await StoredWords.FoundAsync(site, "xkornelkirsche@example.org"));
        await site.RunAsync("DELETE FROM notes WHERE text LIKE '%xkornel%'");
        Assert.Equal("", await StoredWords.FoundAsync(site, Mail, "Kornelkirsche", $"{person}"));
        Assert.Equal("Frau K., …, anrufen", await site.TextAsync($"SELECT text FROM notes WHERE organisation_id = '{survivor}'"));

        await site.OkAsync(editor, "unmergeOrganisations", new { loser = OrganisationId(loser) }, "left");
        Assert.Equal("", await StoredWords.FoundAsync(site, Mail, "Kornelkirsche", $"{person}"));
    }

    [Fact]
    public async Task That_nobody_keeps_an_entry_and_that_one_is_to_be_erased_the_centre_hears_all_the_same()
    {
        var ((left, _), (wished, _)) = (await site.OrganisationAsync("05315"), await site.OrganisationAsync("05315"));
        var person = await SignedIn.PersonAsync(
            site.Services, "schlehenblatt@example.org", new OrganisationPerson { OrganisationId = left, Role = Role.Lead });
        await site.OkAsync(person, "leaveTeam",
            new { organisation = OrganisationId(left), message = "Schlehenblatt geht." }, "organisation { slug }");
        await site.OkAsync(person, "reportMistake", new
        {
            organisation = OrganisationId(wished),
            message = SubmittedCase.ErasureWish + ": Schlehenblatt",
            shouldNotBeThere = true,
        }, "case { id }");
        await site.OkAsync(
            person, "reportMistake", new { organisation = OrganisationId(wished), message = "Schlehenblatt" }, "case { id }");
        await EraseAsync(person);
        Assert.Equal("", await StoredWords.FoundAsync(site, "schlehenblatt", "Schlehenblatt", $"{person}"));
        Assert.Equal($"LeadGone Waiting |Report Waiting {SubmittedCase.ErasureWish}", await site.TextAsync($"""
            SELECT string_agg(concat_ws(' ', kind, state, message), '|' ORDER BY kind) FROM cases WHERE organisation_id IN ('{left}', '{wished}')
            """));
    }

    [Fact]
    public async Task Whoever_asked_for_an_erasure_hears_that_it_is_done_without_a_name_and_asking_again_hears_the_same()
    {
        var (id, slug) = await site.OrganisationAsync("05315");
        var lead = await SignedIn.PersonAsync(
            site.Services, "lead-wunsch@example.org", new OrganisationPerson { OrganisationId = id, Role = Role.Lead });
        using var browser = await FormBrowser.OfAsync(site, lead);
        var here = $"/de/organisationen/{slug}/hinweis?loeschen=1";
        var most = 2000 - SubmittedCase.ErasureWish.Length - 2;
        Assert.Contains($"maxlength=\"{most}\"", (await browser.GetAsync(here)).Text, StringComparison.Ordinal);
        var sent = await browser.SendAsync(here, here, ("message", new string('x', most)));
        Assert.EndsWith("gesendet=ja", sent.To, StringComparison.Ordinal);

        var staff = await site.StaffAsync("ki-koeln");
        using var desk = await FormBrowser.OfAsync(site, staff);
        var wish = await site.TextAsync($"SELECT replace(id::text, '-', '') FROM cases WHERE organisation_id = '{id}'");
        var page = (await desk.GetAsync($"/de/schreibtisch/anliegen/{wish}")).Text;
        Assert.Contains($"/de/schreibtisch/organisationen/{slug}/loeschen", page, StringComparison.Ordinal);
        Assert.Contains("jemand, der diesen Eintrag pflegt", page, StringComparison.Ordinal);

        var input = new
        {
            organisation = OrganisationId(id),
            name = await site.TextAsync($"SELECT name FROM organisations WHERE id = '{id}'"),
            reason = "OWN_WISH",
            idempotencyKey = "loeschen-einmal",
        };
        for (var time = 0; time < 2; time++)
            Assert.Equal(input.organisation, (await site.DoAsync(staff, "eraseOrganisation", input, "id")).WithoutErrors()
                .GetProperty("id").GetString());
        var told = await site.TextAsync("SELECT string_agg(subject || text, '') FROM mails WHERE recipient = 'lead-wunsch@example.org'");
        Assert.StartsWith("Der Eintrag ist gelöscht", told, StringComparison.Ordinal);
        Assert.DoesNotContain(input.name, told, StringComparison.Ordinal);
    }

    private async Task EraseAsync(Guid person)
    {
        await using var scope = site.Services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<ErasePerson>().RunAsync(person, Token));
    }
}
