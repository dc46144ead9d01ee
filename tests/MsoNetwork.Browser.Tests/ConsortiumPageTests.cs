using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>Putting partners for a project together, as somebody who plans one meets it.</summary>
[Collection<Site>]
public sealed class ConsortiumPageTests(BrowserSite site)
{
    [Theory]
    [InlineData(360, false)]
    [InlineData(1280, true)]
    public async Task A_project_is_described_in_a_form_and_answered_by_a_set_that_says_what_each_adds_and_how_good_it_is(
        int width,
        bool scripts
    )
    {
        await using var visit = await site.VisitAsync(width, scripts: scripts);
        var page = visit.Page;
        await page.GotoAsync("/de/konsortium");
        await Expect(page.Locator("#found")).ToHaveCountAsync(0);
        if (width < 768)
        {
            await page.GetByText("Bildung, Sprache, Eltern").ClickAsync();
            await page.GetByText("Zusammenleben und Mitbestimmen").ClickAsync();
        }

        await page.GetByLabel("Bildung", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Empowerment").CheckAsync();
        await page.GetByLabel("Orte oder Kreise").FillAsync("Kölln, Düsseldorf");
        await page.GetByLabel("Wie viele Partner?").SelectOptionAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Partner finden" }).ClickAsync();
        await HasAddressAsync(page, "topics=education&topics=empowerment&places=K%C3%B6lln%2C+D%C3%BCsseldorf&partners=2");
        await Expect(page.Locator("#problems")).ToContainTextAsync("Den Ort „Kölln“ kennen wir in Nordrhein-Westfalen nicht.");
        await page.Locator("#problems").GetByRole(AriaRole.Link, new() { Name = "Köln", Exact = true }).ClickAsync();

        await Expect(page.Locator("#problems")).ToHaveCountAsync(0);
        await Expect(page.GetByLabel("Orte oder Kreise")).ToHaveValueAsync("Köln, Düsseldorf");
        await Expect(page.GetByLabel("Empowerment")).ToBeCheckedAsync();
        await Expect(page.GetByLabel("Wie viele Partner?")).ToHaveValueAsync("2");
        await Expect(page.Locator("#found")).ToHaveTextAsync("Diese Organisationen passen zusammen");
        var members = page.Locator(".set > li");
        await Expect(members).ToHaveCountAsync(3);
        await Expect(members.First).ToContainTextAsync("Leitet das Projekt");
        await Expect(members.First).ToContainTextAsync("Arbeitet ");
        await Expect(page.Locator(".set")).Not.ToContainTextAsync(new Regex("Im selben Ort|km entfernt")); // from whom?
        await Expect(page.Locator(".summary")).Not.ToContainTextAsync("%"); // no proof for mathematicians
        await Expect(page.Locator(".summary")).ToContainTextAsync("Ob es Geld gibt, entscheidet die Behörde.");
        if (scripts) await AccessibilityTests.CheckAsync(visit, $"konsortium set {width}"); // axe is a script
        var name = await members.Nth(1).Locator("h3 a").InnerTextAsync();
        await members.Nth(1).Locator("h3 a").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(name);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task What_nobody_covers_is_named_and_what_to_loosen_is_a_link(int width)
    {
        await using var visit = await site.VisitAsync(width);
        var page = visit.Page;
        await page.GotoAsync("/de/konsortium?topics=education&topics=antiziganism&places=K%C3%B6ln&partners=1");
        await Expect(page.Locator(".uncovered > li")).ToHaveTextAsync(["Gegen Antiziganismus"]);
        await Expect(page.Locator(".summary")).ToContainTextAsync("Das deckt noch niemand ab:");
        await Expect(page.Locator(".all-covered")).ToHaveCountAsync(0);
        await AccessibilityTests.CheckAsync(visit, $"konsortium uncovered {width}");
        await page.Locator(".empty").GetByRole(AriaRole.Link, new() { Name = "Mit einem Partner mehr suchen" }).ClickAsync();
        await HasAddressAsync(page, "partners=2");
        await Expect(page.Locator(".set > li")).ToHaveCountAsync(3);
        await page.Locator(".empty").GetByRole(AriaRole.Link, new() { Name = "Ohne „Gegen Antiziganismus“ suchen" }).ClickAsync();
        await HasAddressAsync(page, "/de/konsortium?topics=education&places=K%C3%B6ln&partners=2");
        await Expect(page.Locator(".all-covered")).ToHaveTextAsync("Zusammen decken sie alles ab.");
        await Expect(page.Locator(".empty")).ToHaveCountAsync(0);

        // Who says no more than that it works in all of the state is nobody from there.
        await page.GotoAsync("/de/konsortium?topics=education&places=Hallenberg&partners=1");
        await Expect(page.Locator(".uncovered > li")).ToHaveTextAsync(["Hallenberg"]);
    }

    [Fact]
    public async Task The_rule_of_the_states_funding_asks_for_three_and_an_answer_without_anybody_says_what_to_loosen()
    {
        await using var visit = await site.VisitAsync(360);
        var page = visit.Page;
        await page.GotoAsync("/de/konsortium?topics=education&partners=2&funding=1&lead=gibt-es-nicht");
        await Expect(page.Locator("#problems")).ToContainTextAsync("Für die Landesförderung sind mindestens 3 Partner nötig.");
        await Expect(page.Locator("#problems")).ToContainTextAsync("Die Organisation „gibt-es-nicht“, die leiten soll, kennen wir nicht.");
        await Expect(page.GetByLabel("Wie viele Partner?")).ToHaveValueAsync("3");
        await Expect(page.GetByLabel("Wie bei der Landesförderung")).ToBeCheckedAsync();

        // Nobody works there: no set, no promise, ways out.
        await page.GotoAsync("/de/konsortium?topics=antiziganism&funding=1");
        await Expect(page.Locator("#found")).ToHaveTextAsync("Dafür finden wir keine Organisation");
        await Expect(page.Locator(".summary")).Not.ToContainTextAsync("Punkte");
        await AccessibilityTests.CheckAsync(visit, "konsortium nobody 360");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ohne die Regel der Landesförderung suchen" }).ClickAsync();
        await HasAddressAsync(page, "/de/konsortium?topics=antiziganism");
        await page.GotoAsync("/de/konsortium?partners=3");
        await Expect(page.Locator(".banner")).ToHaveTextAsync("Wählen Sie mindestens ein Thema oder einen Ort.");
    }

    [Fact]
    public async Task It_is_reached_from_the_calls_and_from_a_profile_whose_organisation_then_leads()
    {
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/de/gesuche");
        await page.GetByRole(AriaRole.Link, new() { Name = "Partner für ein Projekt zusammenstellen" }).ClickAsync();
        await HasAddressAsync(page, "/de/konsortium");
        await page.GotoAsync("/de/organisationen/" + SitePages.Profile);
        await page.GetByRole(AriaRole.Link, new() { Name = "Partner für ein Projekt zusammenstellen" }).ClickAsync();
        await HasAddressAsync(page, "/de/konsortium?lead=" + SitePages.Profile);
        await page.GetByLabel("Musik").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Partner finden" }).ClickAsync();
        await Expect(page.Locator(".set > li").First).ToContainTextAsync("Allerweltshaus Köln e.V.");
        await Expect(page.Locator(".set > li").First).ToContainTextAsync("Leitet das Projekt");
        await page.Locator("form .chip").ClickAsync();
        await HasAddressAsync(page, "/de/konsortium?topics=music");
    }

    [Theory]
    [InlineData("/de/konsortium?topics=religion&places=K%C3%B6ln", "Den Filter „religion“ gibt es nicht.")]
    [InlineData("/de/konsortium?topics=%3Cscript%3E&partners=999999999999", "Den Filter „&lt;script&gt;“ gibt es nicht.")]
    [InlineData("/de/konsortium?places=%00%E2%80%AE,,;,x%27)--", "Den Ort „")]
    [InlineData(
        "/de/konsortium?places=K%C3%B6ln,Bonn,Aachen,D%C3%BCren,Essen,Hagen,Hamm,Herne,Bochum,"
            + "Moers,Wesel,Kleve,Neuss,Viersen,Soest,Unna,Siegen,Olpe,Minden,Herford,M%C3%BCnster",
        "Sie können höchstens 20 davon angeben. Wir suchen mit den ersten 20."
    )]
    public async Task What_is_not_understood_is_said_and_breaks_nothing(string address, string says)
    {
        using var answer = await site.Client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static Task HasAddressAsync(IPage page, string ends) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(ends) + "(#answer)?$"));

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
