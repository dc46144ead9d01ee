using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>What people come for, step by step.</summary>
[Collection<Site>]
public sealed class JourneyTests(BrowserSite site)
{
    [Theory]
    [InlineData(360, true)]
    [InlineData(1280, true)]
    [InlineData(360, false)]
    [InlineData(1280, false)]
    public async Task From_the_start_page_to_a_profile_with_and_without_scripts(int width, bool scripts)
    {
        await using var visit = await site.VisitAsync(width, scripts: scripts);
        var page = visit.Page;
        await page.GotoAsync("/de/");
        await page.GetByLabel("Was suchen Sie?").FillAsync("Allerweltshaus");
        await page.GetByRole(AriaRole.Button, new() { Name = "Suchen" }).ClickAsync();
        await visit.ArrivesAsync("**/de/organisationen?*");
        await Expect(page.Locator("#count")).ToContainTextAsync("gefunden");
        await page.Locator(".hit a").First.ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Allerweltshaus");
        await Expect(page.Locator("#contact")).ToBeVisibleAsync();
        await Expect(page.Locator("#report ~ p").First).ToContainTextAsync("Kommunales Integrationszentrum Köln");
    }

    [Fact]
    public async Task With_the_keyboard_alone_from_the_skip_link_to_a_result()
    {
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/de/");
        await visit.PaintedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        var links = await page.Locator(".can-do a").CountAsync(); // what one can do here stands before the search
        for (var tab = 0; tab <= links; tab++) await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("#q")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Frauen");
        await page.Keyboard.PressAsync("Enter");
        await visit.ArrivesAsync("**/de/organisationen?*");
        await PressAsync(visit, ".hit a");
        await visit.ArrivesAsync("**/de/organisationen/*");
    }

    [Fact]
    public async Task With_the_keyboard_alone_through_filters_a_profile_its_region_and_another_language()
    {
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/de/organisationen?q=verein");
        await PressAsync(visit, ".facet a[href*='topics=']");
        await visit.ArrivesAsync("**topics=*");
        await PressAsync(visit, "[aria-labelledby=chosen] a.chip");
        await visit.ArrivesAsync("**/de/organisationen?q=verein");
        await PressAsync(visit, ".hit h3 a");
        await visit.ArrivesAsync("**/de/organisationen/*");
        await PressAsync(visit, ".trail a[href*='/regionen/']");
        await visit.ArrivesAsync("**/de/regionen/*");
        await PressAsync(visit, ".languages summary");
        await PressAsync(visit, ".languages a[lang=en]");
        await visit.ArrivesAsync("**/en/regionen/*");
    }

    /// <summary>Goes there with the Tab key as somebody without a mouse must, sees where the focus is, and presses Enter.</summary>
    private static async Task PressAsync(Visit visit, string selector)
    {
        var page = visit.Page;
        await visit.PaintedAsync();
        for (var pressed = 0; pressed < 150; pressed++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (!await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector)) continue;
            Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
            await page.Keyboard.PressAsync("Enter");
            return;
        }

