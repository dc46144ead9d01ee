using System.Net;
using System.Text.RegularExpressions;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Import;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.FinancePlans;

/// <summary>Finance plans as a page without an account, and as API.</summary>
public sealed partial class FinancePlanPagesTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Page = "/de/foerderung/nrw-mso-einzelprojekt/plan";

    private static readonly (string, string)[] Typed =
    [
        ("Cost-0-what", "Honorare"), ("Cost-0-value", "8.000,00 €"), ("Cost-1-what", "<b>Raum</b>"), ("Cost-1-value", "2000"),
        ("OwnMoney-0-value", "1500"), ("requested", "8500"), ("years", "1"),
    ];

    [Theory]
    [InlineData("de", "Finanzierungsplan")]
    [InlineData("ar", "خطة التمويل")]
    [InlineData("fa", "برنامهٔ مالی")]
    [InlineData("kmr", "Plana aborî")]
    public async Task The_page_is_there_for_every_line(string language, string says)
    {
        using var browser = new FormBrowser(site);
        foreach (var line in Funding.FundingFilesTests.Committed.All)
        {
            using var answer = await browser.GetAsync($"/{language}/foerderung/{line.Key}/plan");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains(says, browser.Text, StringComparison.Ordinal);
        }

        using var none = await browser.GetAsync($"/{language}/foerderung/gibt-es-nicht/plan");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task A_plan_is_counted_and_what_to_change_is_told()
    {
        using var browser = new FormBrowser(site);
        await browser.GetAsync(Page);
        using var answer = await browser.PostAsync(Page, Typed);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("So passt der Plan noch nicht", browser.Text, StringComparison.Ordinal);
        var found = Spaces().Replace(browser.Page.QuerySelector("#ergebnis")!.TextContent, " ");
        Assert.Contains("Nicht erfüllt: Eigener Anteil (mindestens 2.000 €; im Plan: 1.500 €)", found, StringComparison.Ordinal);
        Assert.Contains("Eigenes Geld: 2.000 € (+500 €)", found, StringComparison.Ordinal);
        Assert.Contains("Beantragen: 8.000 € (−500 €)", found, StringComparison.Ordinal);
        Assert.Contains("3.1 Gesamtkosten", found, StringComparison.Ordinal);
        Assert.Equal("<b>Raum</b>", browser.Page.QuerySelector("[name=Cost-1-what]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost()
    {
        using var browser = new FormBrowser(site);
        await browser.GetAsync(Page);
        using var answer = await browser.PostAsync(Page, ("Cost-0-value", "viel"), ("UnpaidWork-0-value", "1,3"), ("rate", "500"));
        Assert.Equal(3, browser.Page.QuerySelectorAll("[aria-invalid=true]").Length);
        Assert.Equal("viel", browser.Page.QuerySelector("[name=Cost-0-value]")!.GetAttribute("value"));
        Assert.Null(browser.Page.QuerySelector("#ergebnis"));
    }

    [Fact]
    public async Task The_workbook_comes_back_as_the_same_plan_in_another_language()
    {
        using var browser = new FormBrowser(site);
        await browser.GetAsync(Page);
        using var answer = await browser.PostAsync(Page + "?handler=Sheet", Typed);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal("finanzierungsplan-nrw-mso-einzelprojekt.xlsx", answer.Content.Headers.ContentDisposition!.FileNameStar);
        var sheets = ExcelFile.Read(new MemoryStream(bytes));
        Assert.Contains(sheets["Die Summen"], row => row.Count == 2 && row[0].Text.StartsWith("3.5 Beantragte", StringComparison.Ordinal)
            && row[1].Text == "8500");
        var back = await UploadAsync(browser, Page.Replace("/de/", "/fr/", StringComparison.Ordinal), bytes);
        Assert.Equal("8000,00", back.QuerySelector("[name=Cost-0-value]")!.GetAttribute("value"));
        Assert.Equal("<b>Raum</b>", back.QuerySelector("[name=Cost-1-what]")!.GetAttribute("value"));
        Assert.NotNull(back.QuerySelector("#ergebnis"));
        var wrong = await UploadAsync(browser, Page, "Was;Wofür;Betrag\nMiete;x;5"u8.ToArray());
        Assert.Contains("Zeile 2: Die erste Spalte", wrong.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_says_the_same_and_names_every_wrong_field()
    {
        var found = await site.AskAsync("""
            { financePlan(line: "nrw-mso-einzelprojekt", input: { requested: 850000, phase: "2023-24", rows: [
                { kind: COST, what: "Honorare", cents: 1000000 }, { kind: OWN_MONEY, cents: 150000 } ] }) {
                result gap phase { key unpaidWorkDoubt(language: "en") } rules { rule result limit planned }
                changes { ownMoney moreOwnMoney requested moreRequested moreMinutes certain } } }
            """);
        Assert.Contains(
            """{"rule":"OWN_SHARE","result":"NOT_MET","limit":200000,"planned":150000}""", found.Text, StringComparison.Ordinal);
        Assert.Contains(
            """{"ownMoney":200000,"moreOwnMoney":50000,"requested":800000,"moreRequested":-50000,"moreMinutes":0,"certain":true}""",
            found.Text, StringComparison.Ordinal);
        foreach (var (input, path) in new[]
        {
            ("""requested: 0, rows: [{ kind: COST }]""", "input.rows.0.cents"),
            ("""requested: 0, rows: [{ kind: UNPAID_WORK, minutes: 7 }]""", "input.rows.0.minutes"),
            ("""requested: 0, rows: [{ kind: COST, cents: -1 }]""", "input.rows.0.cents"),
            ("""requested: -1, rows: []""", "input.requested"),
            ("""requested: 0, rows: [], years: 9""", "input.years"),
            ("""requested: 0, rows: [], phase: "1999" """, "input.phase"),
            ("""requested: 900000000, rows: [{ kind: COST, cents: 900000000 }]""", "input.rows"),
        })
            Assert.Equal(path, (await site.AskAsync($$"""{ financePlan(line: "nrw-mso-anschub", input: { {{input}} }) { gap } }""")).Argument);
        Assert.Equal("line", (await site.AskAsync("""{ financePlan(line: "x", input: { requested: 0, rows: [] }) { gap } }""")).Argument);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> UploadAsync(FormBrowser browser, string page, byte[] bytes)
    {
        using var shown = await browser.GetAsync(page);
        var token = browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" }, { new ByteArrayContent(bytes), "file", "plan.xlsx" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, page + "?handler=File") { Content = content };
        request.Headers.Add("Origin", browser.Address.GetLeftPart(UriPartial.Authority));
        using var answer = await browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return browser.Page;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
