using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>Who would fit, and why, on an organisation's own page.</summary>
[Collection<Site>]
public sealed class PartnerPagesTests(BrowserSite site)
{
    /// <summary>Its entry names neither topics nor offers, but it seeks rooms.</summary>
    private const string Seeks = "/de/organisationen/" + SitePages.Profile;

    private const string Described = "/de/organisationen/migrafrica";

    [Theory]
    [InlineData(360, false)]
    [InlineData(1280, true)]
    public async Task Suggested_partners_come_with_sentences_and_the_purpose_is_switched_by_links(int width, bool scripts)
    {
        await using var visit = await site.VisitAsync(width, scripts: scripts);
        var page = visit.Page;
        await page.GotoAsync(Described);
        var section = page.Locator("[aria-labelledby=suggested]");
        await Expect(section.Locator(".partners > li")).ToHaveCountAsync(5);
        var similar = await section.Locator(".partners").InnerTextAsync();
        Assert.Matches("Gemeinsame Themen: .+\\.", similar);
        foreach (var partner in await section.Locator(".partners > li").AllAsync())
            Assert.InRange(await partner.Locator("ul > li").CountAsync(), 1, 3);
        await Expect(section.Locator(".purposes [aria-current]")).ToHaveTextAsync("Ähnliche Arbeit");

        await section.GetByRole(AriaRole.Link, new() { Name = "Sich ergänzen" }).ClickAsync();
        await HasAddressAsync(page, Described + "?for=COMPLEMENTARY#suggested");
        await Expect(section.Locator(".purposes [aria-current]")).ToHaveTextAsync("Sich ergänzen");
        Assert.NotEqual(similar, await section.Locator(".partners").InnerTextAsync());
        await section.GetByRole(AriaRole.Link, new() { Name = "Ähnliche Arbeit" }).ClickAsync();
        await HasAddressAsync(page, Described + "?for=SIMILAR_WORK#suggested");
        Assert.Equal(similar, await section.Locator(".partners").InnerTextAsync());

        var first = section.Locator(".partners > li > a").First;
        var name = await first.InnerTextAsync();
        await first.ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(name);
    }

    [Fact]
    public async Task An_open_call_that_another_can_answer_is_a_reason_with_a_link_to_it_on_both_pages()
    {
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        foreach (
            var (address, other) in new[]
            {
                (Seeks, "House of Resources Köln"),
                ("/de/organisationen/house-of-resources-koeln?for=COMPLEMENTARY", "Allerweltshaus Köln e.V."),
            }
        )
        {
            await page.GotoAsync(address);
            var partner = page.Locator("[aria-labelledby=suggested] .partners > li").Filter(new() { HasText = "bietet das an." }).First;
            await Expect(partner)
                .ToContainTextAsync(
                    "Allerweltshaus Köln e.V. sucht: „Proberaum für Frauenchor (erfunden)“. House of Resources Köln bietet das an."
                );
            await Expect(partner.Locator("> a")).ToHaveTextAsync(other);
            await partner.GetByRole(AriaRole.Link, new() { Name = "Proberaum für Frauenchor (erfunden)" }).ClickAsync();
            await HasAddressAsync(page, "/de/gesuche/proberaum-erfunden");
        }

        await page.GotoAsync("/en/organisationen/house-of-resources-koeln?for=COMPLEMENTARY");
        await Expect(page.Locator("[aria-labelledby=suggested]"))
            .ToContainTextAsync(
                "Allerweltshaus Köln e.V. is looking for: “Proberaum für Frauenchor (erfunden)”. "
                    + "House of Resources Köln offers this."
            );
        foreach (var width in new[] { 360, 1280 })
        {
            await using var small = await site.VisitAsync(width);
            await small.Page.GotoAsync("/de/organisationen/house-of-resources-koeln?for=COMPLEMENTARY");
            await AccessibilityTests.CheckAsync(small, $"partners complementary {width}");
        }
    }

    [Fact]
    public async Task Who_opted_out_is_shown_no_partners_and_is_shown_to_nobody()
    {
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync(Described);
        var partner = page.Locator("[aria-labelledby=suggested] .partners > li > a").First;
        var (name, address) = (await partner.InnerTextAsync(), await partner.GetAttributeAsync("href"));
        var slug = address!.Split('/')[^1];
        await using var optedOut = await Change.DoAsync(site,
            $"INSERT INTO matching_preferences (organisation_id, takes_part, by_origin, by_religion, updated_at) SELECT id, false, false, "
                + $"false, now() FROM organisations WHERE slug = '{slug}'",
            $"DELETE FROM matching_preferences WHERE organisation_id = (SELECT id FROM organisations WHERE slug = '{slug}')");
        await page.GotoAsync(Described);
        await Expect(page.Locator("[aria-labelledby=suggested]")).Not.ToContainTextAsync(name);
        foreach (var purpose in new[] { "", "?for=COMPLEMENTARY", "?for=MENTORS", "?for=MENTEES", "?for=nonsense" })
        {
            await page.GotoAsync(address + purpose);
            await Expect(page.Locator("h1")).ToHaveTextAsync(name);
            await Expect(page.Locator("#suggested")).ToHaveCountAsync(0);
        }
    }

    private static Task HasAddressAsync(IPage page, string ends) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(ends) + "$"));

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    /// <summary>A change of the registry for the time of a test.</summary>
    private sealed class Change(BrowserSite site, string undo) : IAsyncDisposable
    {
        public static async Task<Change> DoAsync(BrowserSite site, string change, string undo)
        {
            await RunAsync(site, change);
            return new Change(site, undo);
        }

        public async ValueTask DisposeAsync() => await RunAsync(site, undo);

        private static async Task RunAsync(BrowserSite site, string sql)
        {
            await using var command = site.Database.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }
}
