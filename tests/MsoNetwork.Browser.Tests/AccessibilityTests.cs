using Deque.AxeCore.Playwright;
using MsoNetwork.Tests;
using MsoNetwork.Web.Pages;

namespace MsoNetwork.Browser.Tests;

/// <summary>Every kind of page, small and large, light and dark, left to right and right to left.</summary>
[Collection<Site>]
public sealed class AccessibilityTests(BrowserSite site)
{
    private static readonly string[] Paths =
    [
        "", "organisationen", "organisationen?q=frauen+bildung", "organisationen?q=verein&topics=education&near=K%C3%B6ln&km=50", "organisationen?near=Kolln&topics=nix",
        "organisationen?q=xyzzyqwert", "organisationen/allerweltshaus-koeln-e-v", "regionen", "regionen/05", "regionen/05358", "regionen/05315000", "api", "barrierefreiheit", "nirgendwo",
    ];

    public static IEnumerable<TheoryDataRow<string, int, bool>> Pages =>
        from path in Paths
        from view in new[] { (360, false), (1280, true) }
        select new TheoryDataRow<string, int, bool>("/de/" + path, view.Item1, view.Item2);

    public static IEnumerable<TheoryDataRow<string, int, bool>> OtherLanguages =>
        from language in PageLanguage.All.Skip(1)
        from path in new[] { "organisationen?q=frauen&near=Aachen", "organisationen/allerweltshaus-koeln-e-v" }
        select new TheoryDataRow<string, int, bool>($"/{language.Tag}/{path}", 360, language.IsRightToLeft);

    [Theory]
    [MemberData(nameof(Pages))]
    [MemberData(nameof(OtherLanguages))]
    public async Task Axe_finds_nothing_the_page_stays_with_us_and_fits_its_width(string address, int width, bool dark)
    {
        await using var visit = await site.VisitAsync(width, dark);
        await visit.Page.GotoAsync(address);
        await CheckAsync(visit, $"{address} {width}{(dark ? " dark" : "")}");
    }

    /// <summary>Axe, the width, third parties and complaints of a page in some state, and a picture of it.</summary>
    internal static async Task CheckAsync(Visit visit, string name)
    {
        var found = await visit.Page.RunAxe();
        await visit.Page.ScreenshotAsync(new() { Path = Screenshot(name), FullPage = true });
        Assert.Empty(found.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
        Assert.Empty(visit.Elsewhere);
        Assert.DoesNotContain(visit.Complaints, text => !text.Contains("404", StringComparison.Ordinal));
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "The page is wider than its window.");
    }

    [Theory]
    [InlineData("/de/")]
    [InlineData("/de/organisationen?q=frauen+bildung&topics=education")]
    [InlineData("/de/organisationen/allerweltshaus-koeln-e-v")]
    [InlineData("/de/regionen/05358")]
    public async Task At_400_per_cent_nothing_must_be_moved_sideways(string address)
    {
        await using var visit = await site.VisitAsync(320); // 1280 pixels at 400 %
        await visit.Page.GotoAsync(address);
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 320"));
    }

    private static string Screenshot(string name)
    {
        var folder = Path.Combine(Repository.Root, "tests", "MsoNetwork.Browser.Tests", "Screenshots");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, string.Concat(name.Trim('/').Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' ? letter : '_')) + ".png");
    }
}
