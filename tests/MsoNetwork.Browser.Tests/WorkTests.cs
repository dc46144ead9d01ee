using Microsoft.Playwright;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Browser.Tests;

/// <summary>
/// The journeys of organisations that work together: a call is posted, answered and accepted, a cooperation proposed and confirmed; on a
/// phone and on a screen, in three languages, without scripts too.
/// </summary>
[Collection<Site>]
public sealed class WorkTests(BrowserSite site)
{
    // Of a city that no other test looks at: what they do together is a tie of its network.
    private const string City = "05515";

    public static TheoryData<string, int, bool> Views => new()
    {
        { "de", 360, true },
        { "de", 1280, false },
        { "tr", 360, false },
        { "tr", 1280, true },
        { "ar", 360, true },
        { "ar", 1280, false },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_call_is_posted_answered_and_accepted(string language, int width, bool scripts)
    {
        var (title, look) = ($"Raum gesucht {language} {width} (erfunden)", $"work {language} {width}");
        await using var caller = await SignedInAsync(0, width, scripts);
        await using var responder = await SignedInAsync(1, width, scripts);
        var page = caller.Page;
        await page.GotoAsync($"/{language}/gesuche/neu");
        await page.FillAsync("#title", "?");
        await page.FillAsync("#text", "Für Proben am Abend.");
        await page.FillAsync("#municipality", "Nirgendwo");
        await page.Locator("form.work-form button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#problems a")).ToHaveCountAsync(2);
        await LookAsync(caller, scripts, look + " wrong");
        await page.FillAsync("#title", title);
        await page.FillAsync("#municipality", "");
        await page.Locator("form.work-form button[type=submit]").ClickAsync();
        await caller.ArrivesAsync("**/bearbeiten?getan=drafted");
        await LookAsync(caller, scripts, look + " draft");
        await page.Locator("form[action='?handler=Open'] button").ClickAsync();
        await caller.ArrivesAsync("**/bearbeiten?getan=opened");
        var manage = new Uri(page.Url).AbsolutePath;

        await responder.Page.GotoAsync(manage.Replace("/bearbeiten", "/antworten", StringComparison.Ordinal));
        await responder.Page.FillAsync("#message", "Wir haben einen Raum.");
        await responder.Page.FillAsync("#contact", "raum@example.org");
        await LookAsync(responder, scripts, look + " answer");
        await responder.Page.Locator("form.work-form button[type=submit]").ClickAsync();
        await responder.ArrivesAsync("**/antworten?getan=answered");

        await page.GotoAsync($"/{language}/posteingang");
        await LookAsync(caller, scripts, look + " inbox");
        await page.GetByRole(AriaRole.Link, new() { Name = title }).First.ClickAsync();
        await page.Locator("form[action='?handler=Accept'] button").ClickAsync();
        await caller.ArrivesAsync("**/bearbeiten?getan=accepted");
        await LookAsync(caller, scripts, look + " accepted");
        await page.Locator("form[action='?handler=Withdraw'] button").ClickAsync(); // other tests count what is open
        await caller.ArrivesAsync("**/bearbeiten?getan=withdrawn");
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_cooperation_is_proposed_and_confirmed(string language, int width, bool scripts)
    {
        var (title, look) = ($"Fest {language} {width} (erfunden)", $"cooperation {language} {width}");
        await using var one = await SignedInAsync(0, width, scripts);
        await using var other = await SignedInAsync(1, width, scripts);
        await one.Page.GotoAsync($"/{language}/organisationen/{(await OrganisationAsync(1)).Slug}/zusammenarbeit");
        await one.Page.FillAsync("#title", title);
        await LookAsync(one, scripts, look + " propose");
        await one.Page.Locator("form.work-form button[type=submit]").ClickAsync();
        await one.ArrivesAsync("**/zusammenarbeit?getan=proposed");
        await other.Page.GotoAsync($"/{language}/posteingang");
        await other.Page.GetByRole(AriaRole.Link, new() { Name = title }).First.ClickAsync();
        await other.Page.Locator(".card").Filter(new() { HasText = title }).Locator("form[action='?handler=Confirm'] button").ClickAsync();
        await other.ArrivesAsync("**/zusammenarbeit?getan=confirmed");
        await LookAsync(other, scripts, look + " confirmed");
        await other.Page.GotoAsync($"/{language}/passung");
        await LookAsync(other, scripts, look + " preferences");
    }

    private async Task<Visit> SignedInAsync(int nth, int width, bool scripts)
    {
        var (organisation, slug) = await OrganisationAsync(nth);
        var email = $"work-{slug}@example.org";
        await using var command = site.Database.CreateCommand("SELECT id FROM persons WHERE email = $1");
        command.Parameters.Add(new() { Value = email });
        var person = await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) as Guid? ?? await SignedIn.PersonAsync(
            site.Services, email, new OrganisationPerson { OrganisationId = organisation, Role = Role.Lead });
        var cookie = (await SignedIn.CookieAsync(site.Services, person)).Split('=', 2);
        var visit = await site.VisitAsync(width, scripts: scripts);
        await visit.Page.Context.AddCookiesAsync([new() { Name = cookie[0], Value = cookie[1], Url = site.Address }]);
        return visit;
    }

    private async Task<(Guid Id, string Slug)> OrganisationAsync(int nth)
    {
        await using var command = site.Database.CreateCommand("""
            SELECT id, slug FROM organisations WHERE municipality_key LIKE $1 || '%' AND status = 'Active' ORDER BY slug OFFSET $2 LIMIT 1
            """);
        command.Parameters.Add(new() { Value = City });
        command.Parameters.Add(new() { Value = nth });
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await rows.ReadAsync(TestContext.Current.CancellationToken));
        return (rows.GetGuid(0), rows.GetString(1));
    }

    // Axe is a script itself; without scripts only the width is looked at.
    private static async Task LookAsync(Visit visit, bool scripts, string name)
    {
        if (scripts) await AccessibilityTests.CheckAsync(visit, name);
        else await visit.Page.ScreenshotAsync(new() { Path = AccessibilityTests.Screenshot(name), FullPage = true });
    }
}
