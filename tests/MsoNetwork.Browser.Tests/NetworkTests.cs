using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>
/// A region's network: the drawing for who sees and points, the same for who has a keyboard, a screen reader or no scripts.
/// </summary>
[Collection<Site>]
public sealed class NetworkTests(BrowserSite site)
{
    private const string Umbrella = "Dachverband Migrantenselbstorganisationen Düren e.V.";

    [Theory]
    [InlineData("/de/regionen/05358/netzwerk", 360, false, true)]
    [InlineData("/de/regionen/05358/netzwerk", 1280, true, true)]
    [InlineData("/de/regionen/05/netzwerk?kinds=UMBRELLA_MEMBERSHIP&outside=1", 1280, false, true)]
    [InlineData("/de/regionen/05315/netzwerk?year=2020&topics=culture", 360, true, true)]
    [InlineData("/ar/regionen/05315/netzwerk", 360, true, true)]
    [InlineData("/fa/regionen/05/netzwerk", 1280, false, true)]
    [InlineData("/kmr/regionen/05358/netzwerk", 360, false, false)]
    [InlineData("/tr/regionen/05315", 360, true, true)]
    [InlineData("/de/regionen/05315", 1280, false, true)]
    [InlineData("/de/regionen/05358/blatt", 360, true, true)]
    [InlineData("/ar/regionen/05358/blatt", 1280, false, true)]
    [InlineData("/de/netzwerk/weg?from=coach-e-v&to=migrafrica", 360, false, true)]
    [InlineData("/fa/netzwerk/weg?from=coach-e-v&to=xyzzyq", 1280, true, true)]
    [InlineData("/de/organisationen/house-of-resources-koeln", 360, true, true)]
    [InlineData("/de/organisationen/dachverband-migrantenselbstorganisationen-dueren-e-v", 1280, false, true)]
    public async Task Axe_finds_nothing_and_the_page_fits_its_width(string address, int width, bool dark, bool scripts)
    {
        await using var visit = await site.VisitAsync(width, dark, scripts);
        await visit.Page.GotoAsync(address);
        if (scripts)
            await ReadyAsync(visit.Page);
        await visit.Page.ScreenshotAsync(
            new()
            {
                Path = AccessibilityTests.Screenshot($"{address} {width}{(dark ? " dark" : "")}{(scripts ? "" : " without scripts")}"),
                FullPage = true,
            }
        );
        if (scripts)
        {
            var found = await visit.Page.RunAxe();
            Assert.Empty(
                found.Violations.Select(violation =>
                    $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"
                )
            );
            Assert.True(
                await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
                "The page is wider than its window."
            );
        }

        Assert.Empty(visit.Elsewhere);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task With_the_keyboard_alone_from_partner_to_partner_and_into_a_profile()
    {
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/de/regionen/05358/netzwerk");
        await ReadyAsync(page);
        await page.Locator("canvas").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        var status = page.Locator(".drawing-status");
        await Expect(status).ToContainTextAsync(Umbrella + ": ");
        await Expect(status).ToContainTextAsync("Bana Afrika e.V. (Mitglied im Dachverband)");
        var reached = new HashSet<string>();
        foreach (var key in new[] { "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp" })
        {
            await page.Keyboard.PressAsync("Home");
            await page.Keyboard.PressAsync(key);
            reached.Add((await status.InnerTextAsync()).Split(':')[0]);
        }

        Assert.True(reached.Count >= 3, string.Join(", ", reached)); // members lie all around
        Assert.DoesNotContain(Umbrella, reached);
        await page.Keyboard.PressAsync("Escape");
        await Expect(status).ToHaveTextAsync("");
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("+");
        await page.Keyboard.PressAsync("Enter");
        await visit.ArrivesAsync("**/de/organisationen/dachverband-*");
    }

    [Fact]
    public async Task A_node_is_found_by_name_and_the_slider_goes_back_in_time()
    {
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/de/regionen/05/netzwerk");
        await ReadyAsync(page);
        await page.GetByLabel("Organisation suchen").FillAsync("raum der kulturen");
        await page.GetByLabel("Organisation suchen").PressAsync("Enter");
        await Expect(page.Locator(".drawing-status"))
            .ToContainTextAsync("Bundesverband Netzwerke von Migrantenorganisationen e.V. (Mitglied im Dachverband)");
        var slider = page.Locator("#network-year");
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator(".drawing-status")).ToContainTextAsync("Verbindungen im Jahr 2015: ");
        var (ties, undated) = await TiesOfAsync("2015-12-31");
        Assert.InRange(undated, 1, ties - 1);
        await Expect(page.Locator(".drawing-status"))
            .ToHaveTextAsync($"Verbindungen im Jahr 2015: {ties} · davon ohne bekannten Beginn: {undated}");
        Assert.Contains("at=2015-12-31", await page.Locator("a[data-picture]").First.GetAttributeAsync("href"), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator(".drawing-status"))
            .ToContainTextAsync($": {await page.Locator("[aria-labelledby=ties] tbody tr").CountAsync()}");
    }

