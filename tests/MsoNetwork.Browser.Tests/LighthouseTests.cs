using System.Text.Json;
using MsoNetwork.Browser.Tests.Audits;

namespace MsoNetwork.Browser.Tests;

/// <summary>
/// Google's Lighthouse on the three pages that people see most. Speed is measured by tests/MsoNetwork.Benchmarks/measure-pages, never
/// asserted.
/// </summary>
[Collection<Site>]
public sealed class LighthouseTests(BrowserSite site)
{
    [Fact]
    public async Task Lighthouse_gives_full_marks_for_accessibility_best_practices_and_SEO()
    {
        Assert.SkipWhen(BrowserSite.Chromium is null, "No chromium on this machine.");
        string[] pages = ["/de/", "/de/organisationen", "/de/organisationen/" + SitePages.Profile];
        var lines = await Audit.RunAsync(
            "lighthouse.mjs",
            [BrowserSite.Chromium!, "accessibility,best-practices,seo", .. pages.Select(page => site.Address + page)],
            []
        );
        Assert.Equal(pages.Length, lines.Length);
        Assert.All(lines, line =>
        {
            using var report = JsonDocument.Parse(line);
            var scores = report.RootElement.GetProperty("scores").EnumerateObject().ToList();
            Assert.Equal(3, scores.Count);
            Assert.True(
                scores.TrueForAll(score => score.Value is { ValueKind: JsonValueKind.Number } value && value.GetInt32() == 100),
                line
            );
        });
    }
}
