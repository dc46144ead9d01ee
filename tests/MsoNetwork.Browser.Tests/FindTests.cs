using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>What scripts add to the search: suggestions, results without reloading, "near me".</summary>
[Collection<Site>]
public sealed class FindTests(BrowserSite site)
{
    [Fact]
    public async Task Suggestions_are_gone_through_and_chosen_with_the_keyboard_alone()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/");
        var field = page.Locator("#q");
        await field.FocusAsync();
        await visit.AnsweredAsync("q=frauen+düre", () => page.Keyboard.TypeAsync("frauen düre"));
        await Expect(page.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await Expect(field).ToHaveAttributeAsync("aria-expanded", "true");
        Assert.Null(await field.GetAttributeAsync("aria-activedescendant")); // nothing is chosen for anybody
        await Expect(page.Locator(".combobox [role=status]").First).ToContainTextAsync("Vorschläge");
        await page.Keyboard.PressAsync("ArrowDown");
        var active = page.Locator($"[id='{await field.GetAttributeAsync("aria-activedescendant")}']");
        await Expect(active).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(active).ToContainTextAsync("Düren");
        await page.Keyboard.PressAsync("ArrowUp");
        Assert.Null(await field.GetAttributeAsync("aria-activedescendant"));
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Home"); // back to the text
        await Expect(field).ToHaveValueAsync("frauen düre");
        Assert.Null(await field.GetAttributeAsync("aria-activedescendant"));
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#q-list")).ToBeHiddenAsync();
        await Expect(field).ToHaveValueAsync("frauen düre");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync("n");
        await Expect(page.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await visit.ArrivesAsync("**/de/organisationen?q=frauen&near=*");
        await Expect(page.Locator("[aria-labelledby=chosen]")).ToContainTextAsync("Düren");
    }

    [Theory]
    [InlineData(360, true)]
    [InlineData(1280, false)]
    public async Task An_open_list_of_suggestions_has_no_violation_and_fits(int width, bool rightToLeft)
    {
        await using var visit = await site.VisitAsync(width, dark: rightToLeft);
        var page = await OpenAsync(visit, rightToLeft ? "/ar/" : "/de/");
        await page.Locator("#q").PressSequentiallyAsync("frau");
        await Expect(page.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await AccessibilityTests.CheckAsync(visit, $"suggestions {width}");
    }

    [Fact]
    public async Task Enter_without_a_choice_searches_for_what_was_typed()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen");
        await page.Locator("#q").PressSequentiallyAsync("frauen");
        await Expect(page.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await visit.ArrivesAsync("**/de/organisationen?q=frauen");
        await Expect(page.Locator("#q-list")).ToBeHiddenAsync();
        await Expect(page.Locator("#q")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_suggestion_is_chosen_by_touch()
    {
        await using var visit = await site.VisitAsync(360, touch: true);
        var page = await OpenAsync(visit, "/de/organisationen");
        await page.Locator("#near").TapAsync();
        await visit.AnsweredAsync("near=dürn", () => page.Locator("#near").PressSequentiallyAsync("dürn"));
        await page.GetByRole(AriaRole.Option, new() { Name = "Düren" }).First.TapAsync();
        await visit.ArrivesAsync("**near=D%C3%BCren*");
        await Expect(page.Locator("#near")).ToHaveValueAsync("Düren");
    }

    [Fact]
    public async Task A_list_stays_under_a_finger_until_it_is_lifted()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen");
        await page.Locator("#near").FocusAsync();
        await visit.AnsweredAsync("near=dürn", () => page.Keyboard.TypeAsync("dürn"));
        var answer = await HeldAsync(visit);
        await page.Keyboard.InsertTextAsync("zzzzqx");
        await answer.Asked;
        await page.GetByRole(AriaRole.Option, new() { Name = "Düren" }).First.HoverAsync();
        await page.Mouse.DownAsync();
        await answer.ArrivesAsync();
        await page.Mouse.UpAsync();
        await visit.ArrivesAsync("**near=D%C3%BCren*");
    }

    [Fact]
    public async Task A_finger_that_chooses_nothing_lets_the_later_list_come()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen");
        await page.Locator("#near").FocusAsync();
        await visit.AnsweredAsync("near=dürn", () => page.Keyboard.TypeAsync("dürn"));
        var answer = await HeldAsync(visit);
        await page.Locator("#near").FillAsync("düren");
        await answer.Asked;
        await page.Locator("#near-list .heading").First.HoverAsync();
        await page.Mouse.DownAsync();
        await answer.ArrivesAsync();
        await page.EvaluateAsync("() => { window.before = document.querySelector('#near-list').firstElementChild }");
        await page.Mouse.UpAsync();
        await visit.UntilAsync("!window.before.isConnected");
        await Expect(page.GetByRole(AriaRole.Option, new() { Name = "Düren" }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_active_stays_so_in_a_later_list_and_typing_leads_back_to_the_text()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen");
        var field = page.Locator("#near");
        await field.FocusAsync();
        await visit.AnsweredAsync("near=düre", () => page.Keyboard.TypeAsync("düre"));
        var answer = await HeldAsync(visit);
        await page.Keyboard.InsertTextAsync("n");
        await answer.Asked;
        await page.EvaluateAsync("() => { window.before = document.querySelector('#near-list').firstElementChild }");
        await page.Keyboard.PressAsync("ArrowDown");
        await answer.ArrivesAsync();
        await visit.UntilAsync("!window.before.isConnected");
        await Expect(page.Locator("#near-list [aria-selected=true]")).ToContainTextAsync("Düren");
        Assert.Equal(
            await page.Locator("#near-list [aria-selected=true]").GetAttributeAsync("id"),
            await field.GetAttributeAsync("aria-activedescendant")
        );
        await page.Keyboard.TypeAsync("x");
        Assert.Null(await field.GetAttributeAsync("aria-activedescendant"));
    }

    [Fact]
    public async Task Filters_change_the_results_in_place_keep_the_focus_and_can_be_taken_back()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen?q=verein");
        await page.EvaluateAsync("window.stayed = true");
        var all = await page.Locator("#count").InnerTextAsync();
        var filter = page.Locator(".facet a").First;
        var key = await filter.GetAttributeAsync("data-key");
        await filter.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".facet a.on")).ToHaveCountAsync(1);
        await visit.ArrivesAsync("**topics=*");
        var fewer = await page.Locator("#count").InnerTextAsync();
        Assert.NotEqual(all, fewer);
        await Expect(page.Locator("[data-status]")).ToHaveTextAsync(fewer);
        Assert.Equal(key, await page.EvaluateAsync<string>("document.activeElement.dataset.key"));
        await page.GoBackAsync();
        await Expect(page.Locator("#count")).ToHaveTextAsync(all);
        await page.GoForwardAsync();
        await Expect(page.Locator("#count")).ToHaveTextAsync(fewer);
        Assert.True(await page.EvaluateAsync<bool>("window.stayed")); // the page was never loaded anew
        await page.ReloadAsync();
        await Expect(page.Locator("#count")).ToHaveTextAsync(fewer);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task When_the_search_does_not_answer_the_page_says_so_and_stays()
    {
        await using var visit = await site.VisitAsync(360);
        var page = await OpenAsync(visit, "/de/organisationen");
        var hits = await page.Locator(".hit").CountAsync();
        await page.Context.SetOfflineAsync(true);
        await page.Locator(".filters > summary").ClickAsync();
        await page.Locator(".facet a").First.ClickAsync();
        await Expect(page.Locator("[data-status]")).ToContainTextAsync("antwortet gerade nicht");
        await Expect(page.Locator("[data-status]")).ToBeVisibleAsync();
        // the whole of it
        Assert.True(
            await page.EvaluateAsync<bool>(
                "(said => said.scrollWidth <= said.clientWidth && said.clientHeight > 20)(document.querySelector('[data-status]'))"
            )
        );
        Assert.Equal(hits, await page.Locator(".hit").CountAsync());
    }

    [Fact]
    public async Task Near_me_puts_the_rounded_place_into_the_address_and_is_asked_only_on_click()
    {
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        await page.Context.GrantPermissionsAsync(["geolocation"]);
        await page.Context.SetGeolocationAsync(new() { Latitude = 50.80412f, Longitude = 6.48277f }); // in Düren
        await page.AddInitScriptAsync(
            "const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation); window.asked = 0; "
                + "navigator.geolocation.getCurrentPosition = (...all) => { window.asked++; ask(...all) }"
        );
        await OpenAsync(visit, "/de/");
        Assert.Equal(0, await page.EvaluateAsync<int>("window.asked"));
        await page.GetByRole(AriaRole.Button, new() { Name = "In meiner Nähe" }).ClickAsync();
        await visit.ArrivesAsync("**near=50.80%2C6.48*");
        await Expect(page.Locator("[aria-labelledby=chosen]")).ToContainTextAsync("Punkt bei Düren");
        await Expect(page.Locator(".hit .where").First).ToContainTextAsync("bis zur Ortsmitte");
    }

    [Fact]
    public async Task Near_me_refused_says_what_to_do_instead()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen");
        await page.Context.ClearPermissionsAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "In meiner Nähe" }).ClickAsync();
        await Expect(page.Locator(".near-me [role=status]")).ToContainTextAsync("Schreiben Sie bitte Ihren Ort");
        await Expect(page.Locator("#near")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Without_results_the_page_says_what_to_leave_out_and_how_many_are_then_found()
    {
        await using var visit = await site.VisitAsync(scripts: false);
        var page = visit.Page;
        await page.GotoAsync("/de/organisationen?q=allerweltshaus&near=Minden&km=5");
        await Expect(page.Locator("#count")).ToContainTextAsync("0 ");
        var looser = page.Locator(".empty li", new() { HasText = "In ganz Nordrhein-Westfalen suchen" });
        await Expect(looser).ToContainTextAsync("Organisation");
        await looser.Locator("a").ClickAsync();
        await Expect(page.Locator(".hit").First).ToContainTextAsync("Allerweltshaus");
    }

    [Fact]
    public async Task Without_scripts_there_is_nothing_that_does_not_work()
    {
        await using var visit = await site.VisitAsync(scripts: false);
        await visit.Page.GotoAsync("/de/organisationen");
        await Expect(visit.Page.Locator(".near-me")).ToBeHiddenAsync();
        await Expect(visit.Page.Locator("[data-map]")).ToBeHiddenAsync();
    }

    private static async Task<IPage> OpenAsync(Visit visit, string address)
    {
        await visit.Page.GotoAsync(address);
        await visit.UntilAsync("document.querySelector('#q')?.getAttribute('role') === 'combobox'"); // the scripts are there
        return visit.Page;
    }

    // The next answer with suggestions waits until it is let through.
    private static async Task<HeldAnswer> HeldAsync(Visit visit)
    {
        var held = new HeldAnswer(visit);
        await visit.Page.RouteAsync("**/vorschlaege**", held.HoldAsync, new() { Times = 1 });
        return held;
    }

    private sealed class HeldAnswer(Visit visit)
    {
        private readonly TaskCompletionSource<IRoute> _route = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _route.Task.WaitAsync(TimeSpan.FromMinutes(2));

        public Task HoldAsync(IRoute route)
        {
            _route.SetResult(route);
            return Task.CompletedTask;
        }

        public async Task ArrivesAsync()
        {
            var route = await _route.Task;
            await visit.AnsweredAsync("/vorschlaege/", () => route.ContinueAsync());
        }
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
