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
        var (name, journey, address) = ($"register {language} {width}", new Journey(visit), $"register-{language}-{width}@example.org");
        await page.GotoAsync($"/{language}/eintragen");
        await LookAsync(visit, scripts, name + " 1");
        await journey.TypeAsync("#name", $"Erfundener Chor {language}{width} e. V.");
        await journey.TypeAsync("#town", "Köln");
        await NextAsync(visit, "form.entry button[type=submit]", $"/{language}/eintragen/3");
        await LookAsync(visit, scripts, name + " 3");
        await page.Locator("#topics input").First.CheckAsync();
        await journey.TypeAsync($"#description-{language}", "Wir singen.");
        await NextAsync(visit, "form.entry button[type=submit]", $"/{language}/eintragen/4");
        await journey.TypeAsync("#email", "kein");
        await page.Locator("form.entry button[type=submit]").First.ClickAsync();
        await Assertions.Expect(page.Locator("#problems a")).ToHaveCountAsync(1);
        await LookAsync(visit, scripts, name + " 4");
        await journey.TypeAsync("#email", "chor@example.org");
        await NextAsync(visit, "form.entry button[type=submit]", $"/{language}/eintragen/5");
        await NextAsync(visit, "form.entry button[type=submit]", $"/{language}/anmelden?returnUrl=%2F{language}%2Feintragen%2F5");
        await journey.TypeAsync("#email", address);
        await NextAsync(visit, "main form button", $"/{language}/anmelden/code");
        var (code, _) = await journey.MailAsync(SignInPagesTests.MailAsync(site, address));
        await journey.TypeAsync("#code", code);
        await NextAsync(visit, "main form button", $"/{language}/eintragen/5");
        await LookAsync(visit, scripts, name + " 5");
        await NextAsync(visit, "form.entry button[type=submit]", $"/{language}/eintragen/danke");
        await LookAsync(visit, scripts, name + " thanks");
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {journey}");
        Assert.Equal((9, 1), (journey.Pages, journey.Mails)); // one of them because of the wrong address
        Assert.InRange(journey.Estimate, TimeSpan.Zero, TimeSpan.FromMinutes(3));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task From_the_start_page_an_entry_is_found_claimed_and_three_fields_are_corrected(string language, int width, bool scripts)
    {
        var mark = $"{language}{width}";
        var (id, slug) = await EntryAsync(mark);
        await IndexedAsync(slug, mark);
        await using var visit = await site.VisitAsync(width, scripts: scripts);
        var (page, name) = (visit.Page, $"claim {language} {width}");
        var journey = new Journey(visit);
        await page.GotoAsync($"/{language}/");
        await journey.TypeAsync("#q", "Erfundener Verein " + mark);
        await page.Locator("#q").PressAsync("Enter");
        await visit.ArrivesAsync("**/organisationen?*");
        await NextAsync(visit, $".hit a[href*='{slug}']", $"/{language}/organisationen/{slug}");
        await NextAsync(visit, "[aria-labelledby=keep] a", $"/{language}/organisationen/{slug}/uebernehmen");
        await LookAsync(visit, scripts, name + " nobody");
        await NextAsync(visit, "[aria-labelledby=own] button", $"/{language}/anmelden/code");
        var (code, _) = await journey.MailAsync(SignInPagesTests.MailAsync(site, $"verein-{mark}@example.org"));
        await journey.TypeAsync("#code", code.Replace(" ", "", StringComparison.Ordinal));
        await NextAsync(visit, "main form button", $"/{language}/organisationen/{slug}/bearbeiten");
        await LookAsync(visit, scripts, name + " sections");
        await NextAsync(visit, "#kontakt h2 a", $"/{language}/organisationen/{slug}/bearbeiten/kontakt");
        await journey.TypeAsync("#email", "neu@example.org");
        await journey.TypeAsync("#phone", "0221 123456");
        await journey.TypeAsync("#website", "https://example.org/neu");
        await LookAsync(visit, scripts, name + " contact");
        await NextAsync(visit, "form.entry > .row button", $"/{language}/organisationen/{slug}/bearbeiten?gespeichert=kontakt#kontakt");
        Assert.Equal("neu@example.org +49 221 123456 https://example.org/neu", await ContactAsync(id));
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {journey}");
        Assert.Equal((8, 1), (journey.Pages, journey.Mails));
        Assert.InRange(journey.Estimate, TimeSpan.Zero, TimeSpan.FromMinutes(2));
        foreach (var section in (string[])["wer", "was", "wo", "sprachen", "zeiten", "barrierefreiheit", "raeume", "logo", "personen"])
        {
            await page.GotoAsync($"/{language}/organisationen/{slug}/bearbeiten/{section}");
            await LookAsync(visit, scripts, $"{name} {section}");
        }

        await page.GotoAsync($"/{language}/organisationen/{slug}/team");
        await LookAsync(visit, scripts, name + " team");
    }

    [Fact]
    public async Task With_somebody_else_at_the_same_fields_it_still_takes_less_than_two_minutes()
    {
        var (id, slug) = await EntryAsync("zugleich");
        await using var visit = await site.VisitAsync(360);
        var (page, journey) = (visit.Page, new Journey(visit));
        await page.GotoAsync($"/de/organisationen/{slug}");
        await NextAsync(visit, "[aria-labelledby=keep] a", $"/de/organisationen/{slug}/uebernehmen");
        await NextAsync(visit, "[aria-labelledby=own] button", "/de/anmelden/code");
        var (code, _) = await journey.MailAsync(SignInPagesTests.MailAsync(site, "verein-zugleich@example.org"));
        await journey.TypeAsync("#code", code.Replace(" ", "", StringComparison.Ordinal));
        await NextAsync(visit, "main form button", $"/de/organisationen/{slug}/bearbeiten");
        await NextAsync(visit, "#kontakt h2 a", $"/de/organisationen/{slug}/bearbeiten/kontakt");
        await using (var meanwhile = site.Database.CreateCommand("UPDATE organisations SET phone = '+49 221 999999' WHERE id = $1"))
        {
            meanwhile.Parameters.Add(new() { Value = id });
            await meanwhile.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await journey.TypeAsync("#email", "neu@example.org");
        await journey.TypeAsync("#phone", "0221 123456");
        await journey.TypeAsync("#website", "https://example.org/neu");
        await page.Locator("form.entry > .row button").First.ClickAsync();
        await LookAsync(visit, true, "claim conflict");
        await page.Locator("#problems input[type=radio]").First.CheckAsync();
        await NextAsync(visit, "#problems button", $"/de/organisationen/{slug}/bearbeiten?gespeichert=kontakt#kontakt");
        Assert.Equal("neu@example.org +49 221 123456 https://example.org/neu", await ContactAsync(id));
        TestContext.Current.TestOutputHelper?.WriteLine($"conflict: {journey}");
        Assert.Equal((7, 1), (journey.Pages, journey.Mails)); // and the two before the profile
        Assert.InRange(journey.Estimate, TimeSpan.Zero, TimeSpan.FromMinutes(1.6));
    }

    [Theory]
    [InlineData("de", 1280, true)]
    [InlineData("tr", 360, false)]
    [InlineData("ar", 360, true)]
    public async Task Who_has_an_account_of_their_own_claims_by_a_link_to_the_organisation(string language, int width, bool scripts)
    {
        var (_, slug) = await EntryAsync($"konto-{language}{width}");
        await using var visit = await site.VisitAsync(width, scripts: scripts);
        var (page, name) = (visit.Page, $"claim account {language} {width}");
        await SignInAsync(visit, $"claim-{language}-{width}@example.org");
        await page.GotoAsync($"/{language}/organisationen/{slug}");
        await NextAsync(visit, "[aria-labelledby=keep] a", $"/{language}/organisationen/{slug}/uebernehmen");
        await LookAsync(visit, scripts, name + " ways");
        await NextAsync(visit, "[aria-labelledby=own] button", $"/{language}/organisationen/{slug}/uebernehmen?getan=mail");
        await page.GotoAsync(await LinkAsync($"verein-konto-{language}{width}@example.org"));
        await LookAsync(visit, scripts, name + " link");
        await NextAsync(visit, "article form button", $"/{language}/organisationen/{slug}/bearbeiten");
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

    // The search follows what was written; the journey begins when it has.
    private async Task IndexedAsync(string slug, string mark)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            var found = await site.Client.GetStringAsync(
                $"/de/organisationen?q=Erfundener+Verein+{mark}", TestContext.Current.CancellationToken);
            if (found.Contains($"/{slug}", StringComparison.Ordinal)) return;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"The search never finds {slug}.");
    }

    private async Task<string?> ContactAsync(Guid id)
    {
        await using var written = site.Database.CreateCommand(
            "SELECT concat_ws(' ', email, phone, website) FROM organisations WHERE id = $1");
        written.Parameters.Add(new() { Value = id });
        return await written.ExecuteScalarAsync(TestContext.Current.CancellationToken) as string;
    }

    private Task<string> LinkAsync(string email) => MailedLink.FindAsync(site.Database, site.Mails, email, "uebernahme");
}
