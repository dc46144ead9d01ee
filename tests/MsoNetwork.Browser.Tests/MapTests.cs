using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>The map beside the list, drawn by software where there is no graphics card.</summary>
[Collection<Site>]
public sealed class MapTests(BrowserSite site)
{
    private const float Patience = 60_000; // milliseconds: drawing without a graphics card, beside other tests

    [Theory]
    [InlineData("/de/organisationen", 1280, false)]
    [InlineData("/de/organisationen?q=verein&topics=education", 1280, true)]
    [InlineData("/ar/organisationen?near=K%C3%B6ln&km=50", 1280, false)]
    [InlineData("/de/organisationen", 360, true)]
    public async Task The_map_draws_as_many_as_the_list_has_and_asks_nobody_else(string address, int width, bool dark)
    {
        await using var visit = await site.VisitAsync(width, dark);
        var page = await DrawnAsync(visit, address);
        var total = await page.EvaluateAsync<int>(
            "fetch('/tiles/extent.json' + location.search).then(answer => answer.json()).then(extent => extent.count)"
        );
        await Expect(page.Locator("[data-map]"))
            .ToHaveAttributeAsync(
                "data-shown",
                total.ToString(System.Globalization.CultureInfo.InvariantCulture),
                new() { Timeout = Patience }
            );
        if (address.StartsWith("/de", StringComparison.Ordinal))
            await Expect(page.Locator("#count")).ToContainTextAsync($"{total} Organisation");
        await Expect(page.Locator(".maplibregl-ctrl-attrib")).ToContainTextAsync("GeoBasis-DE / BKG");
        await AccessibilityTests.CheckAsync(visit, $"map {address} {width}");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task The_largest_towns_have_their_names_at_the_start_whole_and_beside_the_buttons(string look)
    {
        await using var visit = await site.VisitAsync(dark: look == "dark");
        var page = await DrawnAsync(visit, "/de/organisationen");
        string[] towns = ["Köln", "Münster", "Bielefeld", "Essen", "Dortmund"];
        var list = string.Join(", ", towns.Select(town => $"'{town}'"));
        await visit.UntilAsync(
            $"[{list}].every(town => (document.querySelector('[data-map]').dataset.names ?? '').split('|').includes(town))"
        );
    }

    [Fact]
    public async Task Offices_have_a_marker_of_their_own_which_the_legend_explains_where_it_is()
    {
        await using var visit = await site.VisitAsync();
        var page = await DrawnAsync(visit, "/de/organisationen");
        var legend = page.Locator(".map-legend");
        await Expect(legend.GetByText("Organisation", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(legend.GetByText("Ämter und Beratungsstellen")).ToBeHiddenAsync();
        await page.Locator("[data-key=offices]").ClickAsync();
        await visit.ArrivesAsync("**offices=1*");
        await page.Locator("#q").FillAsync("KI Hagen");
        await page.Locator("#q").PressAsync("Enter");
        await visit.ArrivesAsync("**q=KI*Hagen*");
        await Expect(legend.GetByText("Ämter und Beratungsstellen")).ToBeVisibleAsync();
        await AccessibilityTests.CheckAsync(visit, "map legend");
    }

    [Fact]
    public async Task A_hit_that_is_pointed_at_shows_on_the_map_and_a_point_that_is_clicked_says_who_it_is()
    {
        await using var visit = await site.VisitAsync();
        var page = await DrawnAsync(visit, "/de/organisationen?q=Allerweltshaus");
        await page.Locator(".hit a").First.FocusAsync();
        await visit.UntilAsync("document.querySelector('[data-map]').dataset.chosen === document.querySelector('.hit').dataset.slug");
        await page.Locator("#q").FocusAsync();
        await visit.UntilAsync("!document.querySelector('[data-map]').dataset.chosen");
        // The map was drawn before it went to where the only hit is in the middle.
        await visit.UntilAsync("""
            (() => {
                const [points, { width, height }] = [document.querySelectorAll('.map-points button'), document.querySelector('.maplibregl-canvas').getBoundingClientRect()]
                return points.length === 1 && Math.abs(parseFloat(points[0].style.left) - width / 2) < 4 && Math.abs(parseFloat(points[0].style.top) - height / 2) < 4
            })()
            """);
        var canvas = (await page.Locator(".maplibregl-canvas").BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(canvas.X + (canvas.Width / 2), canvas.Y + (canvas.Height / 2));
        await Expect(page.Locator(".maplibregl-popup li a")).ToBeFocusedAsync();
        await Expect(page.Locator(".maplibregl-popup li p").First).ToHaveTextAsync("Interkulturelles Zentrum");
        await Expect(page.Locator(".hit.selected")).ToHaveCountAsync(1);
        await AccessibilityTests.CheckAsync(visit, "map popup");
    }

    [Fact]
    public async Task Moving_the_map_is_kept_in_the_address_and_searching_there_too()
    {
        await using var visit = await site.VisitAsync();
        var page = await DrawnAsync(visit, "/de/organisationen?q=verein");
        var before = await page.Locator("#count").InnerTextAsync();
        await page.Locator(".maplibregl-canvas").FocusAsync();
        await page.Keyboard.PressAsync("+");
        await visit.UntilAsync("location.hash.startsWith('#map=')");
        await page.Keyboard.PressAsync("+");
        await page.GetByRole(AriaRole.Button, new() { Name = "In diesem Ausschnitt suchen" }).ClickAsync();
        await visit.ArrivesAsync("**box=*");
        await Expect(page.Locator("#count")).Not.ToHaveTextAsync(before);
        await Expect(page.Locator("[aria-labelledby=chosen]")).ToContainTextAsync("Kartenausschnitt");
        var inside = await page.Locator("#count").InnerTextAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("#count")).ToHaveTextAsync(inside);
        await page.GoBackAsync();
        await Expect(page.Locator("#count")).ToHaveTextAsync(before);
    }

    [Fact]
    public async Task What_the_map_shows_is_gone_through_with_arrows_and_opened_with_Enter()
    {
        await using var visit = await site.VisitAsync();
        var page = await DrawnAsync(visit, "/de/organisationen");
        await page.Locator(".maplibregl-canvas").FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".map-points button:focus")).ToHaveCountAsync(1);
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        var reached = new HashSet<string>();
        foreach (var key in (string[])["ArrowDown", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"])
        {
            await page.Keyboard.PressAsync(key);
            reached.Add(await FocusedAsync(page));
        }

        Assert.True(reached.Count >= 3, string.Join(" | ", reached));
        await page.Locator(".map-points button[aria-label$=' Organisationen']").First.FocusAsync();
        Assert.Matches(@"\d+ Organisationen$", await FocusedAsync(page));
        await page.Keyboard.PressAsync("Enter");
        await visit.UntilAsync("location.hash.startsWith('#map=')"); // nearer, and somebody may go on from there
        await Expect(page.Locator(".map-points button:focus")).ToHaveCountAsync(1);
        await AccessibilityTests.CheckAsync(visit, "map with the keyboard");
    }

    [Fact]
    public async Task One_organisation_on_the_map_is_opened_with_Enter_and_leads_to_its_page()
    {
        await using var visit = await site.VisitAsync();
        var page = await DrawnAsync(visit, "/de/organisationen?q=Allerweltshaus");
        await page.Locator(".map-points button").First.FocusAsync();
        Assert.StartsWith("Allerweltshaus Köln e.V.", await FocusedAsync(page), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".maplibregl-popup li a")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToContainTextAsync("Allerweltshaus");
    }

    [Theory]
    [InlineData("/de/organisationen?regions=05358", 1280)]
    [InlineData("/de/organisationen?near=D%C3%BCren&km=10", 360)]
    public async Task Several_at_one_point_open_as_a_list_never_as_a_dead_number(string address, int width)
    {
        await using var visit = await site.VisitAsync(width);
        var page = await DrawnAsync(visit, address);
        var several = page.Locator(".map-points button[aria-label*=' Organisationen']");
        for (var step = 0; step < 6 && await page.Locator(".maplibregl-popup li").CountAsync() == 0; step++)
        {
            await several.First.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await page.Locator("[data-map][data-shown]").WaitForAsync(new() { Timeout = Patience });
            await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            await page.Locator(".maplibregl-popup li, .map-points button").First
                .WaitForAsync(new() { State = WaitForSelectorState.Attached });
        }

        Assert.True(await page.Locator(".maplibregl-popup li a").CountAsync() > 1);
        await Expect(page.Locator(".maplibregl-popup-content > div > p").First).ToContainTextAsync("Organisationen");
        await AccessibilityTests.CheckAsync(visit, $"map list {width}");
    }

    [Fact]
    public async Task What_was_searched_in_is_what_the_map_shows()
    {
        await using var visit = await site.VisitAsync();
        var page = await DrawnAsync(visit, "/de/organisationen?near=51.36,7.47&km=10");
        await Expect(page.Locator("#near")).ToHaveValueAsync("Mein Standort (Hagen)");
        await Expect(page.Locator("[data-filters]")).ToHaveAttributeAsync("data-place", "Mein Standort (Hagen)");
        var count = await page.Locator("#count").InnerTextAsync();
        await page.Locator("#km").SelectOptionAsync("20"); // the field keeps its place
        await visit.ArrivesAsync("**km=20*");
        await Expect(page.Locator("#near")).ToHaveValueAsync("Mein Standort (Hagen)");
        await Expect(page.Locator("[aria-labelledby=chosen]")).ToContainTextAsync("20 km");
        await Expect(page.Locator("#problems")).ToHaveCountAsync(0);
        Assert.NotEqual("", count);
        await page.Locator("#near").FillAsync("Köln");
        await page.Locator("#near").PressAsync("Enter");
        await visit.ArrivesAsync("**near=K%C3%B6ln*");
        await Expect(page.Locator("[data-filters]")).ToHaveAttributeAsync("data-place", "Köln");
    }

    private static async Task<string> FocusedAsync(IPage page) =>
        await page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-label')");

    [Fact]
    public async Task New_results_are_new_on_the_map()
    {
        await using var visit = await site.VisitAsync();
        var page = await DrawnAsync(visit, "/de/organisationen");
        await page.Locator(".facet a").First.ClickAsync();
        await visit.ArrivesAsync("**topics=*");
        var total = (await page.Locator("#count").InnerTextAsync()).Split(' ')[0];
        await Expect(page.Locator("[data-map]")).ToHaveAttributeAsync("data-shown", total, new() { Timeout = Patience });
    }

    [Fact]
    public async Task Where_no_map_can_be_drawn_a_sentence_says_so_and_the_list_is_there()
    {
        await using var visit = await site.VisitAsync(360);
        await visit.Page.AddInitScriptAsync("HTMLCanvasElement.prototype.getContext = () => null");
        await visit.Page.GotoAsync("/de/organisationen");
        await visit.Page.GetByText("Karte zeigen").ClickAsync();
        await Expect(visit.Page.GetByText("Alle Treffer stehen in der Liste.")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".hit").First).ToBeVisibleAsync();
        await AccessibilityTests.CheckAsync(visit, "map failed");
    }

    [Fact]
    public async Task On_a_telephone_the_map_loads_only_when_it_is_asked_for()
    {
        await using var visit = await site.VisitAsync(360);
        var asked = new List<string>();
        visit.Page.Request += (_, request) => asked.Add(request.Url);
        await visit.Page.GotoAsync("/de/organisationen", new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.DoesNotContain(asked, url =>
            url.Contains("/site/map", StringComparison.Ordinal) || url.Contains("/tiles/", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Without_scripts_a_drawing_leads_to_each_district_and_says_how_many()
    {
        Assert.SkipUnless(File.Exists(BrowserSite.Boundaries), "No boundaries: npm run boundaries.");
        await using var visit = await site.VisitAsync(scripts: false);
        var page = visit.Page;
        await page.GotoAsync("/de/");
        await Expect(page.Locator(".region-map a")).ToHaveCountAsync(53);
        var cologne = page.Locator(".region-map a[href='/de/regionen/05315']");
        var listed = await page.Locator(".places li", new() { Has = page.Locator("a[href='/de/regionen/05315']") })
            .Locator(".number")
            .InnerTextAsync();
        Assert.Equal($"Köln: {listed} Organisationen", await cologne.Locator("title").TextContentAsync());
        await cologne.ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Köln");
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "Karte: Köln (Regierungsbezirk Köln)." })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_profile_whose_exact_place_is_not_to_be_shown_has_no_point()
    {
        Assert.SkipUnless(File.Exists(BrowserSite.Boundaries), "No boundaries: npm run boundaries.");
        await using var visit = await site.VisitAsync(scripts: false);
        await visit.Page.GotoAsync("/de/organisationen/" + SitePages.Profile); // known by its town only
        await Expect(visit.Page.Locator(".locator")).ToContainTextAsync("Nur der Ort ist bekannt.");
        await Expect(visit.Page.Locator(".region-map .point")).ToHaveCountAsync(0);
    }

    private static async Task<IPage> DrawnAsync(Visit visit, string address)
    {
        Assert.SkipUnless(File.Exists(BrowserSite.Boundaries), "No boundaries: npm run boundaries.");
        await visit.Page.GotoAsync(address);
        if (visit.Page.ViewportSize!.Width < 1200) await visit.Page.Locator("[data-map] summary").ClickAsync();
        await visit.Page.Locator("[data-map][data-state=ready][data-shown]").WaitForAsync(new() { Timeout = Patience });
        return visit.Page;
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
