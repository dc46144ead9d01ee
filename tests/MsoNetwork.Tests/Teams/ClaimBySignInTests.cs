using System.Net;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Teams;

/// <summary>Signing in and claiming in one mail, to an address that proves it; whoever misuses it gets no more than by two.</summary>
[Trait("Speed", "Medium")]
public sealed class ClaimBySignInTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task One_mail_to_the_entrys_own_address_signs_in_and_makes_the_lead()
    {
        var (id, slug) = await EntryAsync(30, "einfach@example.org");
        using var browser = new FormBrowser(site);
        await AskAsync(browser, slug);
        var (code, link, mail) = await SignInMails.LastAsync(site, "einfach@example.org");
        Assert.Contains("Eintrag von ", mail.TextBody, StringComparison.Ordinal);
        using var scanner = new FormBrowser(site);
        await scanner.HeadAsync(link);
        await scanner.GetAsync(link);
        Assert.Contains("anderen Gerät", scanner.Text, StringComparison.Ordinal);
        await scanner.GetAsync("/de/anmelden"); // for a token
        using var stolen = await scanner.PostAsync(link);
        Assert.Equal(0, await TeamAsync(id));
        await browser.GetAsync("/de/anmelden/code");
        using var answer = await browser.PostAsync("/de/anmelden/code", ("code", code));
        Assert.Equal($"/de/organisationen/{slug}/bearbeiten", answer.Headers.Location?.OriginalString);
        Assert.Equal("Lead einfach@example.org", await ScalarAsync<string>($"""
            SELECT role || ' ' || email FROM organisation_people AS o JOIN persons AS p ON p.id = o.person_id
            WHERE organisation_id = '{id}'
            """));
        using var edit = await browser.GetAsync($"/de/organisationen/{slug}/bearbeiten");
        Assert.Equal(HttpStatusCode.OK, edit.StatusCode);
    }

    [Fact]
    public async Task The_links_page_says_what_its_button_does_and_looking_does_nothing()
    {
        var (id, slug) = await EntryAsync(31, "knopf@example.org");
        using var browser = new FormBrowser(site);
        await AskAsync(browser, slug);
        var (_, link, _) = await SignInMails.LastAsync(site, "knopf@example.org");
        await browser.GetAsync(link);
        Assert.Contains("Damit übernehmen Sie auch den Eintrag", browser.Text, StringComparison.Ordinal);
        Assert.Equal(0, await TeamAsync(id));
        using var answer = await browser.PostAsync(link);
        Assert.Equal($"/de/organisationen/{slug}/bearbeiten", answer.Headers.Location?.OriginalString);
        using var again = await browser.PostAsync(link);
        Assert.Equal(1, await TeamAsync(id));
    }

    [Fact]
    public async Task Only_an_address_that_proves_it_gets_the_mail()
    {
        var (id, slug) = await EntryAsync(32, null, "https://www.verein-beispielhaft.example/");
        using var browser = new FormBrowser(site);
        foreach (var wrong in (string[])["x@gmail.com", "x@notverein-beispielhaft.example", "kein", ""])
        {
            await browser.GetAsync(Path(slug));
            Assert.Null(browser.Page.QuerySelector("#own"));
            using var refused = await browser.PostAsync($"{Path(slug)}?handler=SignIn", ("email", wrong));
            Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
            Assert.NotNull(browser.Page.QuerySelector("#problems"));
        }

        using var none = await browser.PostAsync($"{Path(slug)}?handler=SignIn"); // the entry has no address of its own
        Assert.Equal(HttpStatusCode.OK, none.StatusCode);
        Assert.Equal(0L, await ScalarAsync<long>($"SELECT count(*) FROM sign_in_requests WHERE claimed_id = '{id}'"));
        await AskAsync(browser, slug, ("email", "Ada@Verein-Beispielhaft.example"));
        var (code, _, _) = await SignInMails.LastAsync(site, "ada@verein-beispielhaft.example");
        using var answer = await browser.PostAsync("/de/anmelden/code", ("code", code));
        Assert.Equal(1, await TeamAsync(id));
    }

    [Fact]
    public async Task A_code_that_was_for_signing_in_alone_takes_nothing_over()
    {
        var (id, slug) = await EntryAsync(33, "nurrein@example.org");
        using var browser = new FormBrowser(site);
        await browser.AskAsync("nurrein@example.org");
        var (code, _, _) = await SignInMails.LastAsync(site, "nurrein@example.org");
        await AskAsync(browser, slug);
        await SignInMails.LastAsync(site, "nurrein@example.org", 2);
        using var answer = await browser.PostAsync("/de/anmelden/code", ("code", code));
        Assert.Equal("/de/konto", answer.Headers.Location?.OriginalString);
        Assert.Equal(0, await TeamAsync(id));
    }

    [Theory]
    [InlineData(35, "UPDATE organisations SET status = 'Dissolved' WHERE id = '{0}'", "gibt es nicht mehr")]
    [InlineData(36, "UPDATE organisations SET email = 'andere@example.org' WHERE id = '{0}'", "Zeigen Sie uns")]
    [InlineData(37, "INSERT INTO organisation_people SELECT id, '{0}', 'Lead', now() FROM persons WHERE email = 'schneller@example.org'",
        "hat schon ein Team")]
    public async Task Whoever_comes_too_late_is_signed_in_and_told_why_the_entry_is_not_theirs(int nth, string meanwhile, string told)
    {
        await SignedIn.PersonAsync(site.Services, "schneller@example.org");
        var address = $"spaet-{nth}@example.org";
        var (id, slug) = await EntryAsync(nth, address);
        using var browser = new FormBrowser(site);
        await AskAsync(browser, slug);
        var (code, _, _) = await SignInMails.LastAsync(site, address);
        await RunAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, meanwhile, id));
        var team = await TeamAsync(id);
        using var answer = await browser.PostAsync("/de/anmelden/code", ("code", code));
        Assert.Equal(Path(slug), answer.Headers.Location?.OriginalString);
        await browser.GetAsync(Path(slug));
        Assert.Contains(told, browser.Text, StringComparison.Ordinal);
        Assert.Equal(team, await TeamAsync(id));
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_dissolved_entry_and_one_with_a_team_send_no_mail()
    {
        var (id, slug) = await EntryAsync(42, "zu@example.org");
        using var browser = new FormBrowser(site);
        await browser.GetAsync(Path(slug));
        await RunAsync($"UPDATE organisations SET status = 'Dissolved' WHERE id = '{id}'");
        using var dissolved = await browser.PostAsync($"{Path(slug)}?handler=SignIn");
        Assert.Contains("gibt es nicht mehr", browser.Text, StringComparison.Ordinal);
        await RunAsync($"UPDATE organisations SET status = 'Active' WHERE id = '{id}'");
        await SignedIn.PersonAsync(site.Services, "zu-lead@example.org", new OrganisationPerson { OrganisationId = id, Role = Role.Lead });
        using var kept = await browser.PostAsync($"{Path(slug)}?handler=SignIn");
        Assert.Contains("hat schon ein Team", browser.Text, StringComparison.Ordinal);
        Assert.Equal(0L, await ScalarAsync<long>($"SELECT count(*) FROM sign_in_requests WHERE claimed_id = '{id}'"));
    }

    [Fact]
    public async Task Whoever_asks_again_and_again_is_told_the_same_and_sends_five_mails()
    {
        var (id, slug) = await EntryAsync(43, "oft@example.org");
        using var browser = new FormBrowser(site);
        for (var times = 0; times < 8; times++) await AskAsync(browser, slug);
        Assert.Equal(5L, await ScalarAsync<long>($"SELECT count(*) FROM sign_in_requests WHERE claimed_id = '{id}'"));
    }

    [Fact]
    public async Task Nobody_claims_in_the_ways_that_need_an_account()
    {
        var (id, slug) = await EntryAsync(44, "konto@example.org");
        foreach (var handler in (string[])["Own", "Domain", "Centre", "Withdraw"])
        {
            using var browser = new FormBrowser(site);
            await browser.GetAsync(Path(slug));
            using var asked = await browser.PostAsync($"{Path(slug)}?handler={handler}", ("message", "Ich bin es"));
            Assert.NotNull(browser.Page.QuerySelector("a[href*='/de/anmelden']"));
        }

        Assert.Equal(0L, await ScalarAsync<long>(
            $"SELECT (SELECT count(*) FROM entry_claims WHERE organisation_id = '{id}') + (SELECT count(*) FROM cases)"));
    }

    private static string Path(string slug) => $"/de/organisationen/{slug}/uebernehmen";

    private static async Task AskAsync(FormBrowser browser, string slug, params IEnumerable<(string, string)> fields)
    {
        await browser.GetAsync(Path(slug));
        using var asked = await browser.PostAsync($"{Path(slug)}?handler=SignIn", fields);
        Assert.Equal("/de/anmelden/code", asked.Headers.Location?.OriginalString);
        await browser.GetAsync("/de/anmelden/code");
    }

    private async Task<(Guid Id, string Slug)> EntryAsync(int nth, string? email, string? website = null)
    {
        var id = await ScalarAsync<Guid>($"SELECT id FROM organisations ORDER BY id DESC OFFSET {nth} LIMIT 1");
        await using var set = site.Database.CreateCommand(
            "UPDATE organisations SET email = $2, website = $3, status = 'Active' WHERE id = $1");
        set.Parameters.Add(new() { Value = id });
        set.Parameters.Add(new() { Value = email ?? (object)DBNull.Value });
        set.Parameters.Add(new() { Value = website ?? (object)DBNull.Value });
        await set.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return (id, await ScalarAsync<string>($"SELECT slug FROM organisations WHERE id = '{id}'"));
    }

    private async Task<int> TeamAsync(Guid id) =>
        (int)await ScalarAsync<long>($"SELECT count(*) FROM organisation_people WHERE organisation_id = '{id}'");

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private async Task RunAsync(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