    [Fact]
    public async Task The_drawing_is_the_same_on_each_visit_and_is_saved_as_a_picture()
    {
        var pictures = new List<string>();
        for (var round = 0; round < 2; round++)
        {
            await using var visit = await site.VisitAsync();
            await visit.Page.GotoAsync("/de/regionen/05358/netzwerk");
            await ReadyAsync(visit.Page);
            var saved = await visit.Page.RunAndWaitForDownloadAsync(() =>
                visit.Page.GetByRole(AriaRole.Link, new() { Name = "Bild speichern (PNG)" }).ClickAsync()
            );
            Assert.Equal("network-05358-picture.png", saved.SuggestedFilename);
            var png = await File.ReadAllBytesAsync((await saved.PathAsync())!, TestContext.Current.CancellationToken);
            Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);
            pictures.Add(await PictureAsync(visit.Page));
        }

        Assert.Equal(pictures[0], pictures[1]);
        var svg = XDocument.Parse(
            await site.Client.GetStringAsync("/network/picture.svg?region=05358", TestContext.Current.CancellationToken)
        );
        Assert.Equal(14, svg.Descendants().Count(element => element.Name.LocalName == "line")); // and one in the legend
        Assert.Contains(svg.Descendants(), element => element.Name.LocalName == "title" && element.Value == Umbrella);
    }

    [Fact]
    public async Task Without_scripts_a_picture_and_the_tables_say_everything_and_the_form_narrows_it()
    {
        await using var visit = await site.VisitAsync(360, scripts: false);
        var page = visit.Page;
        await page.GotoAsync("/de/regionen/05315/netzwerk");
        await Expect(page.Locator("figure.drawing img")).ToBeVisibleAsync();
        await page.Locator("figure.drawing img").ScrollIntoViewIfNeededAsync();
        await Expect(page.Locator("[aria-labelledby=ties] tbody tr")).ToHaveCountAsync(4);
        Assert.Equal(
            await page.Locator(".measures strong").First.InnerTextAsync(),
            (await page.Locator("[aria-labelledby=nodes] tbody tr").CountAsync()).ToString(
                System.Globalization.CultureInfo.InvariantCulture
            )
        );
        await Expect(page.Locator("[aria-labelledby=alone]")).ToContainTextAsync("Allerweltshaus Köln e.V.");
        await Expect(page.Locator("[aria-labelledby=alone]")).Not.ToContainTextAsync("Kommunales Integrationszentrum");
        await page.GetByLabel("Veranstaltung").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Anzeigen" }).ClickAsync();
        await visit.ArrivesAsync("**kinds=EVENT*");
        await Expect(page.Locator("main")).ToContainTextAsync("Hier kennen wir noch keine Zusammenarbeit.");
        await Expect(page.GetByLabel("Veranstaltung")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task A_topic_chosen_in_the_form_leaves_those_who_work_on_it_on_the_page_and_in_its_files()
    {
        await using var visit = await site.VisitAsync(scripts: false);
        var page = visit.Page;
        await page.GotoAsync("/de/regionen/05/netzwerk");
        var everybody = await page.Locator("[aria-labelledby=nodes] tbody tr").CountAsync();
        await page.GetByLabel("Thema").SelectOptionAsync("volunteering");
        await page.GetByRole(AriaRole.Button, new() { Name = "Anzeigen" }).ClickAsync();
        await visit.ArrivesAsync("**topics=volunteering*");
        await Expect(page.GetByLabel("Thema")).ToHaveValueAsync("volunteering");
        var file = await page.Locator("a[href*='/network/nodes.csv']").GetAttributeAsync("href");
        Assert.Contains("topics=volunteering", file, StringComparison.Ordinal);
        var listed =
            (await site.Client.GetStringAsync(file, TestContext.Current.CancellationToken))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Length - 1;
        Assert.InRange(listed, 2, everybody - 1);
        Assert.Equal(listed, await page.Locator("[aria-labelledby=nodes] tbody tr").CountAsync());
    }

    [Fact]
    public async Task A_drawing_that_does_not_come_says_so_and_leaves_picture_and_tables()
    {
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        await page.RouteAsync("**/network/drawing.json*", route => route.AbortAsync());
        await page.GotoAsync("/de/regionen/05358/netzwerk");
        await page.Locator("figure.drawing").ScrollIntoViewIfNeededAsync();
        await Expect(page.Locator("figure.drawing [data-failed]")).ToBeVisibleAsync();
        await Expect(page.Locator("figure.drawing img")).ToBeVisibleAsync();
        await Expect(page.Locator("[aria-labelledby=ties] tbody tr")).ToHaveCountAsync(13);
    }

    [Fact]
    public async Task Names_full_of_markup_are_drawn_as_texts()
    {
        await using var visit = await site.VisitAsync();
        await visit.Page.GotoAsync("/de/regionen/05315/netzwerk");
        await ReadyAsync(visit.Page);
        await visit.Page.GetByLabel("Organisation suchen").FillAsync("pwned");
        await visit.Page.GetByLabel("Organisation suchen").PressAsync("Enter");
        await Expect(visit.Page.Locator(".drawing-status")).ToContainTextAsync("<script>window.pwned=1</script>");
        Assert.Null(await visit.Page.EvaluateAsync<int?>("window.pwned ?? null"));
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData("/de/regionen/05/netzwerk", 1280)]
    [InlineData("/de/regionen/05/netzwerk", 360)]
    [InlineData("/ar/regionen/05358/netzwerk", 360)]
    [InlineData("/de/regionen/05315/netzwerk?outside=1", 768)]
    public async Task No_label_lies_on_a_node_or_on_another_whatever_is_chosen_and_however_near(string address, int width)
    {
        await using var visit = await site.VisitAsync(width);
        var page = visit.Page;
        await page.GotoAsync(address);
        await ReadyAsync(page);
        await page.Locator("canvas").FocusAsync();
        foreach (var keys in new[] { "", "Home", "ArrowRight", "+ +", "Escape", "0", "- -" })
        {
            foreach (var key in keys.Split(' ', StringSplitOptions.RemoveEmptyEntries)) await page.Keyboard.PressAsync(key);
            await PictureAsync(page);
            var (labels, wrong) = (
                await page.EvaluateAsync<int>("document.querySelector('canvas').painted.labels.length"),
                await page.EvaluateAsync<string[]>(Overlaps)
            );
            Assert.True(labels > 0, keys);
            Assert.Empty(wrong);
        }
    }

    [Fact]
    public async Task On_a_telephone_the_neighbourhood_of_one_comes_first_and_the_whole_is_a_button_away()
    {
        await using var visit = await site.VisitAsync(360, touch: true);
        var page = visit.Page;
        await page.GotoAsync("/de/regionen/05/netzwerk");
        await ReadyAsync(page);
        await PictureAsync(page);
        const string Nodes = "document.querySelector('canvas').painted.nodes.length";
        var near = await page.EvaluateAsync<int>(Nodes);
        Assert.Equal(14, near); // the umbrella body of Düren and its members
        await page.GetByRole(AriaRole.Button, new() { Name = "Ganzes Netzwerk" }).ClickAsync();
        await PictureAsync(page);
        Assert.True(await page.EvaluateAsync<int>(Nodes) > near);
        await page.GetByLabel("Organisation suchen").FillAsync("house of resources köln");
        await page.GetByLabel("Organisation suchen").PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Nur die Umgebung" }).ClickAsync();
        await PictureAsync(page);
        Assert.Equal(5, await page.EvaluateAsync<int>(Nodes));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Both_ends_of_a_way_are_suggested_while_one_types_and_the_way_is_read_from_top_to_bottom()
    {
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/de/netzwerk/weg");
        foreach (var (field, typed, name) in new[] { ("#from", "coach", "Coach e.V."), ("#to", "migraf", "Migrafrica") })
        {
            await visit.UntilAsync($"document.querySelector('{field}')?.getAttribute('role') === 'combobox'");
            await page.Locator(field).PressSequentiallyAsync(typed);
            await page.GetByRole(AriaRole.Option).Filter(new() { HasText = name }).First.ClickAsync();
            Assert.StartsWith(name, await page.Locator(field).InputValueAsync(), StringComparison.OrdinalIgnoreCase);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Weg zeigen" }).ClickAsync();
        await Expect(page.Locator(".chain > li")).ToHaveCountAsync(3);
        await Expect(page.Locator(".chain > li").Nth(1)).ToContainTextAsync("House of Resources Köln");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Two_fingers_stretch_the_drawing_and_not_the_page_and_one_moves_it()
    {
        await using var visit = await site.VisitAsync(360, touch: true);
        var page = visit.Page;
        await page.GotoAsync("/de/regionen/05358/netzwerk");
        await ReadyAsync(page);
        await page.Locator("canvas").ScrollIntoViewIfNeededAsync();
        var (whole, box) = (await PictureAsync(page), (await page.Locator("canvas").BoundingBoxAsync())!);
        var (x, y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await TouchAsync(page, [(x - 40, y), (x + 40, y)], [(x - 100, y), (x + 100, y)]);
        Assert.NotEqual(whole, await PictureAsync(page));
        Assert.Equal(1, await page.EvaluateAsync<double>("visualViewport.scale"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Alles zeigen" }).ClickAsync();
        Assert.Equal(whole, await PictureAsync(page));
        await TouchAsync(page, [(x, y)], [(x + 80, y)]);
        Assert.NotEqual(whole, await PictureAsync(page));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_drawing_that_takes_its_time_says_that_it_goes_on()
    {
        await using var visit = await site.VisitAsync();
        var answer = new TaskCompletionSource();
        await visit.Page.RouteAsync("**/network/drawing.json*", async route =>
        {
            await answer.Task;
            await route.ContinueAsync();
        });
        await visit.Page.GotoAsync("/de/regionen/05358/netzwerk");
        await visit.Page.Locator("figure.drawing").ScrollIntoViewIfNeededAsync();
        await Expect(visit.Page.Locator(".drawing-status")).Not.ToBeEmptyAsync();
        answer.SetResult();
        await ReadyAsync(visit.Page);
        await Expect(visit.Page.Locator(".drawing-status")).ToBeEmptyAsync();
    }

    private const string Overlaps = """
        (() => {
          const { nodes, labels } = document.querySelector('figure.drawing canvas').painted
          const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
          return labels.flatMap((label, at) => [
            ...nodes.filter(node => meets(node, label)).map(node => `${label.text} on node ${node.node}`),
            ...labels.slice(0, at).filter(other => meets(other, label)).map(other => `${label.text} on ${other.text}`),
          ])
        })()
        """;

    private static async Task TouchAsync(IPage page, (float X, float Y)[] from, (float X, float Y)[] to)
    {
        await using var browser = await page.Context.NewCDPSessionAsync(page);
        foreach (var (type, fingers) in new[] { ("touchStart", from), ("touchMove", to), ("touchEnd", []) })
            await browser.SendAsync(
                "Input.dispatchTouchEvent",
                new()
                {
                    ["type"] = type,
                    ["touchPoints"] = fingers
                        .Select(
                            (finger, id) =>
                                new
                                {
                                    x = finger.X,
                                    y = finger.Y,
                                    id,
                                }
                        )
                        .ToArray(),
                }
            );
    }

    private static Task<string> PictureAsync(IPage page) =>
        page.EvaluateAsync<string>(
            "new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => "
                + "resolve(document.querySelector('figure.drawing canvas').toDataURL()))))"
        );

    /// <summary>Where the page has a drawing, brings it into view and waits for it.</summary>
    // Of all of NRW on a day, as the API tells them: with a known beginning and without.
    private async Task<(int All, int Undated)> TiesOfAsync(string day)
    {
        using var answer = await site.Client.PostAsJsonAsync(
            "/graphql", new { query = $"{{ network(region: \"05\", at: \"{day}\") {{ edges {{ startsOn }} }} }}" },
            TestContext.Current.CancellationToken);
        var edges = (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken))
            .GetProperty("data").GetProperty("network").GetProperty("edges").EnumerateArray().ToList();
        return (edges.Count, edges.Count(edge => edge.GetProperty("startsOn").ValueKind == JsonValueKind.Null));
    }

    private static async Task ReadyAsync(IPage page)
    {
        if (await page.Locator("figure.drawing").CountAsync() == 0) return;
        await page.Locator("figure.drawing").ScrollIntoViewIfNeededAsync();
        await Expect(page.Locator("figure.drawing[data-state=ready]")).ToBeVisibleAsync();
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
