using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using MsoNetwork.Tests;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Browser.Tests;

/// <summary>Every kind of page, small and large, light and dark, left to right and right to left.</summary>
[Collection<Site>]
public sealed class AccessibilityTests(BrowserSite site)
{
    public static IEnumerable<TheoryDataRow<string, int, bool>> Pages =>
        from path in SitePages.Paths
        from view in new[] { (360, false), (1280, true) }
        select new TheoryDataRow<string, int, bool>("/de/" + path, view.Item1, view.Item2);

    public static IEnumerable<TheoryDataRow<string, int, bool>> OtherLanguages =>
        from language in PageLanguage.All.Skip(1)
        from path in SitePages.InEveryLanguage
        from width in language.IsRightToLeft ? new[] { 360, 1280 } : [360]
        select new TheoryDataRow<string, int, bool>($"/{language.Tag}/{path}", width, language.IsRightToLeft && width == 360);

    public static IEnumerable<TheoryDataRow<string, int, bool>> States =>
        from state in SitePages.States.Keys
        from view in new[] { (360, true), (1280, false) }
        select new TheoryDataRow<string, int, bool>(state, view.Item1, view.Item2);

    [Theory]
    [MemberData(nameof(Pages))]
    [MemberData(nameof(OtherLanguages))]
    public async Task Axe_finds_nothing_the_page_stays_with_us_and_fits_its_width(string address, int width, bool dark)
    {
        await using var visit = await site.VisitAsync(width, dark);
        await visit.Page.GotoAsync(address);
        await CheckAsync(visit, $"{address} {width}{(dark ? " dark" : "")}");
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Axe_finds_nothing_in_a_state_that_somebody_brings_about(string state, int width, bool dark)
    {
        await using var visit = await site.VisitAsync(width, dark);
        var (path, act) = SitePages.States[state];
        await visit.Page.GotoAsync("/de/" + path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await act(visit.Page);
        await CheckAsync(visit, $"{state} {width}{(dark ? " dark" : "")}");
    }

    [Theory]
    [InlineData("500", 360, true)]
    [InlineData("503", 1280, false)]
    public async Task A_page_that_failed_says_so_readably(string status, int width, bool dark)
    {
        await using var visit = await site.VisitAsync(width, dark);
        await visit.Page.GotoAsync("/de/error/" + status);
        visit.Complaints.Clear(); // the browser's, about the status
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Zur Startseite" })).ToBeVisibleAsync();
        await CheckAsync(visit, $"error {status}");
    }

    /// <summary>Axe, the width, third parties and complaints of a page in some state, and a picture of it.</summary>
    internal static async Task CheckAsync(Visit visit, string name)
    {
        var found = await visit.Page.RunAxe();
        await visit.Page.ScreenshotAsync(new() { Path = Screenshot(name), FullPage = true });
        Assert.Empty(
            found.Violations.Select(violation =>
                $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"
            )
        );
        Assert.Empty(visit.Elsewhere);
        Assert.DoesNotContain(visit.Complaints, text => !text.Contains("404", StringComparison.Ordinal));
        Assert.True(
            await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            "The page is wider than its window."
        );
    }

    [Theory]
    [InlineData("de")]
    [InlineData("ar")]
    public async Task At_400_per_cent_nothing_must_be_moved_sideways(string language)
    {
        await using var visit = await site.VisitAsync(320); // 1280 pixels at 400 %
        var wide = new List<string>();
        foreach (var path in SitePages.Paths)
        {
            await visit.Page.GotoAsync($"/{language}/{path}");
            if (!await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 320")) wide.Add(path);
        }

        Assert.Empty(wide);
    }

    [Fact]
    public async Task Who_wants_no_motion_gets_none()
    {
        await using var visit = await site.VisitAsync();
        var moving = new List<string>();
        foreach (var path in SitePages.Paths)
        {
            await visit.Page.GotoAsync("/de/" + path);
            var still = await visit.Page.EvaluateAsync<bool>(
                "document.getAnimations().length === 0 && getComputedStyle(document.documentElement).scrollBehavior === 'auto'"
            );
            if (!still)
                moving.Add(path);
        }

        Assert.Empty(moving);
    }

    [Fact]
    public async Task A_printed_profile_has_the_contact_and_no_menus()
    {
        await using var visit = await site.VisitAsync(800);
        await visit.Page.GotoAsync("/de/organisationen/" + SitePages.Profile);
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await visit.Page.ScreenshotAsync(new() { Path = Screenshot("profile printed"), FullPage = true });
        await Assertions.Expect(visit.Page.Locator("#contact")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("#sources")).ToBeVisibleAsync();
        Assert.Equal(0, await visit.Page.Locator("nav:visible, .languages:visible, form:visible, .button:visible").CountAsync());
    }

    /// <summary>Where a picture of a page goes.</summary>
    internal static string Screenshot(string name)
    {
        var folder = Path.Combine(Repository.Root, "TestResults", "screenshots");
        Directory.CreateDirectory(folder);
        return Path.Combine(
            folder,
            string.Concat(name.Trim('/').Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' ? letter : '_')) + ".png"
        );
    }
}
