using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Browser.Tests;

/// <summary>
/// An administrator decides where no centre is on board: a claim, a correction, a lead who is gone; corrects an entry as the editors; and
/// looks at what waits with centres.
/// </summary>
[Collection<Site>]
public sealed class AdministratorTests(BrowserSite site)
{
    // Nobody of its centre has an account here.
    private const string City = "05911";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("de", 360, true)]
    [InlineData("de", 1280, false)]
    [InlineData("tr", 360, false)]
    [InlineData("tr", 1280, true)]
    [InlineData("ar", 360, true)]
    [InlineData("ar", 1280, false)]
    public async Task What_no_centre_decides_is_decided_and_an_entry_corrected(string language, int width, bool scripts)
    {
        var (mark, look) = (language + width, $"administrator {language} {width}");
        var (id, slug, name) = await EntryAsync(mark);
        var author = await SignedIn.PersonAsync(site.Services, $"claims-{mark}@example.org");
        await SubmitAsync(new(CaseKind.Claim, author, City + "000") { Organisation = id, Message = "Erfunden: Ich bin im Vorstand." });
        await using var visit = await site.VisitAsync(width, scripts: scripts);
        var page = visit.Page;
        await SignInAsync(page, $"administrator-{mark}@example.org");

        await OpenAsync(page, language, name);
        await LookAsync(visit, scripts, look + " claim");
        await page.Locator("form[action*='Accept'] button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]").First).ToBeVisibleAsync();
        Assert.Equal("Lead", await TextAsync($"SELECT role FROM organisation_people WHERE organisation_id = '{id}'"));

        await SubmitAsync(new(CaseKind.LeadGone, author, City + "000") { Organisation = id, Message = "Erfunden: Ich ziehe weg." });
        await OpenAsync(page, language, name);
        await LookAsync(visit, scripts, look + " lead gone");
        await page.Locator(".decide summary").First.ClickAsync();
        await page.FillAsync("#reason", "Nein: سبب / sebep");
        await page.Locator("form[action*='Refuse'] button").ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]").First).ToBeVisibleAsync();

        await page.GotoAsync($"/{language}/organisationen/{slug}/bearbeiten/zeiten");
        await page.FillAsync($"#openingHours-{language}", "10–12");
        await page.Locator("form.entry > .row button").First.ClickAsync();
        await visit.ArrivesAsync("**gespeichert=zeiten#zeiten");
        await LookAsync(visit, scripts, look + " saved");
        Assert.Equal("Unverified", await TextAsync($"SELECT verification FROM organisations WHERE id = '{id}'")); // they vouch for nobody
        await page.GotoAsync($"/{language}/organisationen/{slug}/team");
        await page.FillAsync("#email", $"new-lead-{mark}@example.org");
        await page.Locator("form[action*='Invite'] button").ClickAsync();
        await LookAsync(visit, scripts, look + " team");
        Assert.Equal(
            $"new-lead-{mark}@example.org", await TextAsync($"SELECT email FROM team_invitations WHERE organisation_id = '{id}'"));

        await page.GotoAsync($"/{language}/schreibtisch");
        await page.Locator(".desk-menu a").Last.ClickAsync();
        await LookAsync(visit, scripts, look + " also of centres");
        await page.GotoAsync($"/{language}/schreibtisch/listen/alle");
        await LookAsync(visit, scripts, look + " list");
    }

    private static async Task OpenAsync(IPage page, string language, string name)
    {
        await page.GotoAsync($"/{language}/schreibtisch");
        await page.Locator(".cases a").Filter(new() { HasText = name }).First.ClickAsync();
    }

    private static async Task LookAsync(Visit visit, bool scripts, string name)
    {
        if (scripts) await AccessibilityTests.CheckAsync(visit, name); // axe is a script
        else await visit.Page.ScreenshotAsync(new() { Path = AccessibilityTests.Screenshot(name), FullPage = true });
    }

    private async Task SignInAsync(IPage page, string email)
    {
        var person = await SignedIn.PersonAsync(site.Services, email, new Duty { Role = Role.Administrator });
        var cookie = (await SignedIn.CookieAsync(site.Services, person)).Split('=', 2);
        await page.Context.AddCookiesAsync([new() { Name = cookie[0], Value = cookie[1], Url = site.Address }]);
    }

    private async Task SubmitAsync(SubmittedCase one)
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SubmitCase>()(one, Token);
        await scope.ServiceProvider.GetRequiredService<DbContext>().SaveChangesAsync(Token);
    }

    private async Task<(Guid Id, string Slug, string Name)> EntryAsync(string mark)
    {
        await using var insert = site.Database.CreateCommand("""
            INSERT INTO organisations (id, slug, name, sort_name, town, municipality_key, location, precision, location_protected, status,
                verification, created_at, updated_at, alternate_names, descriptions, topics, target_groups, offers, languages, origins,
                keywords, active_in)
            SELECT gen_random_uuid(), 'erdachter-kreis-' || $1, 'Erdachter Kreis ' || $1, 'erdachter kreis ' || $1, town, municipality_key,
                location, precision, false, 'Active', 'Unverified', now(), now(), '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}'
            FROM organisations WHERE starts_with(municipality_key, $2) ORDER BY slug LIMIT 1 RETURNING id, slug, name
            """);
        insert.Parameters.AddWithValue(mark);
        insert.Parameters.AddWithValue(City);
        await using var rows = await insert.ExecuteReaderAsync(Token);
        Assert.True(await rows.ReadAsync(Token));
        return (rows.GetGuid(0), rows.GetString(1), rows.GetString(2));
    }

    private async Task<string?> TextAsync(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Token) as string;
    }
}
