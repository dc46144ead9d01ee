using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>A search on a phone (360 × 740): whoever has asked sees the answer, not the question again.</summary>
[Collection<Site>]
public sealed class PhoneSearchTests(BrowserSite site)
{
    private const int Height = 740;

    [Theory]
    [InlineData("/de/organisationen?near=Düren", false)]
    [InlineData("/de/organisationen?near=Düren", true)]
    [InlineData("/de/organisationen?q=frauen", true)]
    [InlineData("/ar/organisationen?near=Düren", true)]
    public async Task After_a_search_the_number_and_the_first_hit_are_on_the_first_screen(string address, bool scripts)
    {
        await using var visit = await site.VisitAsync(360, scripts: scripts);
        await visit.Page.SetViewportSizeAsync(360, Height);
        await visit.Page.GotoAsync(address);
        Assert.InRange(await BottomAsync(visit.Page, "#count"), 1, Height);
        Assert.InRange(await BottomAsync(visit.Page, ".hit h3"), 1, Height);
        await Expect(visit.Page.Locator("#q")).ToBeHiddenAsync();
        await visit.Page.Locator(".search-fold > summary").ClickAsync();
        await Expect(visit.Page.Locator("#q")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_search_that_is_sent_folds_the_form_and_shows_the_answer()
    {
        await using var visit = await site.VisitAsync(360);
        await visit.Page.SetViewportSizeAsync(360, Height);
        await visit.Page.GotoAsync("/de/organisationen");
        await Expect(visit.Page.Locator("#q")).ToBeVisibleAsync();
        await visit.Page.Locator("#q").FillAsync("frauen");
        await visit.Page.Locator("#q").PressAsync("Enter");
        await visit.ArrivesAsync("**q=frauen*");
        await Expect(visit.Page.Locator("#q")).ToBeHiddenAsync();
        await Expect(visit.Page.Locator(".search-fold .asked")).ToHaveTextAsync("frauen");
        Assert.InRange(await BottomAsync(visit.Page, ".hit h3"), 1, Height);
    }

    [Fact]
    public async Task Filters_and_map_stay_in_reach_while_one_reads_on()
    {
        await using var visit = await site.VisitAsync(360);
        await visit.Page.SetViewportSizeAsync(360, Height);
        await visit.Page.GotoAsync("/de/organisationen");
        await visit.Page.Locator(".hit").Nth(8).ScrollIntoViewIfNeededAsync();
        Assert.InRange(await BottomAsync(visit.Page, ".filters > summary"), 1, 120);
        Assert.InRange(await BottomAsync(visit.Page, ".map-panel > summary"), 1, 120);
    }

    private static Task<double> BottomAsync(IPage page, string selector) =>
        page.EvaluateAsync<double>("selector => document.querySelector(selector).getBoundingClientRect().bottom", selector);

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
