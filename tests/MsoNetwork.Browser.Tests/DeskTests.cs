using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Browser.Tests;

/// <summary>A centre at work: ten cases decided and a letter printed; with scripts and without, small and large, three languages.</summary>
[Collection<Site>]
public sealed class DeskTests(BrowserSite site)
{
    private static int _people;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("de", 1280, "05111", "ki-duesseldorf", true)]
    [InlineData("tr", 360, "05112", "ki-duisburg", false)]
    [InlineData("ar", 360, "05913", "ki-dortmund", true)]
    [InlineData("de", 360, "05113", "ki-essen", false)]
    [InlineData("tr", 1280, "05114", "ki-krefeld", true)]
    [InlineData("ar", 1280, "05122", "ki-solingen", false)]
    public async Task Ten_cases_are_worked_off_and_a_letter_is_printed(
        string language, int width, string region, string centre, bool scripts)
    {
        await using var visit = await site.VisitAsync(width, scripts: scripts);
        var page = visit.Page;
        await SubmitAsync(region);
        await SignInAsync(page, centre);
        var journey = new Journey(visit);
        await page.GotoAsync($"/{language}/schreibtisch");
        await LookAsync(visit, $"desk {language} {width}", scripts);
        await Expect(page.Locator(".cases > li")).ToHaveCountAsync(10);

        // One by one: accepted as chosen, refused with a reason, asked back.
        await page.Locator(".cases a").First.ClickAsync();
        await LookAsync(visit, $"case {language} {width}", scripts);
        await page.Locator("form[action*='Accept'] button[type=submit]").ClickAsync();
        await Expect(page.Locator("[role=status]").First).ToBeVisibleAsync();
        await page.Locator(".cases a").First.ClickAsync();
        await page.Locator(".decide summary").First.ClickAsync();
        await journey.TypeAsync("#reason", "Nein: سبب / sebep");
        await page.Locator("form[action*='Refuse'] button").ClickAsync();
        await page.Locator(".cases a").First.ClickAsync();
        await page.Locator(".decide summary").Nth(1).ClickAsync();
        await journey.TypeAsync("#question", "Woher wissen Sie das?");
        await page.Locator("form[action*='Ask'] button").ClickAsync();
        await LookAsync(visit, $"asked {language} {width}", scripts);

        // The rest at once.
        await page.GotoAsync($"/{language}/schreibtisch");
        foreach (var box in await page.Locator(".cases input[type=checkbox]").AllAsync()) await box.CheckAsync();
        await page.Locator("button[formaction*='Accept']").ClickAsync();
        await LookAsync(visit, $"worked off {language} {width}", scripts);
        await Expect(page.Locator(".cases > li")).ToHaveCountAsync(0);

        TestContext.Current.TestOutputHelper?.WriteLine($"desk {language} {width}: {journey}");
        Assert.InRange(journey.Pages, 1, 10);
        // With ten seconds more for each case: somebody has to think, too.
        Assert.InRange(journey.Estimate, TimeSpan.Zero, TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(100));

        // What was decided can be seen and undone; a list, an entry's notes, a letter.
        await page.GotoAsync($"/{language}/schreibtisch?ansicht=erledigt");
        await page.Locator(".cases a").First.ClickAsync();
        await page.Locator("form[action*='Undo'] button").ClickAsync();
        await page.GotoAsync($"/{language}/schreibtisch/listen/alle");
        await LookAsync(visit, $"list {language} {width}", scripts);
        await page.Locator(".cases a").First.ClickAsync();
        await page.Locator("#text").FillAsync("War beim Fest. حضر الحفل.");
        await page.Locator("form[action*='Note'] button").ClickAsync();
        await page.Locator("#purpose").FillAsync("Antrag bei der Stadt");
        await page.Locator("form[action*='Letter'] button").ClickAsync();
        await LookAsync(visit, $"known {language} {width}", scripts);
        var letter = await page.Locator(".cases a[href$='.pdf']").First.GetAttributeAsync("href");
        var file = await page.APIRequest.GetAsync(site.Address + letter);
        Assert.Equal("application/pdf", file.Headers["content-type"]);
        await page.GotoAsync($"/{language}/bestaetigung/{letter!.Split('/')[^1][..^4]}");
        await LookAsync(visit, $"check {language} {width}", scripts);
        await Expect(page.Locator("dl.facts")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("de", 1280, true)]
    [InlineData("tr", 360, false)]
    [InlineData("ar", 360, true)]
    [InlineData("de", 360, false)]
    [InlineData("tr", 1280, true)]
    [InlineData("ar", 1280, false)]
    public async Task Somebody_without_an_account_corrects_a_telephone_number(string language, int width, bool scripts)
    {
        await using var visit = await site.VisitAsync(width, scripts: scripts);
        var page = visit.Page;
        await page.GotoAsync($"/{language}/organisationen/{SitePages.Complete}");
        await page.Locator("#report ~ details summary").ClickAsync();
        await page.Locator("a[href$='feld=phone']").ClickAsync();
        await LookAsync(visit, $"mistake {language} {width}", scripts);
        await page.Locator("#phone").FillAsync("ich weiß nicht");
        await page.Locator("#sender").FillAsync($"jemand-{language}-{width}@example.org");
        await page.Locator("form button[type=submit]").ClickAsync();
        await Expect(page.Locator("#phone-wrong")).ToBeVisibleAsync();
        await Expect(page.Locator("#phone")).ToHaveValueAsync("ich weiß nicht");
        await LookAsync(visit, $"mistake wrong {language} {width}", scripts);
        await page.Locator("#phone").FillAsync("0221 4711471");
        await page.Locator("form button[type=submit]").ClickAsync();
        await Expect(page.Locator("[role=status]")).ToBeVisibleAsync();
        await LookAsync(visit, $"mistake sent {language} {width}", scripts);
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

    private async Task SignInAsync(IPage page, string centre)
    {
        var person = await SignedIn.PersonAsync(
            site.Services, $"desk-{Interlocked.Increment(ref _people)}@example.org", new CentrePerson { CentreKey = centre });
        var cookie = (await SignedIn.CookieAsync(site.Services, person)).Split('=', 2);
        await page.Context.AddCookiesAsync([new Cookie { Name = cookie[0], Value = cookie[1], Url = site.Address }]);
    }

    private async Task SubmitAsync(string region)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var author = await SignedIn.PersonAsync(site.Services, $"author-{Interlocked.Increment(ref _people)}@example.org");
        var submit = scope.ServiceProvider.GetRequiredService<SubmitCase>();
        var organisations = new List<(Guid Id, string Seat)>();
        await using (var command = site.Database.CreateCommand(
            "SELECT id, municipality_key FROM organisations WHERE starts_with(municipality_key, $1) AND status = 'Active' "
                + "ORDER BY slug LIMIT 3"))
        {
            command.Parameters.Add(new() { Value = region });
            await using var rows = await command.ExecuteReaderAsync(Token);
            while (await rows.ReadAsync(Token)) organisations.Add((rows.GetGuid(0), rows.GetString(1)));
        }

        for (var number = 0; number < 10; number++)
        {
            var (id, seat) = organisations[number % organisations.Count];
            await submit(new SubmittedCase(CaseKind.Correction, author, seat)
            {
                Organisation = id,
                Draft = $$"""
                    {"phone":"0211 471147{{number}}","website":"https://neu-{{number}}.example","topics":["culture","education"]}
                    """,
                Message = number % 2 == 0 ? "Steht so im Schaukasten. مكتوب في اللوحة." : "",
            }, Token);
        }

        await scope.ServiceProvider.GetRequiredService<DbContext>().SaveChangesAsync(Token);
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
