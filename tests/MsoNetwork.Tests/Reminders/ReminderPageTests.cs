using System.Net;
using MsoNetwork.Accounts;
using MsoNetwork.Inbox;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Time;

namespace MsoNetwork.Tests.Reminders;

/// <summary>What whoever has a reminder, a team, and a desk do on pages and by the API.</summary>
[Trait("Speed", "Medium")]
public sealed class ReminderPageTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Unanswered = "{ desk { unanswered { totalCount nodes { organisation { slug } since wasConfirmed reason } } } }";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Today => $"{TimeProvider.System.Today():yyyy-MM-dd}";

    [Fact]
    public async Task A_scanner_that_opens_the_link_confirms_nothing_and_the_button_does_once()
    {
        var (id, slug, key) = await AskedAsync("05315");
        var before = await StateAsync(id);
        using var browser = new FormBrowser(site);
        var (status, page) = await browser.GetAsync($"/de/erinnerung/{key}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Alles stimmt", page, StringComparison.Ordinal);
        Assert.Contains($"{slug}@example.org", page, StringComparison.Ordinal);
        await browser.HeadAsync($"/de/erinnerung/{key}");
        await browser.GetAsync($"/de/erinnerung/{key}/ende");
        using (var forged = await site.Client.PostAsync($"/de/erinnerung/{key}?handler=Confirm", null, Token))
            Assert.NotEqual(HttpStatusCode.Redirect, forged.StatusCode);
        Assert.Equal(before, await StateAsync(id));

        var (sent, to, _) = await browser.SendAsync($"/de/erinnerung/{key}", $"/de/erinnerung/{key}?handler=Confirm");
        Assert.Equal(HttpStatusCode.Redirect, sent);
        Assert.Contains("Danke! Der Eintrag ist bestätigt.", (await browser.GetAsync(to!)).Text, StringComparison.Ordinal);
        Assert.Equal($"ConfirmedByOrganisation {Today} Confirmed", await StateAsync(id));
        Assert.Contains("Die Organisation hat diese Angaben bestätigt", (await browser.GetAsync($"/de/organisationen/{slug}")).Text,
            StringComparison.Ordinal);
        Assert.Contains("Dieser Link gilt nicht mehr", (await browser.GetAsync($"/de/erinnerung/{key}")).Text, StringComparison.Ordinal);
        Assert.Contains("Dieser Link gilt nicht mehr", (await browser.GetAsync($"/de/erinnerung/{new string('x', 43)}")).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_organisation_hides_is_on_no_page_of_a_reminder()
    {
        var (id, _, key) = await AskedAsync("05315");
        await site.RunAsync($"""
            UPDATE organisations SET contact_visible_to = 'Nobody', email = NULL, phone = NULL WHERE id = '{id}';
            INSERT INTO hidden_contacts (organisation_id, email, phone) VALUES ('{id}', 'geheim@example.org', '0221 5550166')
            """);
        var page = await site.Client.GetStringAsync($"/de/erinnerung/{key}", Token);
        Assert.DoesNotContain("geheim@example.org", page, StringComparison.Ordinal);
        Assert.DoesNotContain("5550166", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_program_ends_reminders_and_the_centre_sees_it_rings_up_and_confirms()
    {
        var (id, slug, key) = await AskedAsync("05711");
        var (staff, others) = (await site.StaffAsync("ki-bielefeld"), await site.StaffAsync("ki-bonn"));
        Assert.Equal(0, await CountAsync(staff));
        using (var content = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]))
        using (var post = await site.Client.PostAsync($"/de/erinnerung/{key}/ende", content, Token))
            Assert.Equal(HttpStatusCode.OK, post.StatusCode);
        Assert.Contains("kommen keine Erinnerungen mehr", await site.Client.GetStringAsync($"/de/erinnerung/{key}/ende", Token),
            StringComparison.Ordinal);
        // A key that ends nothing does not say that it has.
        var dead = await site.Client.GetStringAsync($"/de/erinnerung/{Secret.New()}/ende", Token);
        Assert.Contains("Dieser Link gilt nicht mehr. Kommen noch Erinnerungen", dead, StringComparison.Ordinal);
        Assert.DoesNotContain("kommen keine Erinnerungen mehr", dead, StringComparison.Ordinal);

        var list = (await site.ApiAsync(staff, Unanswered)).GetProperty("data").GetProperty("desk").GetProperty("unanswered");
        Assert.Equal(
            $$"""{"organisation":{"slug":"{{slug}}"},"since":"2025-10-01","wasConfirmed":true,"reason":"ENDED"}""",
            list.GetProperty("nodes")[0].GetRawText());
        Assert.Equal(0, await CountAsync(others));
        Assert.Equal("""{"data":{"desk":null}}""", (await site.ApiAsync(await site.PersonAsync(), Unanswered)).GetRawText());
        var waiting = await site.AsAsync<ListWaiting, IReadOnlyList<WaitingItem>>(staff, use => use.RunAsync(Token));
        Assert.Equal($"schreibtisch/organisationen/{slug}", Assert.Single(waiting, item => item.Kind == "reminder").Path);
        var elsewhere = await site.AsAsync<ListWaiting, IReadOnlyList<WaitingItem>>(others, use => use.RunAsync(Token));
        Assert.DoesNotContain(elsewhere, item => item.Kind == "reminder");

        using var browser = await FormBrowser.OfAsync(site, staff);
        Assert.Contains("Möchte keine Erinnerungen mehr", (await browser.GetAsync("/de/posteingang")).Text, StringComparison.Ordinal);
        const string Page = "/de/schreibtisch/listen/ohne-antwort";
        Assert.Contains($"{Page}\">Gefragt, nicht bestätigt</a> <span class=\"number\">1</span>",
            WebUtility.HtmlDecode((await browser.GetAsync("/de/schreibtisch")).Text), StringComparison.Ordinal);
        var (_, page) = await browser.GetAsync(Page);
        Assert.Contains($"/de/schreibtisch/organisationen/{slug}\"", page, StringComparison.Ordinal);
        Assert.Contains("zuletzt bestätigt: 1. Oktober 2025", page, StringComparison.Ordinal);
        Assert.Contains("möchte keine Erinnerungen · ", WebUtility.HtmlDecode(page).Replace("<span>", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains($"mailto:{slug}@example.org", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Page + "?after=quatsch")).Status);
        var (sent, _, _) = await browser.SendAsync(Page, Page + "?handler=Mark", ("chosen", $"{id}"), ("mark", "Confirmed"));
        Assert.Equal(HttpStatusCode.Redirect, sent);
        Assert.Equal(0, await CountAsync(staff));
        Assert.Equal($"VerifiedByCentre {Today} Confirmed", await StateAsync(id));
        // It wants no reminders still.
        Assert.Equal("True", await site.TextAsync($"SELECT ended_at IS NOT NULL FROM reminders WHERE organisation_id = '{id}'"));
    }

    [Fact]
    public async Task A_team_confirms_all_and_says_whether_it_is_asked_on_a_page_and_by_the_API()
    {
        var (id, slug, _) = await AskedAsync("05315");
        var lead = await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Editor });
        using var browser = await FormBrowser.OfAsync(site, lead);
        var here = $"/de/organisationen/{slug}/bestaetigen";
        Assert.Contains("Per Mail fragen", (await browser.GetAsync(here)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Danke!", (await browser.GetAsync(here + "?getan=confirmed")).Text, StringComparison.Ordinal);
        Assert.Contains("Danke! Der Eintrag ist bestätigt.", (await browser.GetAsync((await browser.SendAsync(here, here)).To!)).Text,
            StringComparison.Ordinal);
        Assert.Equal($"ConfirmedByOrganisation {Today} Confirmed", await StateAsync(id));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(here, here + "?handler=Mails")).Status);
        Assert.Equal("false", await TakesAsync(lead, id));
        var wish = new { organisation = ApiActors.OrganisationId(id), wanted = true };
        (await site.DoAsync(lead, "setReminders", wish, "organisation { id }")).WithoutErrors();
        Assert.Equal("true", await TakesAsync(lead, id));
        Assert.Equal("null", await TakesAsync(await site.PersonAsync(), id));
        Assert.Equal("null", await TakesAsync(null, id));

        await site.RunAsync($"UPDATE organisations SET verified_on = '2025-01-01' WHERE id = '{id}'");
        var input = new { organisation = ApiActors.OrganisationId(id) };
        (await site.DoAsync(lead, "confirmOrganisation", input, "organisation { verification { on } }")).WithoutErrors();
        Assert.Equal($"ConfirmedByOrganisation {Today} Confirmed", await StateAsync(id));

        var administrator = await site.AdministratorAsync();
        foreach (var stranger in new[] { administrator, await site.PersonAsync(), await site.StaffAsync("ki-bielefeld") })
            Assert.Equal(["FORBIDDEN"], (await site.DoAsync(stranger, "confirmOrganisation", input, "organisation { id }")).Refusals());
        Assert.Equal(["FORBIDDEN"], (await site.DoAsync(
            administrator, "setReminders", wish, "organisation { id }")).Refusals());
        using var theirs = await FormBrowser.OfAsync(site, administrator);
        Assert.DoesNotContain("Alles stimmt</button>", (await theirs.GetAsync(here)).Text, StringComparison.Ordinal);
        var (status, _, text) = await theirs.SendAsync("/de/konto", here);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("Das dürfen Sie hier nicht", text, StringComparison.Ordinal);
        Assert.DoesNotContain("verstehen wir nicht", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await theirs.SendAsync("/de/konto", here + "?handler=Mails")).Status);
        var (_, asked, _) = await AskedAsync("05315");
        var others = $"/de/organisationen/{asked}";
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(others + "/bestaetigen")).Status);
        foreach (var form in (string[])["", "?handler=Mails"])
            Assert.Equal(others + "/nicht-erlaubt", (await browser.SendAsync(here, $"{others}/bestaetigen{form}")).To);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/de/organisationen/gibt-es-nicht/bestaetigen")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_centre_hears_at_once_of_a_confirmed_entry_whose_team_wants_no_reminders(bool byPage)
    {
        var (id, slug) = await site.OrganisationAsync("05913");
        await site.RunAsync(
            $"UPDATE organisations SET verification = 'ConfirmedByOrganisation', verified_on = '{Today}' WHERE id = '{id}'");
        var lead = await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Lead });
        var staff = await site.StaffAsync("ki-dortmund");
        Assert.Equal(0, await CountAsync(staff));
        var no = new { organisation = ApiActors.OrganisationId(id), wanted = false };
        using var browser = await FormBrowser.OfAsync(site, lead);
        var here = $"/de/organisationen/{slug}/bestaetigen";
        if (byPage) Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(here, here + "?handler=Mails")).Status);
        else (await site.DoAsync(lead, "setReminders", no, "organisation { id }")).WithoutErrors();
        var list = (await site.ApiAsync(staff, Unanswered)).GetProperty("data").GetProperty("desk").GetProperty("unanswered");
        Assert.Equal(
            $$"""{"organisation":{"slug":"{{slug}}"},"since":"{{Today}}","wasConfirmed":true,"reason":"ENDED"}""",
            Assert.Single(list.GetProperty("nodes").EnumerateArray()).GetRawText());
        var waiting = await site.AsAsync<ListWaiting, IReadOnlyList<WaitingItem>>(staff, use => use.RunAsync(Token));
        Assert.Equal(id, Assert.Single(waiting, item => item.Kind == "reminder").Id);

        // The centre confirms it on the same day; who says no once more does not bring it back.
        await site.RunAsync($"UPDATE organisations SET verification = 'VerifiedByCentre' WHERE id = '{id}'");
        Assert.Equal(0, await CountAsync(staff));
        (await site.DoAsync(lead, "setReminders", no, "organisation { id }")).WithoutErrors();
        Assert.Equal(0, await CountAsync(staff));
    }

    [Fact]
    public async Task Confirming_on_the_day_of_the_last_confirmation_takes_it_off_the_list_whoever_does_it()
    {
        var (id, _) = await site.OrganisationAsync("05315");
        var lead = await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Lead });
        var staff = await site.StaffAsync("ki-koeln");
        var before = await CountAsync(staff);
        var all = new { organisation = ApiActors.OrganisationId(id) };
        foreach (var person in (Guid[])[lead, staff])
        {
            (await site.DoAsync(person, "confirmOrganisation", all, "organisation { slug }")).WithoutErrors();
            foreach (var wanted in (bool[])[true, false])
                (await site.DoAsync(lead, "setReminders", new { all.organisation, wanted }, "organisation { id }")).WithoutErrors();
            Assert.Equal(before + 1, await CountAsync(staff));
            (await site.DoAsync(person, "confirmOrganisation", all, "organisation { slug }")).WithoutErrors();
            Assert.Equal(before, await CountAsync(staff));
        }
    }

    [Fact]
    public async Task The_API_takes_keys_too_once_and_the_same_idempotency_key_gets_the_same_answer()
    {
        var (id, slug, key) = await AskedAsync("05315");
        var person = await site.PersonAsync();
        Assert.Equal(["NOT_FOUND input.secret"], (await site.DoAsync(
            person, "confirmByReminder", new { secret = new string('x', 43) }, "organisation { slug }")).Refusals());
        var input = new { secret = key, idempotencyKey = "einmal" };
        for (var time = 0; time < 2; time++)
            Assert.Equal(slug, (await site.DoAsync(person, "confirmByReminder", input, "organisation { slug }")).WithoutErrors()
                .GetProperty("organisation").GetProperty("slug").GetString());
        Assert.Equal($"ConfirmedByOrganisation {Today} Confirmed", await StateAsync(id));
        Assert.Equal(["NOT_FOUND input.secret"], (await site.DoAsync(
            person, "confirmByReminder", new { secret = key }, "organisation { slug }")).Refusals());
        (await site.DoAsync(person, "endReminders", new { secret = key }, "organisation { slug }")).WithoutErrors();
        Assert.Equal("True", await site.TextAsync($"SELECT ended_at IS NOT NULL FROM reminders WHERE organisation_id = '{id}'"));
    }

    [Fact]
    public async Task An_entry_that_lapsed_says_so_on_its_profile_and_stands_behind_those_that_are_confirmed()
    {
        var (id, slug, _) = await AskedAsync("05315");
        await site.RunAsync($"""
            BEGIN; SELECT set_config('msonet.confirms', 'changes', true);
            UPDATE organisations SET verification = 'Unverified', verified_on = NULL WHERE id = '{id}'; COMMIT
            """);
        Assert.Contains("Diese Angaben sind nicht mehr bestätigt. Zuletzt bestätigt: 1. Oktober 2025.",
            await site.Client.GetStringAsync($"/de/organisationen/{slug}", Token), StringComparison.Ordinal);
        Assert.Contains("هذه المعلومات لم تعد مؤكدة", await site.Client.GetStringAsync($"/ar/organisationen/{slug}", Token),
            StringComparison.Ordinal);
    }

    private async Task<(Guid Id, string Slug, string Key)> AskedAsync(string region)
    {
        var ((id, slug), key) = (await site.OrganisationAsync(region), Secret.New());
        await site.RunAsync($"""
            UPDATE organisations SET verification = 'ConfirmedByOrganisation', verified_on = '2025-10-01' WHERE id = '{id}';
            INSERT INTO reminders (organisation_id, step, since, was_confirmed, mails, first_at, first_hash) VALUES
                ('{id}', 'First', '2025-10-01', true, 1, now(), '\x{Convert.ToHexString(Secret.HashOf(key))}')
            """);
        return (id, slug, key);
    }

    private Task<string> StateAsync(Guid id) => site.TextAsync($"""
        SELECT concat_ws(' ', o.verification, o.verified_on, r.step)
        FROM organisations AS o JOIN reminders AS r ON r.organisation_id = o.id WHERE o.id = '{id}'
        """);

    private async Task<int> CountAsync(Guid person) => (await site.ApiAsync(person, Unanswered)).GetProperty("data").GetProperty("desk")
        .GetProperty("unanswered").GetProperty("totalCount").GetInt32();

    private async Task<string> TakesAsync(Guid? person, Guid id) => (await site.ApiAsync(
        person, "query ($id: ID!) { node(id: $id) { ... on Organisation { takesReminders } } }", new { id = ApiActors.OrganisationId(id) }))
        .GetProperty("data").GetProperty("node").GetProperty("takesReminders").GetRawText();
}
