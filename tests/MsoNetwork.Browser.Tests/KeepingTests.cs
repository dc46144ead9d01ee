using System.Diagnostics;
using Microsoft.Playwright;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Browser.Tests;

/// <summary>Somebody who keeps an entry: it is registered, claimed and corrected, on a phone and without scripts too.</summary>
[Collection<Site>]
public sealed class KeepingTests(BrowserSite site)
{
    public static TheoryData<string, int, bool> Views => new()
    {
        { "de", 360, true },
        { "de", 1280, false },
        { "tr", 360, false },
        { "tr", 1280, true },
        { "ar", 360, true },
        { "ar", 1280, true },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_new_organisation_is_registered_in_five_steps(string language, int width, bool scripts)
    {
        await using var visit = await site.VisitAsync(width, scripts: scripts);
        var page = visit.Page;
        var name = $"register {language} {width}";
        await page.GotoAsync($"/{language}/eintragen");
        await LookAsync(visit, scripts, name + " 1");
        await page.FillAsync("#name", $"Erfundener Chor {language}{width} e. V.");
        await page.FillAsync("#town", "Köln");
        await NextAsync(visit, "form.entry button[type=submit]", $"/{language}/eintragen/3");
        await LookAsync(visit, scripts, name + " 3");
        await page.Locator("#topics input").First.CheckAsync();
        await page.FillAsync($"#description-{language}", "Wir singen.");
        await NextAsync(visit, "form.entry button[type=submit]", $"/{language}/eintragen/4");
        await page.FillAsync("#email", "kein");
        await page.Locator("form.entry button[type=submit]").First.ClickAsync();
        await Assertions.Expect(page.Locator("#problems a")).ToHaveCountAsync(1);
        await LookAsync(visit, scripts, name + " 4");
        await page.FillAsync("#email", "chor@example.org");
        await NextAsync(visit, "form.entry button[type=submit]", $"/{language}/eintragen/5");
        await SignInAsync(visit, $"register-{language}-{width}@example.org");
        await page.ReloadAsync();
        await LookAsync(visit, scripts, name + " 5");
        await NextAsync(visit, "form.entry button[type=submit]", $"/{language}/eintragen/danke");
        await LookAsync(visit, scripts, name + " thanks");
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task An_entry_is_claimed_by_its_own_address_and_three_fields_are_corrected(string language, int width, bool scripts)
    {
        var watch = Stopwatch.StartNew();
        var (id, slug) = await EntryAsync($"{language}{width}");
        await using var visit = await site.VisitAsync(width, scripts: scripts);
        var page = visit.Page;
        var name = $"claim {language} {width}";
        await SignInAsync(visit, $"claim-{language}-{width}@example.org");
        await page.GotoAsync($"/{language}/organisationen/{slug}");
        await NextAsync(visit, "[aria-labelledby=keep] a", $"/{language}/organisationen/{slug}/uebernehmen");
        await LookAsync(visit, scripts, name + " ways");
        await NextAsync(visit, "[aria-labelledby=own] button", $"/{language}/organisationen/{slug}/uebernehmen?getan=mail");
        await page.GotoAsync(await LinkAsync($"verein-{language}{width}@example.org"));
        await LookAsync(visit, scripts, name + " link");
        await NextAsync(visit, "article form button", $"/{language}/organisationen/{slug}/bearbeiten");
        await LookAsync(visit, scripts, name + " sections");
        await NextAsync(visit, "#kontakt h2 a", $"/{language}/organisationen/{slug}/bearbeiten/kontakt");
        await page.FillAsync("#email", "neu@example.org");
        await page.FillAsync("#phone", "0221 123456");
        await page.FillAsync("#website", "https://example.org/neu");
        await LookAsync(visit, scripts, name + " contact");
        await NextAsync(visit, "form.entry > .row button", $"/{language}/organisationen/{slug}/bearbeiten?gespeichert=kontakt#kontakt");
        const string Contact = "SELECT concat_ws(' ', email, phone, website) FROM organisations WHERE id = $1";
        await using var written = site.Database.CreateCommand(Contact);
        written.Parameters.AddWithValue(id);
        Assert.Equal(
            "neu@example.org +49 221 123456 https://example.org/neu",
            await written.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        foreach (var section in (string[])["wer", "was", "wo", "sprachen", "zeiten", "barrierefreiheit", "logo"])
        {
            await page.GotoAsync($"/{language}/organisationen/{slug}/bearbeiten/{section}");
            await LookAsync(visit, scripts, $"{name} {section}");
        }

        await page.GotoAsync($"/{language}/organisationen/{slug}/team");
        await LookAsync(visit, scripts, name + " team");
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Elapsed}");
    }

    [Fact]
    public async Task What_is_typed_is_kept_by_itself_and_is_there_in_another_language_and_another_browser()
    {
        var (id, slug) = await EntryAsync("draft");
        var person = await SignedIn.PersonAsync(
            site.Services, "draft-browser@example.org", new OrganisationPerson { OrganisationId = id, Role = Role.Editor });
        await using var visit = await site.VisitAsync(360);
        await SignInAsync(visit, person);
        await visit.Page.GotoAsync($"/de/organisationen/{slug}/bearbeiten/zeiten");
        await visit.Page.Locator("#openingHours-de").PressSequentiallyAsync("Montag 10 bis 12");
        await Assertions.Expect(visit.Page.Locator("[data-draft-status]")).ToHaveTextAsync(
            "Ihr Entwurf ist gesichert.", new() { Timeout = 20_000 });
        await visit.Page.GotoAsync($"/tr/organisationen/{slug}/bearbeiten/zeiten");
        await Assertions.Expect(visit.Page.Locator("#openingHours-de")).ToHaveValueAsync("Montag 10 bis 12");
        await using var another = await site.VisitAsync(1280, scripts: false);
        await SignInAsync(another, person);
        await another.Page.GotoAsync($"/de/organisationen/{slug}/bearbeiten/zeiten");
        await Assertions.Expect(another.Page.Locator("#openingHours-de")).ToHaveValueAsync("Montag 10 bis 12");
        await Assertions.Expect(another.Page.Locator(".preview")).ToContainTextAsync("Montag 10 bis 12");
        await LookAsync(another, false, "draft de 1280");
    }

    private static async Task LookAsync(Visit visit, bool scripts, string name)
    {
        if (scripts) await AccessibilityTests.CheckAsync(visit, name);
        else await visit.Page.ScreenshotAsync(new() { Path = AccessibilityTests.Screenshot(name + " plain"), FullPage = true });
    }

    private static async Task NextAsync(Visit visit, string button, string address)
    {
        await visit.Page.Locator(button).First.ClickAsync();
        await visit.ArrivesAsync("http://*" + address);
    }

    private async Task SignInAsync(Visit visit, string email) => await SignInAsync(visit, await SignedIn.PersonAsync(site.Services, email));

    private async Task SignInAsync(Visit visit, Guid person)
    {
        var cookie = (await SignedIn.CookieAsync(site.Services, person)).Split('=', 2);
        await visit.Page.Context.AddCookiesAsync([new() { Name = cookie[0], Value = cookie[1], Url = site.Address }]);
    }

    private async Task<(Guid Id, string Slug)> EntryAsync(string mark)
    {
        await using var insert = site.Database.CreateCommand("""
            INSERT INTO organisations (id, slug, name, sort_name, town, municipality_key, location, precision, location_protected, email,
                status, verification, created_at, updated_at, alternate_names, descriptions, topics, target_groups, offers, languages,
                origins, keywords, active_in)
            SELECT gen_random_uuid(), 'erfundener-verein-' || $1, 'Erfundener Verein ' || $1, 'erfundener verein ' || $1, town,
                municipality_key, location, precision, false, 'verein-' || $1 || '@example.org', 'Active', 'Unverified', now(), now(), '{}', '{}', '{}', '{}',
                '{}', '{}', '{}', '{}', '{}'
            FROM organisations WHERE slug = 'allerweltshaus-koeln-e-v' RETURNING id, slug
            """);
        insert.Parameters.AddWithValue(mark);
        await using var rows = await insert.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await rows.ReadAsync(TestContext.Current.CancellationToken));
        return (rows.GetGuid(0), rows.GetString(1));
    }

    private Task<string> LinkAsync(string email) => MailedLink.FindAsync(site.Database, site.Mails, email, "uebernahme");
}
