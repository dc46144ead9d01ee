using System.Net;
using System.Text.Json;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Entries;

/// <summary>A new organisation is entered in five steps, and waits for its centre, where nobody sees it.</summary>
public sealed class RegisterPagesTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Start = "/de/eintragen";

    [Fact]
    public async Task A_new_organisation_is_typed_without_an_account_and_waits_for_its_centre_alone()
    {
        using var browser = new Browser(site);
        var organisations = await CountAsync("organisations");
        Assert.Equal(
            "/de/eintragen/2", (await browser.SubmitAsync(
                Start, null, ("name", "Chor Hegrano e. V."), ("town", "Köln"), ("postcode", ""))).Location);
        Assert.Equal("/de/eintragen/3", (await browser.GetAsync("/de/eintragen/2")).Location);
        Assert.Equal("/de/eintragen/4", (await browser.SubmitAsync(
            "/de/eintragen/3", null, ("topics", "culture"), ("description.de", "Wir singen."), ("description.tr", "Şarkı söylüyoruz."),
            ("legalForm", ""), ("status", "dissolved"), ("slug", "stolen"))).Location);
        var wrong = await browser.SubmitAsync("/de/eintragen/4", null, ("email", "nicht"), ("phone", "0221 123456"), ("website", "nicht"));
        Assert.Contains("href=\"#email\"", wrong.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"#website\"", wrong.Html, StringComparison.Ordinal);
        Assert.Equal(
            "/de/eintragen/5", (await browser.SubmitAsync(
                "/de/eintragen/4", null, ("email", "chor@example.org"), ("phone", ""), ("website", ""))).Location);
        var sent = await browser.SubmitAsync("/de/eintragen/5");
        Assert.Equal("/de/anmelden?returnUrl=%2Fde%2Feintragen%2F5", sent.Location);

        await browser.SignInAsync(await SignedIn.PersonAsync(site.Services, "new@example.org"));
        var (_, check, _) = await browser.GetAsync("/de/eintragen/5");
        Assert.Contains("Şarkı söylüyoruz.", check, StringComparison.Ordinal);
        Assert.Equal("/de/eintragen/danke", (await browser.SubmitAsync("/de/eintragen/5", null, ("message", "Bitte."))).Location);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/de/eintragen/danke")).Status);
        Assert.Equal(organisations, await CountAsync("organisations"));
        Assert.Equal(0L, await CountAsync("organisations WHERE name LIKE '%Hegrano%'"));
        Assert.Equal(1L, await CountAsync("cases WHERE kind = 'NewEntry' AND message = 'Bitte.' AND organisation_id IS NULL"));
        await using var command = site.Database.CreateCommand("SELECT draft::text FROM cases WHERE message = 'Bitte.'");
        using var draft = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
        Assert.Equal(
            ["description", "email", "name", "topics", "town"],
            draft.RootElement.EnumerateObject(
                ).Select(one => one.Name).Where(name => name != "protectLocation").Order(StringComparer.Ordinal));
        Assert.Equal("/de/eintragen", (await browser.GetAsync("/de/eintragen/5")).Location); // it is no draft any more
        Assert.Equal(0L, await CountAsync("registrations AS r WHERE r.values::text LIKE '%Hegrano%'"));
    }

    [Fact]
    public async Task A_likely_duplicate_is_shown_with_its_reason_before_anything_is_made()
    {
        await using var command = site.Database.CreateCommand(
            "SELECT slug, name, town FROM organisations WHERE status = 'Active' ORDER BY id LIMIT 1");
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await rows.ReadAsync(TestContext.Current.CancellationToken));
        var (slug, name, town) = (rows.GetString(0), rows.GetString(1), rows.GetString(2));
        using var browser = new Browser(site);
        Assert.Equal(
            "/de/eintragen/2", (await browser.SubmitAsync(Start, null, ("name", name), ("town", town), ("postcode", ""))).Location);
        var (_, html, _) = await browser.GetAsync("/de/eintragen/2");
        Assert.Contains($"/de/organisationen/{slug}/uebernehmen", html, StringComparison.Ordinal);
        Assert.Contains("gleicher Name", html, StringComparison.Ordinal);
        Assert.Equal("/de/eintragen/3", (await browser.SubmitAsync("/de/eintragen/2")).Location);
        Assert.Equal("/de/eintragen/3", (await browser.GetAsync("/de/eintragen/2")).Location);
    }

    [Fact]
    public async Task Wrong_names_and_towns_are_told_and_nobody_sees_the_draft_of_another_browser()
    {
        using var browser = new Browser(site);
        var (status, html, _) = await browser.SubmitAsync(Start, null, ("name", ""), ("town", "Nirgendwo"), ("postcode", "1"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("href=\"#name\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"Nirgendwo\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"Nirgendwo\"", (await browser.GetAsync("/tr/eintragen")).Html, StringComparison.Ordinal);
        using var another = new Browser(site);
        Assert.DoesNotContain("Nirgendwo", (await another.GetAsync(Start)).Html, StringComparison.Ordinal);
        Assert.Equal(Start, (await another.GetAsync("/de/eintragen/3")).Location);
        Assert.Equal(HttpStatusCode.BadRequest, (await another.PostAsync(Start, null, [("name", "Forged")])).Status);
    }

    private async Task<long> CountAsync(string from)
    {
        await using var command = site.Database.CreateCommand($"SELECT count(*) FROM {from}");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
