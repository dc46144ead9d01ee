using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>The form, the list, the address and the way back say the same, whichever of them was used.</summary>
[Collection<Site>]
public sealed class SearchStateTests(BrowserSite site)
{
    [Fact]
    public async Task The_radius_stays_after_another_order_a_filter_and_the_way_back()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen?near=Köln&km=50");
        var radius = page.Locator("#km");
        await page.Locator("#sort").FocusAsync();
        await page.Locator("#sort").SelectOptionAsync("name");
        await visit.ArrivesAsync("**sort=name*");
        await Expect(radius).ToHaveValueAsync("50");
        await Expect(page.Locator("#sort")).ToHaveValueAsync("name");
        await Expect(page.Locator("#sort")).ToBeFocusedAsync();
        await page.Locator(".facet a").First.ClickAsync();
        await visit.ArrivesAsync("**topics=*");
        await Expect(radius).ToHaveValueAsync("50");
        await radius.SelectOptionAsync("10");
        await visit.ArrivesAsync("**km=10*");
        await page.GoBackAsync();
        await Expect(radius).ToHaveValueAsync("50");
        await SearchAsync(page, "Frauen");
        await visit.ArrivesAsync("**q=Frauen*km=50*topics=*");
        await Expect(page.Locator("[aria-labelledby=chosen] a.chip").First).ToContainTextAsync("50 km");
    }

    [Fact]
    public async Task Choosing_an_order_then_typing_a_word_leaves_no_order_that_is_not_kept()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen?near=Köln&km=50");
        await page.Locator("#sort").SelectOptionAsync("name");
        await visit.ArrivesAsync("**sort=name*");
        await SearchAsync(page, "kurdisch");
        await visit.ArrivesAsync("**q=kurdisch*");
        await Expect(page.Locator("#sort")).ToHaveCountAsync(0);
        Assert.DoesNotContain("sort=", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_and_an_order_in_one_address_show_no_order_and_no_link_has_it()
    {
        await using var visit = await site.VisitAsync(scripts: false);
        await visit.Page.GotoAsync("/de/organisationen?q=kurdisch&near=Köln&km=50&sort=name");
        await Expect(visit.Page.Locator(".facet a").First).ToBeVisibleAsync();
        Assert.Equal(0, await visit.Page.Locator("#sort, .search-page a[href*='sort=']").CountAsync());
    }

    [Theory]
    [InlineData("/de/organisationen?regions=05315", "name")]
    [InlineData("/de/organisationen?near=Köln&km=50", "distance")]
    public async Task The_usual_order_is_shown_and_stands_in_no_address(string address, string usual)
    {
        await using var visit = await site.VisitAsync(scripts: false);
        await visit.Page.GotoAsync(address + "&sort=" + usual);
        await Expect(visit.Page.Locator("#sort option:checked")).ToHaveTextAsync(usual == "name" ? "Name" : "Entfernung");
        Assert.Equal(0, await visit.Page.Locator(".search-page a[href*='sort=']").CountAsync());
        await visit.Page.Locator("form.search button[type=submit]").ClickAsync();
        await Expect(visit.Page.Locator("#sort option:checked")).ToHaveTextAsync(usual == "name" ? "Name" : "Entfernung");
        Assert.DoesNotContain("sort=" + usual, visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_is_left_and_then_sent_is_one_step_on_the_way_back()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen");
        var all = await page.Locator("#count").InnerTextAsync();
        var steps = await StepsAsync(page);
        await page.Locator("#near").FillAsync("Köln");
        await page.Keyboard.PressAsync("Tab"); // the field is left: its change is searched for
        await visit.ArrivesAsync("**near=K%C3%B6ln*");
        await Expect(page.Locator("#count")).Not.ToHaveTextAsync(all);
        var fewer = await page.Locator("#count").InnerTextAsync();
        await AskedAsync(visit, () => page.Locator("form.search button[type=submit]").ClickAsync());
        Assert.Equal(steps + 1, await StepsAsync(page));
        await page.GoBackAsync();
        await Expect(page.Locator("#count")).ToHaveTextAsync(all);
        await page.GoForwardAsync();
        await Expect(page.Locator("#count")).ToHaveTextAsync(fewer);
    }

    [Fact]
    public async Task Sending_what_is_on_its_way_already_asks_and_counts_once()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen");
        var asked = new List<IRoute>();
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/de/organisationen?**", route =>
        {
            asked.Add(route);
            first.TrySetResult();
            return Task.CompletedTask;
        });
        var steps = await StepsAsync(page);
        await page.Locator("#near").FillAsync("Köln");
        await page.Keyboard.PressAsync("Tab");
        await first.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        await page.Locator("form.search button[type=submit]").ClickAsync();
        await asked[0].ContinueAsync();
        await visit.ArrivesAsync("**near=K%C3%B6ln*");
        Assert.Equal(steps + 1, await StepsAsync(page));
        Assert.Single(asked);
    }

    [Theory]
    [InlineData("/de/organisationen?q=&near=Köln")] // as the start page writes it
    [InlineData("/de/organisationen?near=Köln&km=50&sort=distance")]
    [InlineData("/de/organisationen?topics=education&q=frauen%20verein")]
    public async Task Sending_the_form_as_it_came_is_no_step(string address)
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, address);
        var steps = await StepsAsync(page);
        await AskedAsync(visit, () => page.Locator("form.search button[type=submit]").ClickAsync());
        Assert.Equal(steps, await StepsAsync(page));
    }

    [Fact]
    public async Task Words_not_yet_searched_for_come_along_with_a_filter_and_its_end()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen");
        await TypeAsync(page, "Frauen");
        await page.Locator(".facet a").First.ClickAsync();
        await visit.ArrivesAsync("**q=Frauen*topics=*");
        await Expect(page.Locator("#q")).ToHaveValueAsync("Frauen");
        await TypeAsync(page, "Frauen Chor");
        await page.Locator("[aria-labelledby=chosen] a.chip").First.ClickAsync();
        await visit.ArrivesAsync("**/de/organisationen?q=Frauen+Chor");
        await Expect(page.Locator("#q")).ToHaveValueAsync("Frauen Chor");
    }

    [Fact]
    public async Task A_place_not_yet_searched_for_comes_along_with_a_filter()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen");
        await page.Locator("#near").FillAsync("Köln");
        await page.Locator(".facet a").First.ClickAsync();
        await visit.ArrivesAsync("**near=K%C3%B6ln*topics=*");
        await Expect(page.Locator("#near")).ToHaveValueAsync("Köln");
        Assert.Contains("km=20", page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1500)] // milliseconds: by then the page has said that it waits
    public async Task A_filter_that_is_pressed_while_the_answer_to_a_place_comes_is_not_lost(int slow)
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen");
        await page.RouteAsync("**/de/organisationen?near=**", async route =>
        {
            await Task.Delay(slow);
            await route.ContinueAsync();
        });
        await page.Locator("#near").FillAsync("Köln");
        await Expect(page.Locator("#near-list [role=option]").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape"); // or the list may lie on the filter by the time it is pressed
        await Expect(page.Locator("#near-list")).ToBeHiddenAsync();
        await page.Locator(".facet a").First.HoverAsync();
        await visit.AnsweredAsync("/de/organisationen?near=Köln", () => page.Mouse.DownAsync());
        await page.Mouse.UpAsync();
        await visit.ArrivesAsync("**near=K%C3%B6ln*topics=*");
    }

    [Fact]
    public async Task A_radius_is_chosen_with_the_mouse_whose_button_the_browsers_own_list_keeps()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen?near=Köln&km=5");
        var fewer = await page.Locator("#count").InnerTextAsync();
        await page.Locator("#km").HoverAsync();
        await page.Mouse.DownAsync(); // and no end of it, as behind such a list
        await page.Locator("#km").SelectOptionAsync("100");
        await visit.ArrivesAsync("**km=100*");
        await Expect(page.Locator("#count")).Not.ToHaveTextAsync(fewer);
    }

    [Fact]
    public async Task Words_not_yet_searched_for_stay_in_the_field_on_the_next_page_and_on_the_way_back()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen");
        await TypeAsync(page, "Frauen");
        await page.Locator(".paging [rel=next]").ClickAsync();
        await visit.ArrivesAsync("**after=*");
        await Expect(page.Locator("#q")).ToHaveValueAsync("Frauen");
        Assert.DoesNotContain("q=", page.Url, StringComparison.Ordinal);
        await page.GoBackAsync();
        await visit.ArrivesAsync("**/de/organisationen");
        await Expect(page.Locator(".paging a:not([rel])")).ToHaveCountAsync(0);
        await Expect(page.Locator("#q")).ToHaveValueAsync("Frauen");
    }

    [Fact]
    public async Task Words_that_were_searched_for_leave_the_field_on_the_way_back()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen");
        var all = await page.Locator("#count").InnerTextAsync();
        await SearchAsync(page, "Frauen");
        await visit.ArrivesAsync("**?q=Frauen");
        await Expect(page.Locator("#q")).ToBeFocusedAsync();
        await page.GoBackAsync();
        await Expect(page.Locator("#count")).ToHaveTextAsync(all);
        await Expect(page.Locator("#q")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task On_a_telephone_the_results_come_into_view_and_the_keyboard_goes()
    {
        await using var visit = await site.VisitAsync(360, touch: true);
        var page = await OpenAsync(visit, "/de/organisationen");
        await page.Locator("#q").FillAsync("Frauen");
        await page.Locator("#q").PressAsync("Enter");
        await visit.ArrivesAsync("**?q=Frauen");
        await visit.UntilAsync("document.querySelector('#count').getBoundingClientRect().top < innerHeight / 2");
        await page.Locator(".search-fold > summary").ClickAsync();
        await page.Locator("#q").FocusAsync();
        await page.Keyboard.PressAsync("Enter"); // the same again: nothing is asked, and what is there is shown
        await visit.UntilAsync(
            "document.activeElement.id !== 'q' && document.querySelector('#count').getBoundingClientRect().top < innerHeight / 2"
        );
    }

    [Fact]
    public async Task What_a_suggestion_made_a_filter_leaves_the_field()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen");
        await page.Locator("#q").FocusAsync();
        await visit.AnsweredAsync("q=Frauen+in+Köl", () => page.Keyboard.TypeAsync("Frauen in Köl"));
        await page.GetByRole(AriaRole.Option, new() { Name = "Köln" }).First.ClickAsync();
        await visit.ArrivesAsync("**?q=Frauen*near=K%C3%B6ln*");
        await Expect(page.Locator("#q")).ToHaveValueAsync("Frauen in");
        await Expect(page.Locator("#near")).ToHaveValueAsync("Köln");
    }

    [Fact]
    public async Task Another_place_takes_the_place_of_a_part_of_the_map()
    {
        await using var visit = await site.VisitAsync();
        var page = await OpenAsync(visit, "/de/organisationen?box=7.1,51.4,8.2,52.5");
        await page.Locator("#q").FillAsync("Verein");
        await page.Locator("#q").PressAsync("Enter");
        await visit.ArrivesAsync("**q=Verein*box=*");
        await page.Locator("#near").FillAsync("Köln");
        await page.Locator("#near").PressAsync("Enter");
        await visit.ArrivesAsync("**near=K%C3%B6ln*");
        Assert.DoesNotContain("box=", page.Url, StringComparison.Ordinal);
        await Expect(page.Locator(".hit").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Organisations_near_one_are_searched_for_around_the_name_of_its_town()
    {
        await using var visit = await site.VisitAsync(scripts: false);
        var page = visit.Page;
        await page.GotoAsync("/de/organisationen/" + SitePages.Profile);
        var town = await page.Locator(".trail a").Nth(1).InnerTextAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Organisationen in der Nähe" }).ClickAsync();
        await Expect(page.Locator("#near")).ToHaveValueAsync(town);
        Assert.Equal(0, await page.Locator("[aria-invalid=true]").CountAsync());
    }

    private static async Task<IPage> OpenAsync(Visit visit, string address)
    {
        await visit.Page.GotoAsync(address);
        await visit.UntilAsync("document.querySelector('#q')?.getAttribute('role') === 'combobox'"); // the scripts are there
        return visit.Page;
    }

    private static async Task SearchAsync(IPage page, string words)
    {
        await page.Locator("#q").FillAsync(words);
        await page.Locator("#q").PressAsync("Enter");
    }

    // Without searching for it. Outside the field no suggestions stand over what is clicked next.
    private static async Task TypeAsync(IPage page, string words)
    {
        await page.Locator("#q").FillAsync(words);
        await page.Keyboard.PressAsync("Tab");
    }

    private static Task<int> StepsAsync(IPage page) => page.EvaluateAsync<int>("history.length");

    // Behind the answer the page has its results and its address.
    private static async Task AskedAsync(Visit visit, Func<Task> act)
    {
        await visit.Page.EvaluateAsync(
            "() => { window.answered = false; document.addEventListener('results', () => setTimeout(() => window.answered = true), { "
                + "once: true }) }"
        );
        await act();
        await visit.UntilAsync("window.answered");
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
