using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>What is printed says of itself what was chosen, and where it can be seen again.</summary>
[Collection<Site>]
public sealed class PrintTests(BrowserSite site)
{
    [Fact]
    public async Task A_printed_search_has_its_words_its_choice_its_address_and_how_many_it_shows()
    {
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/de/organisationen?regions=05");
        await visit.UntilAsync("document.querySelector('#q')?.getAttribute('role') === 'combobox'"); // the scripts are there
        await page.Locator("#q").FillAsync("Köln");
        await page.Locator("#q").PressAsync("Enter");
        await visit.ArrivesAsync("**?q=K%C3%B6ln&regions=05");
        await PrintedAsync(visit, "search printed");
        var (hits, count) = (await page.Locator(".hit").CountAsync(), (await page.Locator("#count").InnerTextAsync()).Split(' ')[0]);
        await Expect(page.Locator(".printed")).ToContainTextAsync("Suchwörter Köln");
        await Expect(page.Locator(".printed")).ToContainTextAsync($"{hits} von {count}");
        Assert.NotEqual(hits.ToString(System.Globalization.CultureInfo.InvariantCulture), count); // or there is nothing to say
        Assert.NotEqual(0, await page.Locator(".chip:visible").CountAsync());
        Assert.EndsWith(
            new Uri(page.Url).PathAndQuery,
            await page.Locator("main").GetAttributeAsync("data-address"),
            StringComparison.Ordinal
        );
        Assert.InRange(await page.EvaluateAsync<double>("document.querySelector('.results').offsetWidth / innerWidth"), 0.9, 1);
    }

    [Fact]
    public async Task A_printed_list_in_another_order_says_so_and_a_whole_one_has_no_number_beside()
    {
        await using var visit = await site.VisitAsync(scripts: false);
        await visit.Page.GotoAsync("/de/organisationen?near=Köln&km=5&topics=music&sort=recentlyupdated");
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(visit.Page.Locator(".printed")).ToHaveTextAsync("Reihenfolge Zuletzt geändert");
    }

    [Fact]
    public async Task A_printed_region_has_its_map_and_everybody_with_contact_and_nothing_to_press()
    {
        await using var visit = await site.VisitAsync();
        await visit.Page.GotoAsync("/de/regionen/05358");
        var total = await visit.Page.Locator(".numbers dd").First.InnerTextAsync();
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await visit.Page.ScreenshotAsync(new() { Path = AccessibilityTests.Screenshot("region printed"), FullPage = true });
        var list = visit.Page.Locator("[aria-labelledby=listed]");
        await Expect(list.Locator("li")).ToHaveCountAsync(int.Parse(total, System.Globalization.CultureInfo.InvariantCulture));
        await Expect(list.Locator("li").First).ToBeVisibleAsync();
        if (File.Exists(BrowserSite.Boundaries))
        {
            await Expect(list.Locator("img")).ToBeVisibleAsync();
            Assert.NotEqual(0, await list.Locator("img").EvaluateAsync<int>("image => image.naturalWidth"));
        }

        Assert.Equal(0, await visit.Page.Locator(".button:visible, button:visible, .facet:visible").CountAsync());
    }

    [Fact]
    public async Task A_list_is_printed_whole()
    {
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/de/organisationen?topics=education");
        var total = (await page.Locator("#count").InnerTextAsync()).Split(' ')[0];
        await page.GetByRole(AriaRole.Link, new() { Name = "Alle drucken" }).ClickAsync();
        await visit.ArrivesAsync("**/de/liste?topics=education");
        await Expect(page.Locator(".sheet-list li")).ToHaveCountAsync(int.Parse(total, System.Globalization.CultureInfo.InvariantCulture));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Drucken" })).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.Locator(".sheet-list li").Last).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Drucken" })).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Printed_calls_have_the_words_they_were_searched_for()
    {
        await using var visit = await site.VisitAsync(scripts: false);
        await visit.Page.GotoAsync("/de/gesuche?q=proberaum");
        await PrintedAsync(visit, "calls printed");
        await Expect(visit.Page.Locator(".printed")).ToHaveTextAsync("Suchwörter proberaum");
        Assert.EndsWith(
            "/de/gesuche?q=proberaum",
            await visit.Page.Locator("main").GetAttributeAsync("data-address"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_printed_network_has_its_choice_its_address_and_whole_tables()
    {
        const string address = "/de/regionen/05/netzwerk?kinds=UMBRELLA_MEMBERSHIP&topics=education&year=2023&outside=1";
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync(address);
        await PrintedAsync(visit, "network printed");
        var printed = page.Locator(".printed");
        foreach (var text in new[] { "Art der Zusammenarbeit", "Thema Bildung", "Jahr 2023", "Partner aus anderen Regionen zeigen" })
            await Expect(printed).ToContainTextAsync(text);
        Assert.EndsWith(address, await page.Locator("main").GetAttributeAsync("data-address"), StringComparison.Ordinal);
        Assert.Equal(
            0,
            await page.EvaluateAsync<int>(
                "[...document.querySelectorAll('.scroll')].filter(part => part.offsetParent && part.scrollHeight > "
                    + "part.clientHeight).length"
            )
        );
    }

    [Fact]
    public async Task A_printed_consortium_has_the_project_that_it_is_for()
    {
        await using var visit = await site.VisitAsync();
        await visit.Page.GotoAsync("/de/konsortium?topics=education&places=Köln&partners=4&funding=1");
        await PrintedAsync(visit, "consortium printed");
        foreach (var text in new[] { "Themen des Projekts Bildung", "Orte oder Kreise Köln", "Wie viele Partner? 4", "Landesförderung" })
            await Expect(visit.Page.Locator(".printed")).ToContainTextAsync(text);
    }

    [Fact]
    public async Task What_is_for_paper_only_is_not_on_the_screen()
    {
        await using var visit = await site.VisitAsync();
        foreach (
            var path in new[]
            {
                "organisationen?q=verein",
                "gesuche?q=proberaum",
                "regionen/05/netzwerk?year=2023",
                "konsortium?topics=education&partners=4",
            }
        )
        {
            await visit.Page.GotoAsync("/de/" + path);
            await Expect(visit.Page.Locator(".printed")).ToBeHiddenAsync();
        }
    }

    private static async Task PrintedAsync(Visit visit, string name)
    {
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await visit.Page.ScreenshotAsync(new() { Path = AccessibilityTests.Screenshot(name), FullPage = true });
        await Expect(visit.Page.Locator(".printed")).ToBeVisibleAsync();
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
