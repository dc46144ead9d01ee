using System.Net;
using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>What organisations seek and offer, as visitors meet it.</summary>
[Collection<Site>]
public sealed class CallPagesTests(BrowserSite site)
{
    [Theory]
    [InlineData(360, false)]
    [InlineData(1280, true)]
    public async Task From_the_search_to_a_profile_and_from_there_to_its_call_and_how_to_answer(int width, bool scripts)
    {
        await using var visit = await site.VisitAsync(width, scripts: scripts);
        var page = visit.Page;
        await page.GotoAsync("/de/organisationen?q=Allerweltshaus");
        await page.Locator(".hit a").First.ClickAsync();
        await Expect(page.Locator("#calls")).ToHaveTextAsync("Was sie suchen und anbieten");
        await page.Locator("section[aria-labelledby=calls]")
            .GetByRole(AriaRole.Link, new() { Name = "Proberaum für Frauenchor (erfunden)" })
            .ClickAsync();
        await visit.ArrivesAsync("**/de/gesuche/proberaum-erfunden");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Proberaum für Frauenchor (erfunden)");
        await Expect(page.Locator("[aria-labelledby=answer]")).ToContainTextAsync("Melden Sie sich direkt bei der Organisation.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Zum Profil der Organisation" }).ClickAsync();
        await visit.ArrivesAsync("**/de/organisationen/allerweltshaus-koeln-e-v#contact");
    }

    [Fact]
    public async Task The_list_is_found_in_the_navigation_searched_with_a_typo_and_narrowed_by_links_without_scripts()
    {
        await using var visit = await site.VisitAsync(360, scripts: false);
        var page = visit.Page;
        await page.GotoAsync("/de/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Gesuche und Angebote" }).ClickAsync();
        await Expect(page.Locator("#count")).ToHaveTextAsync("2 Einträge gefunden");
        await page.Locator("#q").FillAsync("probraum");
        await page.GetByRole(AriaRole.Button, new() { Name = "Suchen" }).ClickAsync();
        await Expect(page.Locator("#count")).ToHaveTextAsync("1 Eintrag gefunden");
        await Expect(page.Locator(".hit mark").First).ToHaveTextAsync("Proberaum");
        await Expect(page.Locator(".hit .who")).ToContainTextAsync("Allerweltshaus");
        await page.Locator(".filters > summary").ClickAsync();
        await page.Locator("[aria-labelledby=facet-subjects] a").First.ClickAsync();
        await visit.ArrivesAsync("**/de/gesuche?q=probraum&subjects=ROOMS");
        await Expect(page.Locator(".hit")).ToHaveCountAsync(1);
        await page.Locator("[aria-labelledby=chosen] a.chip").ClickAsync();
        await visit.ArrivesAsync("**/de/gesuche?q=probraum");
    }

    [Fact]
    public async Task With_scripts_filters_change_the_list_in_place_and_take_along_what_is_typed()
    {
        await using var visit = await site.VisitAsync();
        var page = await LiveAsync(visit, "/de/gesuche");
        await page.EvaluateAsync("window.stayed = true");
        var filter = page.Locator("[aria-labelledby=facet-subjects] a[data-key='subjects:ROOMS']");
        await filter.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await visit.ArrivesAsync("**/de/gesuche?subjects=ROOMS");
        await Expect(page.Locator("#count")).ToHaveTextAsync("1 Eintrag gefunden");
        await Expect(page.Locator("[data-status]")).ToHaveTextAsync("1 Eintrag gefunden");
        await Expect(filter).ToBeFocusedAsync();
        await page.Locator("#q").FillAsync("probraum");
        await page.Locator("[aria-labelledby=facet-direction] a[data-key='direction:SEEKS']").ClickAsync();
        await visit.ArrivesAsync("**/de/gesuche?q=probraum&direction=SEEKS&subjects=ROOMS");
        await Expect(page.Locator(".hit mark").First).ToHaveTextAsync("Proberaum");
        await page.Locator("form.search button[type=submit]").ClickAsync(); // the form knows the filters
        await page.Locator("[aria-labelledby=chosen] a.chip[data-key='subjects:ROOMS']").ClickAsync();
        await visit.ArrivesAsync("**/de/gesuche?q=probraum&direction=SEEKS");
        await page.GoBackAsync();
        await visit.ArrivesAsync("**/de/gesuche?q=probraum&direction=SEEKS&subjects=ROOMS");
        await Expect(page.Locator("[aria-labelledby=chosen] a.chip")).ToHaveCountAsync(2);
        Assert.True(await page.EvaluateAsync<bool>("window.stayed"));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_place_is_suggested_while_one_types_and_a_point_is_named_by_its_town()
    {
        await using var visit = await site.VisitAsync(360, touch: true);
        var page = await LiveAsync(visit, "/de/gesuche");
        await page.Locator("#near").TapAsync();
        await visit.AnsweredAsync("near=koel", () => page.Locator("#near").PressSequentiallyAsync("koel"));
        await page.GetByRole(AriaRole.Option, new() { Name = "Köln" }).First.TapAsync();
        await visit.ArrivesAsync("**/de/gesuche?near=K%C3%B6ln&km=20");
        await Expect(page.Locator("#count")).ToHaveTextAsync("2 Einträge gefunden");
        await page.GotoAsync("/de/gesuche?near=50.94,6.96&km=10");
        await Expect(page.Locator("[aria-labelledby=chosen] a.chip")).ToContainTextAsync("Punkt bei Köln");
    }

    [Fact]
    public async Task A_region_shows_the_calls_that_apply_in_it()
    {
        await using var visit = await site.VisitAsync();
        await visit.Page.GotoAsync("/de/regionen/05315");
        await Expect(visit.Page.Locator("#calls")).ToHaveTextAsync("Offene Gesuche und Angebote");
        await Expect(visit.Page.Locator("[aria-labelledby=calls] .hit")).ToHaveCountAsync(2);
        await visit.Page.GotoAsync("/de/regionen/05358");
        await Expect(visit.Page.Locator("#calls")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_filled_call_says_so_and_is_not_listed()
    {
        await using var visit = await site.VisitAsync();
        await visit.Page.GotoAsync("/de/gesuche/gefunden-erfunden");
        await Expect(visit.Page.Locator(".banner")).ToHaveTextAsync("Erledigt: Es wurde jemand gefunden.");
        await Expect(visit.Page.Locator("[aria-labelledby=answer]")).ToContainTextAsync("nicht mehr antworten");
        await visit.Page.GotoAsync("/de/gesuche");
        Assert.DoesNotContain("Bänke", await visit.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filled_and_expired_calls_are_listed_by_who_asks_for_them_and_say_what_they_are()
    {
        await using var visit = await site.VisitAsync(scripts: false);
        var page = visit.Page;
        await page.GotoAsync("/de/gesuche");
        var filled = page.Locator("[aria-labelledby=facet-states] a", new() { HasText = "Erledigt" });
        await filled.ClickAsync();
        await visit.ArrivesAsync("**/de/gesuche?states=FILLED");
        await Expect(page.Locator("#count")).ToHaveTextAsync("1 Eintrag gefunden");
        await Expect(page.Locator(".hit")).ToContainTextAsync("Bänke (erfunden)");
        await Expect(page.Locator(".hit")).ToContainTextAsync("Erledigt: Es wurde jemand gefunden.");
        await page.Locator("[aria-labelledby=facet-states] a", new() { HasText = "Abgelaufen" }).ClickAsync();
        await Expect(page.Locator("#count")).ToHaveTextAsync("2 Einträge gefunden");
        await Expect(page.Locator(".hit", new() { HasText = "Flyer (erfunden)" }))
            .ToContainTextAsync("Abgelaufen: Die Zeit für Antworten ist vorbei.");
        await page.GotoAsync("/de/gesuche?states=DRAFT"); // nobody else's business
        Assert.DoesNotContain("Entwurf", await page.Locator(".results").InnerTextAsync(), StringComparison.Ordinal);
        await Expect(page.Locator("#problems")).ToContainTextAsync("DRAFT");
    }

    [Fact]
    public async Task Calls_full_of_markup_are_shown_as_texts()
    {
        await using var visit = await site.VisitAsync();
        var payload = Uri.EscapeDataString(BrowserSite.Payload);
        foreach (
            var address in new[]
            {
                "/de/gesuche",
                "/de/gesuche/boese-erfunden",
                "/ar/gesuche/boese-erfunden",
                "/de/gesuche?q=pwned",
                "/de/organisationen/" + site.Hostile,
                "/de/regionen/05315",
                $"/de/gesuche?q={payload}&near={payload}&km={payload}&direction={payload}&subjects={payload}"
                    + $"&topics={payload}&activeIn={payload}&after={payload}",
                "/de/gesuche/" + payload,
            }
        )
        {
            await visit.Page.GotoAsync(address);
            Assert.Null(await visit.Page.EvaluateAsync<int?>("window.pwned ?? null"));
            Assert.Equal(0, await visit.Page.Locator("main b, main img:not([src*=karte]), main script").CountAsync());
        }

        await visit.Page.GotoAsync("/de/gesuche/boese-erfunden");
        await Expect(visit.Page.Locator("h1")).ToContainTextAsync("<script>window.pwned=1</script>");
        Assert.DoesNotContain(visit.Complaints, text => !text.Contains("404", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/de/gesuche/entwurf-erfunden", HttpStatusCode.NotFound)]
    [InlineData("/de/gesuche/gibt-es-nicht", HttpStatusCode.NotFound)]
    [InlineData("/de/gesuche?km=abc&after=zz&near=%00&subjects=&direction=x&activeIn=99", HttpStatusCode.OK)]
    [InlineData("/de/gesuche?km=-1&near=12345678901234567890", HttpStatusCode.OK)]
    public async Task Addresses_answer_with_a_readable_page(string address, HttpStatusCode status)
    {
        using var answer = await site.Client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains("</html>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_site_map_names_open_calls_only()
    {
        Assert.Contains(
            "/sitemap/calls.xml",
            await site.Client.GetStringAsync("/sitemap.xml", TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        var map = await site.Client.GetStringAsync("/sitemap/calls.xml", TestContext.Current.CancellationToken);
        Assert.Equal(
            ["boese-erfunden", "proberaum-erfunden"],
            System
                .Xml.Linq.XDocument.Parse(map)
                .Root!.Elements()
                .Select(url => url.Value.Split('/')[^1][..^10])
                .Order(StringComparer.Ordinal)
        );
    }

    private static async Task<IPage> LiveAsync(Visit visit, string address)
    {
        await visit.Page.GotoAsync(address);
        await visit.UntilAsync("document.querySelector('#near')?.getAttribute('role') === 'combobox'"); // the scripts are there
        return visit.Page;
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
