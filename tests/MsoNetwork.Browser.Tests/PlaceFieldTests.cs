using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>What the field for a place takes, and how it says what it took.</summary>
[Collection<Site>]
public sealed class PlaceFieldTests(BrowserSite site)
{
    [Theory]
    [InlineData("/de/organisationen?near=05315000&km=10")]
    [InlineData("/de/gesuche?near=05315000&km=10")]
    public async Task A_towns_key_in_the_address_is_its_name_in_the_field(string address)
    {
        await using var visit = await site.VisitAsync(scripts: false);
        await visit.Page.GotoAsync(address);
        await Expect(visit.Page.Locator("#near")).ToHaveValueAsync("Köln");
        await Expect(visit.Page.Locator("[aria-labelledby=chosen] a.chip").First).ToContainTextAsync("Köln");
    }

    [Theory]
    [InlineData("Hauptstr. 5, 50667 Köln", "50667 Köln")]
    [InlineData("50667, Köln", "50667 Köln")]
    [InlineData("Köln, Deutschland", "Köln")]
    [InlineData("Köln-Mülheim", "Köln")]
    [InlineData("Kölln", "Köln")]
    [InlineData("Mönchen-Gladbach", "Mönchengladbach")]
    [InlineData("۵۰۶۶۷", "50667")]
    [InlineData("٥٠٦٦٧", "50667")]
    [InlineData("Kreis Düren", "Kreis Düren")]
    [InlineData("Dortmund Nordstadt", "Dortmund")]
    [InlineData("Düsseldorf Bilk", "Düsseldorf")]
    [InlineData("Bad Godesberg", "Bad Godesberg")]
    [InlineData("Stadt Köln", "Köln")]
    [InlineData("Ruhrgebiet", "Ruhrgebiet")]
    [InlineData("im Ruhrgebiet", "Ruhrgebiet")]
    [InlineData("Raum Köln", "Köln")]
    [InlineData("in der Nähe von Hagen", "Hagen")]
    [InlineData("Lippe", "Lippe")]
    [InlineData("Regierungsbezirk Köln", "Regierungsbezirk Köln")]
    [InlineData("NRW", "")]
    public async Task A_place_is_understood_as_people_write_it_and_the_field_says_how(string typed, string understood)
    {
        await using var visit = await site.VisitAsync(scripts: false);
        foreach (var path in (string[])["organisationen", "gesuche"])
        {
            await visit.Page.GotoAsync($"/de/{path}?near={Uri.EscapeDataString(typed)}&km=20");
            await Expect(visit.Page.Locator("#near")).ToHaveValueAsync(understood);
            Assert.Equal(0, await visit.Page.Locator("#problems").CountAsync());
            Assert.Equal(understood.Length > 0 ? 1 : 0, await visit.Page.Locator("[aria-labelledby=chosen] a.chip").CountAsync());
        }
    }

    [Theory]
    [InlineData("Rheinland", "051 053")]
    [InlineData("Kreis Düren", "05358")]
    [InlineData("OWL", "057")]
    public async Task An_area_is_its_regions_and_no_circle_and_a_chosen_region_takes_its_place(string area, string keys)
    {
        await using var visit = await site.VisitAsync(scripts: false);
        foreach (var (path, parameter) in new[] { ("organisationen", "regions"), ("gesuche", "activeIn") })
        {
            await visit.Page.GotoAsync($"/de/{path}?near={Uri.EscapeDataString(area)}&km=5");
            var found = await visit.Page.Locator("#count").InnerTextAsync();
            await Expect(visit.Page.Locator("[aria-labelledby=chosen] a.chip").First).ToHaveTextAsync($"{area} – entfernen");
            await visit.Page.GotoAsync($"/de/{path}?{string.Join('&', keys.Split(' ').Select(key => $"{parameter}={key}"))}");
            await Expect(visit.Page.Locator("#count")).ToHaveTextAsync(found);
        }

        await visit.Page.GotoAsync($"/de/organisationen?near={Uri.EscapeDataString(area)}&km=5");
        var link = await visit.Page.Locator("[data-part=filters] a[href*='regions=']").First.GetAttributeAsync("href");
        Assert.DoesNotContain("near=", link, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Berlin")]
    [InlineData("Hamburg")]
    [InlineData("München")]
    [InlineData("Frankfurt am Main")]
    [InlineData("Bremen")]
    [InlineData("Hannover")]
    [InlineData("Leipzig")]
    [InlineData("Kassel")]
    [InlineData("Mainz")]
    [InlineData("Trier")]
    [InlineData("Osnabrück")]
    [InlineData("Wiesbaden")]
    [InlineData("Venlo")]
    [InlineData("Istanbul")]
    public async Task A_town_elsewhere_is_none_that_is_spelt_nearly_the_same(string town)
    {
        await using var visit = await site.VisitAsync(scripts: false);
        await visit.Page.GotoAsync($"/de/organisationen?near={Uri.EscapeDataString(town)}");
        await Expect(visit.Page.Locator("#near")).ToHaveValueAsync(town);
        await Expect(visit.Page.Locator("#problems")).ToContainTextAsync($"„{town}“");
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
