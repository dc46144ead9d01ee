using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Browser.Tests;

/// <summary>Pages say what they know and offer what leads somewhere.</summary>
[Collection<Site>]
public sealed class HonestPagesTests(BrowserSite site)
{
    [Theory]
    [InlineData("topics=culture&places=Berlin,+K%C3%B6ln", "Diese Auswahl ist ohne „Berlin“ geplant.")]
    [InlineData("topics=culture&lead=gibt-es-nicht", "Diese Auswahl ist ohne „gibt-es-nicht“ geplant.")]
    [InlineData("topics=culture&topics=xyz", "Diese Auswahl ist ohne „xyz“ geplant.")]
    public async Task A_set_planned_without_something_that_was_asked_for_does_not_cover_everything(string asked, string says)
    {
        Assert.Contains("class=\"all-covered\"", await PageAsync("/de/konsortium?topics=culture"), StringComparison.Ordinal);
        var page = await PageAsync("/de/konsortium?" + asked);
        Assert.DoesNotContain("class=\"all-covered\"", page, StringComparison.Ordinal);
        Assert.Contains(says, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_centre_is_not_sent_to_itself_for_help()
    {
        var page = await PageAsync("/de/organisationen/" + await CentreAsync("KI Bottrop"));
        Assert.Contains("Wir kennen keine Telefonnummer, keine E-Mail-Adresse und keine Webseite.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Fragen Sie das Kommunale Integrationszentrum", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Bitte melden Sie es hier", page, StringComparison.Ordinal);
        Assert.DoesNotContain("mailto:", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_are_led_to_their_centre_s_page_and_no_letter_is_prepared_to_nobody()
    {
        var centre = await CentreAsync("KI Köln");
        var page = await PageAsync("/de/organisationen/" + await WithoutContactAsync("Köln"));
        var link = $"<a href=\"/de/organisationen/{centre}\"><bdi>Kommunales Integrationszentrum Köln</bdi></a>";
        const string Asked = "Fragen Sie das Kommunale Integrationszentrum. Das ist eine Stelle der Stadt oder des Kreises: ";
        Assert.Contains(Asked + link, page, StringComparison.Ordinal);
        Assert.Contains("Bitte melden Sie es hier: " + link, page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"mailto:?", page, StringComparison.Ordinal);
        Assert.DoesNotContain("E-Mail vorbereiten", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/de/organisationen/", "de")]
    [InlineData("/ar/organisationen/", "ar")]
    public async Task Whoever_sees_a_mistake_can_say_so_here_whether_an_office_has_an_address_or_not(string pages, string language)
    {
        var slug = await WithoutContactAsync("Dortmund");
        foreach (var email in (string[])["'ki@example.org'", "NULL"])
        {
            await using var office = site.Database.CreateCommand(
                $"UPDATE organisations SET email = {email} WHERE kind = 'integration-centre' AND 'KI Dortmund' = ANY (alternate_names)");
            Assert.Equal(1, await office.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
            Assert.Contains($"href=\"/{language}/organisationen/{slug}/hinweis\"", await PageAsync(pages + slug), StringComparison.Ordinal);
            Assert.Contains("name=\"sender\"", await PageAsync($"{pages}{slug}/hinweis"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_region_s_number_counts_organisations_and_its_offices_stand_apart()
    {
        var page = await PageAsync("/de/regionen/05512");
        Assert.Contains("<h1>Organisationen: Bottrop</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Organisationen</dt>", page, StringComparison.Ordinal);
        Assert.Contains("<h2 id=\"offices\">Ämter und Beratungsstellen</h2>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("Migranten\u00AD?organisationen: ", page);
        Assert.Contains("<dt>Organisationen</dt>", await PageAsync("/de/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("near=K%C3%B6lln&radius=20", "Den Ort „Kölln“ kennen wir in Nordrhein-Westfalen nicht.", null)]
    [InlineData("near=50667+K%C3%B6ln&radius=20", null, " near=\"50667\" radius=\"20\"")]
    [InlineData("near=50.94,6.96", null, " near=\"50.94,6.96\"")]
    [InlineData("near=50.94+6.96", null, " near=\"50.94,6.96\"")]
    [InlineData("near=Kreis+D%C3%BCren", null, " near=\"50.")]
    [InlineData("near=K%C3%B6ln", null, " near=\"Köln\"")]
    public async Task The_page_about_embedding_gives_no_lines_with_a_place_that_the_widget_refuses(
        string asked,
        string? problem,
        string? near
    )
    {
        var page = await PageAsync("/de/einbinden?" + asked);
        var lines = WebUtility.HtmlDecode(Regex.Match(page, "<code id=\"snippet\">(.*?)</code>", RegexOptions.Singleline).Groups[1].Value);
        Assert.Equal(problem is not null, page.Contains("id=\"problems\"", StringComparison.Ordinal));
        Assert.Equal(problem is not null, Regex.IsMatch(page, "id=\"near\"[^>]* aria-invalid=\"true\""));
        if (problem is not null)
        {
            Assert.Contains(problem, page, StringComparison.Ordinal);
            Assert.Contains("<a href=\"/de/einbinden?near=K%C3%B6ln&radius=20\"><bdi>Köln</bdi></a>", page, StringComparison.Ordinal);
            Assert.Equal("", lines);
        }
        else
        {
            Assert.Contains(near!, lines, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task While_somebody_types_on_the_page_about_embedding_the_wrong_field_is_named_and_the_lines_wait()
    {
        await using var visit = await site.VisitAsync(360);
        var page = visit.Page;
        await page.GotoAsync("/de/einbinden", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.GetByLabel("Ort oder Postleitzahl").FillAsync("Kölln");
        await Expect(page.Locator("#problems")).ToContainTextAsync("Den Ort „Kölln“ kennen wir");
        await Expect(page.Locator("#lines")).ToBeHiddenAsync();
        await Expect(page.Locator("#near")).ToHaveAttributeAsync("aria-invalid", "true");
        await AccessibilityTests.CheckAsync(visit, "einbinden wrong place 360");
        await page.Locator("#problems").GetByRole(AriaRole.Link, new() { Name = "Köln", Exact = true }).ClickAsync();
        await Expect(page.Locator("#snippet")).ToContainTextAsync("near=\"Köln\"");
        await page.GetByLabel("Ort oder Postleitzahl").FillAsync("Bonn");
        await Expect(page.Locator("#snippet")).ToContainTextAsync("near=\"Bonn\"");
        await Expect(page.Locator("#problems")).ToHaveCountAsync(0);
    }

    [Theory]
    [MemberData(nameof(TextsTests.Tags), MemberType = typeof(TextsTests))]
    public void No_text_with_a_day_in_it_ends_in_two_stops(string tag)
    {
        var texts = Texts.Of(PageLanguage.Find(tag)!);
        var day = texts.Date(new DateOnly(2026, 11, 1));
        foreach (
            var key in texts
                .Entries.Where(text =>
                    text.Value.ToString().Contains("{0}", StringComparison.Ordinal)
                    && text.Value.ValueKind == System.Text.Json.JsonValueKind.String
                )
                .Select(text => text.Key)
        )
            Assert.DoesNotContain("..", texts[key, day, day, day, day], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("uk")]
    public async Task A_profile_has_no_two_stops_behind_its_day(string tag)
    {
        var page = Regex.Replace(await PageAsync($"/{tag}/organisationen/{SitePages.Profile}"), "<[^>]+>", "");
        Assert.Matches(tag == "ru" ? @"\d{4} г\." : @"\d{4} р\.", page);
        Assert.DoesNotMatch(@"\.\.", page);
    }

    [Theory]
    [InlineData(52.52f, 13.40f)] // Berlin
    [InlineData(48.86f, 2.35f)] // Paris
    public async Task Near_me_outside_the_state_says_so_and_searches_nowhere(float latitude, float longitude)
    {
        await using var visit = await site.VisitAsync(360);
        var page = visit.Page;
        await page.Context.GrantPermissionsAsync(["geolocation"]);
        await page.Context.SetGeolocationAsync(new() { Latitude = latitude, Longitude = longitude });
        await page.GotoAsync("/de/organisationen", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.GetByRole(AriaRole.Button, new() { Name = "In meiner Nähe" }).ClickAsync();
        await Expect(page.Locator(".near-me [role=status]"))
            .ToHaveTextAsync("Sie sind gerade nicht in Nordrhein-Westfalen. Schreiben Sie bitte einen Ort in das Feld.");
        await Expect(page.Locator("#near")).ToHaveValueAsync("");
        await Expect(page.Locator("#near")).ToBeFocusedAsync();
        Assert.DoesNotContain("near=", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public void Latin_letters_with_stops_keep_their_order_between_Arabic_ones()
    {
        foreach (var tag in (string[])["ar", "fa"])
            Assert.EndsWith("(e. V.\u200E)", Texts.Of(PageLanguage.Find(tag)!)["legal.RegisteredAssociation"], StringComparison.Ordinal);
    }

    private async Task<string> PageAsync(string address) =>
        (await site.Client.GetStringAsync(address, TestContext.Current.CancellationToken)) is var page ? Decoded(page) : "";

    // Razor writes letters beyond ASCII as entities.
    private static string Decoded(string page) =>
        Regex.Replace(page, "&#x[0-9A-F]+;", entity => WebUtility.HtmlDecode(entity.Value)).Replace("&amp;", "&", StringComparison.Ordinal);

    private Task<string> CentreAsync(string name) =>
        ReadAsync("SELECT slug FROM organisations WHERE kind = 'integration-centre' AND $1 = ANY(alternate_names)", name);

    private Task<string> WithoutContactAsync(string town) =>
        ReadAsync(
            "SELECT slug FROM organisations WHERE town = $1 AND kind IS DISTINCT FROM 'integration-centre' AND email IS NULL AND phone IS "
                + "NULL AND website IS NULL ORDER BY slug LIMIT 1",
            town
        );

    private async Task<string> ReadAsync(string sql, string value)
    {
        await using var command = site.Database.CreateCommand(sql);
        command.Parameters.AddWithValue(value);
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
