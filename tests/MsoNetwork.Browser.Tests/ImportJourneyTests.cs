using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.SignIn;
using static Microsoft.Playwright.Assertions;

namespace MsoNetwork.Browser.Tests;

/// <summary>Somebody of a centre imports a list of forty with five bad rows, decides, and takes all of it back.</summary>
[Collection<Site>]
public sealed class ImportJourneyTests(BrowserSite site)
{
    [Theory]
    [InlineData("de", 360, false, false)]
    [InlineData("de", 1280, true, false)]
    [InlineData("tr", 360, false, true)]
    [InlineData("tr", 1280, true, false)]
    [InlineData("ar", 360, false, false)]
    [InlineData("ar", 1280, true, true)]
    public async Task A_list_of_forty_with_five_bad_rows_comes_in_and_goes_again(string language, int width, bool scripts, bool dark)
    {
        await using var visit = await site.VisitAsync(width, dark, scripts);
        var page = visit.Page;
        var name = $"{language} import {width}";
        await SignInAsync(page, $"import-{language}-{width}@example.org");
        await page.GotoAsync($"/{language}/schreibtisch/import");
        await CheckAsync(visit, $"{name} 1 start", scripts);
        await page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = "Vereine Köln.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes(List(language + width)),
        });
        await page.Locator("form.card button[type=submit]").First.ClickAsync();

        await visit.ArrivesAsync("**/spalten");
        await Expect(page.Locator("#c0")).ToHaveValueAsync("name");
        await Expect(page.Locator("#c1")).ToHaveValueAsync("town");
        await Expect(page.Locator("#c2")).ToHaveValueAsync("email");
        await CheckAsync(visit, $"{name} 2 columns", scripts);
        await page.Locator("#c2").SelectOptionAsync("name");
        await page.Locator("form.stack > button").ClickAsync();
        await Expect(page.Locator("#problems")).ToBeVisibleAsync();
        await CheckAsync(visit, $"{name} 2 columns wrong", scripts);
        await page.Locator("#c2").SelectOptionAsync("email");
        await page.Locator("form.stack > button").ClickAsync();

        await visit.ArrivesAsync("**/zeilen");
        await Expect(page.Locator(".verdict.invalid")).ToHaveCountAsync(3);
        await Expect(page.Locator(".verdict.elsewhere")).ToHaveCountAsync(1);
        await Expect(page.Locator(".verdict.likelyduplicate")).ToHaveCountAsync(1);
        await Expect(page.Locator(".verdict.new")).ToHaveCountAsync(35);
        await CheckAsync(visit, $"{name} 3 rows", scripts);
        await page.Locator("#r41").SelectOptionAsync("leave");
        await page.Locator("form.stack .quiet").ClickAsync();
        await visit.ArrivesAsync("**ok=1");
        await Expect(page.Locator(".verdict.left")).ToHaveCountAsync(1);
        await page.Locator("form.stack .row button:not(.quiet)").ClickAsync();

        await visit.ArrivesAsync("**/schreibtisch/import/*");
        Assert.Equal(35, await CountAsync(language + width));
        await CheckAsync(visit, $"{name} 4 done", scripts);
        await page.Locator("form.stack button").ClickAsync();
        await Expect(page.Locator("form.stack")).ToHaveCountAsync(0);
        Assert.Equal(0, await CountAsync(language + width));
        await CheckAsync(visit, $"{name} 5 undone", scripts);
    }

    // Axe needs scripts; without them the picture, the width and the complaints are looked at elsewhere.
    private static Task CheckAsync(Visit visit, string name, bool scripts) => scripts
        ? AccessibilityTests.CheckAsync(visit, name)
        : visit.Page.ScreenshotAsync(new() { Path = AccessibilityTests.Screenshot(name), FullPage = true });

    private static string List(string mark)
    {
        var list = new StringBuilder("Verein;Ort;E-Mail;Bemerkung\n");
        for (var row = 1; row <= 35; row++) list.Append($"Erfundenes Haus {mark} {Word(row)};Köln;;\n");
        return list.Append($";Köln;;\nHaus {mark} Nirgends;Entenhausen;;\nErfundenes Haus {mark} {Word(1)};Köln;;\n")
            .Append($"Haus {mark} Fern;Bonn;;\nAllerweltshaus Koeln;Köln;keine Adresse;\n").ToString();
    }

    private static string Word(int row) => $"{(char)('A' + (row % 26))}{new string((char)('b' + (row / 2 % 20)), 6)}{row * 7919}";

    private async Task SignInAsync(IPage page, string email)
    {
        var cookie = await SignedIn.CookieAsync(
            site.Services, await SignedIn.PersonAsync(site.Services, email, new CentrePerson { CentreKey = "ki-koeln" }));
        var parts = cookie.Split('=', 2);
        await page.Context.AddCookiesAsync([new() { Name = parts[0], Value = parts[1], Url = site.Address }]);
    }

    private async Task<long> CountAsync(string mark)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DbContext>().Set<Organisations.Organisation>()
            .CountAsync(one => one.Name.StartsWith("Erfundenes Haus " + mark), TestContext.Current.CancellationToken);
    }
}
