using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using MsoNetwork.Accounts;
using MsoNetwork.Import;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Browser.Tests;

/// <summary>
/// What keeps the directory honest: two entries become one and two again, an entry gets back what it said, two days are compared, an
/// organisation is erased, and somebody sees and erases all that is stored about them. Small and large, left to right and right to left.
/// </summary>
[Collection<Site>]
public sealed partial class TrustTests(BrowserSite site)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<string, int, bool>> Views =>
        [new("de", 1280, true), new("de", 360, false), new("ar", 1280, false), new("ar", 360, true)];

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Two_entries_become_one_and_two_again(string language, int width, bool scripts)
    {
        var (stays, goes) = ($"Pflaumenkreis {language} {width}", $"Zwetschgenkreis {language} {width}");
        var slugs = await EnterAsync(stays, goes);
        await using var visit = await SignedInAsync(width, scripts, new CentrePerson { CentreKey = "ki-koeln" });
        var page = visit.Page;
        var merge = $"/{language}/schreibtisch/zusammenlegen?bleibt={slugs[0]}&geht=";
        foreach (var wrong in (string[])["", slugs[0], "gibt-es-nicht"]) // nobody, itself, somebody unknown
            Assert.Equal(404, (await page.GotoAsync(merge + wrong))!.Status);
        visit.Complaints.Clear(); // the browser's, about these
        await page.GotoAsync(merge + slugs[1]);
        await LookAsync(visit, $"merge {language} {width}", scripts);
        Assert.Equal(2, await page.Locator("input[name='field-phone']").CountAsync());
        await page.Locator("input[name='field-phone'][value=loser]").CheckAsync();

        // Somebody writes meanwhile: nothing is merged that nobody has seen.
        await RunAsync($"UPDATE organisations SET founded_year = 1999 WHERE slug = '{slugs[1]}'");
        await page.Locator("form.stack button[type=submit]").ClickAsync();
        await Expect(page.Locator(".banner.wrong[role=alert]")).ToBeVisibleAsync();
        await LookAsync(visit, $"merge meanwhile {language} {width}", scripts);
        await Expect(page.Locator("input[name='field-phone'][value=loser]")).ToBeCheckedAsync(); // what was chosen stays
        await page.Locator("form.stack button[type=submit]").ClickAsync();
        await visit.ArrivesAsync($"**/schreibtisch/organisationen/{slugs[0]}**");
        await Expect(page.Locator("[role=status]").First).ToBeVisibleAsync();
        await LookAsync(visit, $"merged {language} {width}", scripts);
        Assert.Equal("+49 221 5550002", await TextAsync($"SELECT phone FROM organisations WHERE slug = '{slugs[0]}'"));

        // Its old address leads to the one that is there.
        await page.GotoAsync($"/{language}/organisationen/{slugs[1]}");
        await visit.ArrivesAsync($"**/{language}/organisationen/{slugs[0]}");
        await page.GotoAsync($"/{language}/schreibtisch/organisationen/{slugs[0]}");
        await page.Locator("form[action*='zusammenlegen'] button").ClickAsync();
        await visit.ArrivesAsync($"**/schreibtisch/organisationen/{slugs[1]}**");
        await LookAsync(visit, $"unmerged {language} {width}", scripts);
        Assert.Equal("+49 221 5550001", await TextAsync($"SELECT phone FROM organisations WHERE slug = '{slugs[0]}'"));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task An_entry_gets_back_what_it_said_and_two_days_are_compared(string language, int width, bool scripts)
    {
        var slug = (await EnterAsync($"Mirabellenkreis {language} {width}"))[0];
        await RunAsync($"UPDATE organisations SET website = 'https://eins.example/', founded_year = 1990 WHERE slug = '{slug}'");
        await RunAsync($"""
            UPDATE change_sets SET changed_at = changed_at - interval '3 days' WHERE number IN (
                SELECT change_set FROM changes WHERE key = (SELECT id::text FROM organisations WHERE slug = '{slug}'))
            """);
        await RunAsync($"UPDATE organisations SET website = 'https://zwei.example/' WHERE slug = '{slug}'");
        await using var visit = await SignedInAsync(width, scripts, new CentrePerson { CentreKey = "ki-koeln" });
        var page = visit.Page;
        await page.GotoAsync($"/{language}/organisationen/{slug}/bearbeiten/verlauf");
        await LookAsync(visit, $"history {language} {width}", scripts);
        await page.Locator("article details summary").First.ClickAsync();
        var today = TimeProvider.System.GetUtcNow();
        await page.Locator("#von").FillAsync(today.AddDays(-2).ToString("yyyy-MM-dd", null));
        await page.Locator("#bis").FillAsync(today.AddDays(1).ToString("yyyy-MM-dd", null));
        await page.Locator("form[method=get] button").ClickAsync();
        await Expect(page.Locator("section.card")).ToContainTextAsync("https://eins.example/");
        await Expect(page.Locator("section.card")).ToContainTextAsync("https://zwei.example/");
        await LookAsync(visit, $"two days {language} {width}", scripts);
        foreach (var days in (string[])["von=gestern&bis=31.02.2026", "von=2026-01-01", "von=1900-01-01&bis=1900-01-02"])
        {
            await page.GotoAsync($"/{language}/organisationen/{slug}/bearbeiten/verlauf?{days}");
            await LookAsync(visit, $"no days {language} {width}", scripts);
            await Expect(page.Locator("#von-wrong, #bis-wrong")).ToHaveCountAsync(
                days.Contains("gestern", StringComparison.Ordinal) ? 2 : days.Contains("bis", StringComparison.Ordinal) ? 0 : 1);
        }

        await page.Locator("button[aria-describedby='f1']").ClickAsync();
        await Expect(page.Locator(".banner[role=status]")).ToBeVisibleAsync();
        await LookAsync(visit, $"restored {language} {width}", scripts);
        Assert.Equal("https://eins.example/", await TextAsync($"SELECT website FROM organisations WHERE slug = '{slug}'"));

        // Somebody wrote meanwhile: it is told, and nothing is written.
        await RunAsync($"UPDATE organisations SET founded_year = 1991 WHERE slug = '{slug}'");
        await page.Locator("ul.history form button").Last.ClickAsync();
        await Expect(page.Locator(".banner[role=status]")).ToBeVisibleAsync();
        Assert.Equal("1991", await TextAsync($"SELECT founded_year::text FROM organisations WHERE slug = '{slug}'"));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task An_organisation_is_erased_when_its_name_is_typed(string language, int width, bool scripts)
    {
        var name = $"Renekloden {language} {width}";
        var slug = (await EnterAsync(name))[0];
        await using var visit = await SignedInAsync(width, scripts, new CentrePerson { CentreKey = "ki-koeln" });
        var page = visit.Page;
        await page.GotoAsync($"/{language}/schreibtisch/organisationen/{slug}/loeschen");
        await LookAsync(visit, $"erase {language} {width}", scripts);
        await page.Locator("input[name=reason]").First.CheckAsync();
        await page.Locator("#name").FillAsync("Ein anderer Name");
        await page.Locator("form.stack button[type=submit]").ClickAsync();
        await Expect(page.Locator("#problems")).ToBeVisibleAsync();
        await Expect(page.Locator("#name")).ToHaveAttributeAsync("aria-invalid", "true");
        await LookAsync(visit, $"erase wrong {language} {width}", scripts);
        Assert.Equal("1", await TextAsync($"SELECT count(*)::text FROM organisations WHERE slug = '{slug}'"));
        await Expect(page.Locator("input[name=reason]").First).ToBeCheckedAsync();
        await Expect(page.Locator("#name")).ToHaveValueAsync("Ein anderer Name");
        await page.Locator("#name").FillAsync(name);
        await page.Locator("form.stack button[type=submit]").ClickAsync();
        await Expect(page.Locator("[role=status]").First).ToBeVisibleAsync();
        await LookAsync(visit, $"erased {language} {width}", scripts);
        Assert.Equal("0", await TextAsync($"SELECT count(*)::text FROM organisations WHERE slug = '{slug}'"));
        Assert.Equal(404, (await page.GotoAsync($"/{language}/organisationen/{slug}"))!.Status);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Somebody_sees_all_that_is_stored_about_them_and_erases_it(string language, int width, bool scripts)
    {
        var slug = (await EnterAsync($"Schlehenkreis {language} {width}"))[0];
        var organisation = Guid.Parse(await TextAsync($"SELECT id::text FROM organisations WHERE slug = '{slug}'"));
        var email = $"schlehe-{language}-{width}@example.org";
        await using var visit = await SignedInAsync(
            width, scripts, new OrganisationPerson { OrganisationId = organisation, Role = Role.Editor }, email);
        var page = visit.Page;
        await page.GotoAsync($"/{language}/konto/daten");
        await Expect(page.Locator("#persons")).ToBeVisibleAsync();
        await Expect(page.Locator("#organisation_people")).ToBeVisibleAsync();
        await LookAsync(visit, $"stored {language} {width}", scripts);
        var file = await page.APIRequest.GetAsync($"{site.Address}/{language}/konto/daten?handler=File");
        Assert.Equal("application/json", file.Headers["content-type"]);
        Assert.Contains(email, await file.TextAsync(), StringComparison.Ordinal);
        await page.GotoAsync($"/{language}/konto/loeschen");
        await LookAsync(visit, $"erase account {language} {width}", scripts);
        await page.Locator("input[name=sure]").CheckAsync();
        await page.Locator("form.one button[type=submit]").ClickAsync();
        await visit.UntilAsync("document.readyState === 'complete' && !location.pathname.endsWith('/loeschen')");
        await LookAsync(visit, $"erased account {language} {width}", scripts);
        Assert.Equal("0", await TextAsync($"SELECT count(*)::text FROM persons WHERE email = '{email}'"));
    }

    private static async Task LookAsync(Visit visit, string name, bool scripts)
    {
        await visit.Page.ScreenshotAsync(new() { Path = AccessibilityTests.Screenshot(name), FullPage = true });
        Assert.Empty(visit.Elsewhere);
        Assert.Empty(visit.Complaints);
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} is too wide");
        if (!scripts) return; // axe is one
        var found = await visit.Page.RunAxe();
        Assert.True(found.Violations.Length == 0, $"{name}: " + string.Join("; ", found.Violations.Select(one =>
            $"{one.Id}: {string.Join(", ", one.Nodes.Take(3).Select(node => node.Html))}")));
    }

    /// <summary>Entries of Köln with a telephone each; their slugs.</summary>
    private async Task<string[]> EnterAsync(params string[] names)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("msonet-trust-").FullName, "liste.csv");
        var rows = names.Select((name, at) => $"{name},Köln,0221 555000{at + 1}");
        await File.WriteAllTextAsync(file, "name,town,phone\n" + string.Join('\n', rows) + "\n", Token);
        await new Importer(site.Database, TimeProvider.System).RunAsync(new(file) { Source = "Liste (erfunden)" }, null, Token);
        return await Task.WhenAll(names.Select(name => TextAsync($"SELECT slug FROM organisations WHERE name = '{name}'")));
    }

    private async Task<Visit> SignedInAsync(int width, bool scripts, object role, string? email = null)
    {
        var visit = await site.VisitAsync(width, scripts: scripts);
        var person = await SignedIn.PersonAsync(site.Services, email ?? $"trust-{Guid.NewGuid():N}@example.org", role);
        var cookie = (await SignedIn.CookieAsync(site.Services, person)).Split('=', 2);
        await visit.Page.Context.AddCookiesAsync([new Cookie { Name = cookie[0], Value = cookie[1], Url = site.Address }]);
        return visit;
    }

    private async Task RunAsync(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    private async Task<string> TextAsync(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        return Assert.IsType<string>(await command.ExecuteScalarAsync(Token));
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