        Assert.Fail($"The Tab key does not lead to {selector}.");
    }

    [Fact]
    public async Task Whoever_finds_a_mistake_is_led_to_the_centre_that_is_responsible()
    {
        await using var visit = await site.VisitAsync(360, scripts: false);
        await visit.Page.GotoAsync("/de/organisationen/allerweltshaus-koeln-e-v");
        await visit
            .Page.Locator("section[aria-labelledby=report]")
            .GetByRole(AriaRole.Link, new() { Name = "Kommunales Integrationszentrum Köln" })
            .ClickAsync();
        await Expect(visit.Page.Locator("h1")).ToContainTextAsync("Kommunales Integrationszentrum Köln");
    }

    [Fact]
    public async Task A_filter_is_chosen_and_taken_back_and_the_address_says_so()
    {
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/de/organisationen?q=verein");
        var all = await page.Locator("#count").InnerTextAsync();
        await page.Locator(".facet a").First.ClickAsync();
        await visit.ArrivesAsync("**topics=*");
        await Expect(page.Locator(".facet a.on")).ToHaveCountAsync(1);
        await page.Locator("[aria-labelledby=chosen] a.chip").ClickAsync();
        await Expect(page.Locator("#count")).ToHaveTextAsync(all);
        await visit.ArrivesAsync("**/de/organisationen?q=verein");
    }

    [Fact]
    public async Task Paging_shows_each_organisation_once()
    {
        await using var visit = await site.VisitAsync(scripts: false);
        var page = visit.Page;
        await page.GotoAsync("/de/organisationen");
        var total = int.Parse(
            (await page.Locator("#count").InnerTextAsync()).Split(' ')[0],
            System.Globalization.CultureInfo.InvariantCulture
        );
        var seen = new List<string>();
        while (true)
        {
            foreach (var link in await page.Locator(".hit h3 a").AllAsync()) seen.Add((await link.GetAttributeAsync("href"))!);
            if (await page.Locator("a[rel=next]").CountAsync() == 0) break;
            await page.Locator("a[rel=next]").ClickAsync();
        }

        Assert.Equal(total, seen.Count);
        Assert.Equal(total, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_place_that_may_be_several_is_explained_and_the_right_one_offered()
    {
        await using var visit = await site.VisitAsync(scripts: false);
        await visit.Page.GotoAsync("/de/organisationen?near=Neunkirchn");
        await visit.Page.Locator("#problems").GetByRole(AriaRole.Link, new() { Name = "Neunkirchen", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator("[aria-labelledby=chosen] a.chip").First).ToContainTextAsync("Neunkirchen");
    }

    [Fact]
    public async Task The_language_chosen_is_remembered_and_no_cookie_is_set_before()
    {
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/de/organisationen?q=frauen");
        Assert.Empty(await page.Context.CookiesAsync());
        await page.Locator(".languages summary").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await visit.ArrivesAsync("**/en/organisationen?q=frauen");
        await page.GotoAsync("/");
        Assert.EndsWith("/en/", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_full_of_markup_are_shown_as_texts()
    {
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        var payload = Uri.EscapeDataString(BrowserSite.Payload);
        foreach (
            var address in new[]
            {
                "/de/organisationen/" + site.Hostile,
                "/en/organisationen/" + site.Hostile,
                "/de/organisationen?q=pwned",
                "/de/organisationen?q=" + payload,
                "/de/organisationen?near=" + payload,
                $"/de/organisationen?topics={payload}&sort={payload}&km={payload}&after={payload}",
                "/de/regionen/05315",
                "/de/regionen/" + payload,
                "/de/" + payload,
                $"/de/einbinden?query={payload}&near={payload}&first={payload}&lang={payload}"
                    + $"&theme={payload}&region={payload}&topics={payload}",
                "/de/api?q=" + payload,
                $"/de/regionen/05315/netzwerk?kinds={payload}&topics={payload}&year={payload}&outside={payload}",
                $"/de/organisationen?box={payload}&languages={payload}&origins={payload}&kinds={payload}"
                    + $"&regions={payload}&q={payload}&near={payload}",
                "/de/organisationen/" + payload,
                $"/{payload}/",
                "/language/de?to=" + payload,
                "/de/regionen/05315/netzwerk",
                "/de/organisationen?topics=%3Cb%3Efett&near=%3Cimg%20src=x%3E",
            }
        )
        {
            await page.GotoAsync(address);
            Assert.Null(await page.EvaluateAsync<int?>("window.pwned ?? null"));
            const string Foreign = "main b, main img:not(figure.drawing img, .printed-map), main script:not([src])";
            Assert.Equal(0, await page.Locator(Foreign).CountAsync());
        }

        await page.GotoAsync("/de/organisationen/" + site.Hostile);
        await Expect(page.Locator("h1")).ToContainTextAsync("<script>window.pwned=1</script>");
        await Expect(page.Locator("[aria-labelledby=sources]")).ToContainTextAsync("window.pwned=1");
        await Expect(page.Locator("a[href^='javascript' i]")).ToHaveCountAsync(0);
        Assert.Equal(
            "NGO",
            await page.EvaluateAsync<string>(
                "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)['@type']"
            )
        );
        Assert.DoesNotContain(visit.Complaints, text => !text.Contains("404", StringComparison.Ordinal));
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
