using System.Net;
using System.Text.RegularExpressions;
using MsoNetwork.Guides;
using MsoNetwork.SeedFiles;
using MsoNetwork.Tests.Advice;
using MsoNetwork.Tests.Funding;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;

namespace MsoNetwork.Tests.Guides;

/// <summary>Guides: their files, pages and fields.</summary>
public sealed class GuideTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static GuideFiles Committed { get; } = new(new GuideFolder(Path.Combine(Repository.Root, "seeds", "guides")));

    [Fact]
    public void The_seven_guides_are_there_in_both_languages_and_lead_somewhere()
    {
        Assert.Equal(
            ["gruendung", "satzung", "gemeinnuetzigkeit", "erster-zuschuss", "verwendungsnachweis", "datenschutz", "versicherung"],
            Committed.All.Select(guide => guide.Key));
        var criteria = FundingFilesTests.Committed.All.SelectMany(line => line.Phases).SelectMany(phase => phase.Criteria)
            .Select(one => one.Key).ToHashSet();
        Assert.All(Committed.All, guide =>
        {
            Assert.NotNull(guide.Title.English);
            Assert.NotNull(guide.Html.English);
            Assert.NotEmpty(guide.Sources);
            Assert.All(guide.Sources, source => Assert.StartsWith("https://", source.Url, StringComparison.Ordinal));
            Assert.All(guide.Criteria, key => Assert.Contains(key, criteria));
            Assert.Contains(AdviceTests.Committed.Needs, need => need.Key == guide.Need);
        });
    }

    [Fact]
    public void A_paragraph_that_a_guide_names_stands_among_its_sources() => Assert.All(Committed.All, guide =>
    {
        var named = Regex.Matches(guide.Html.German, @"\b(BGB|AO|LHO|BDSG)\b").Select(match => match.Value);
        Assert.All(named.Distinct(), law => Assert.Contains(guide.Sources, source =>
            source.Name.Contains(law, StringComparison.Ordinal)));
    });

    [Theory]
    [InlineData("/de/ratgeber", "Einen Verein gründen")]
    [InlineData("/tr/ratgeber", "Kılavuzlar")]
    [InlineData("/de/ratgeber/gruendung", "mindestens sieben Mitglieder")]
    [InlineData("/de/ratgeber/verwendungsnachweis", "noch nicht nachgelesen")]
    [InlineData("/en/ratgeber/satzung", "section 57 BGB")]
    [InlineData("/ar/ratgeber/satzung", "lang=\"de\"")]
    [InlineData("/de/ratgeber/datenschutz", "keine Rechtsberatung")]
    public async Task A_page_shows_the_text_and_what_it_rests_on(string path, string says)
    {
        using var browser = new FormBrowser(site);
        var page = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(says, WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_link_of_a_guide_leads_to_a_page()
    {
        using var browser = new FormBrowser(site);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/de/ratgeber/gibt-es-nicht")).Status);
        var links = Committed.All.SelectMany(guide => new[] { guide.Html.German, guide.Html.English! })
            .SelectMany(html => Regex.Matches(html, "href=\"([^\"]+)\"").Select(match => match.Groups[1].Value))
            .Distinct();
        foreach (var link in links)
        {
            var path = new Uri(new Uri("http://site/de/ratgeber/gruendung"), WebUtility.HtmlDecode(link)).PathAndQuery;
            Assert.Equal((path, HttpStatusCode.OK), (path, (await browser.GetAsync(path)).Status));
        }
    }

    [Fact]
    public async Task What_is_missing_for_a_grant_leads_to_the_guide()
    {
        using var browser = new FormBrowser(site);
        const string check = "/de/foerderung/pruefen";
        var page = await browser.SendAsync(check, check, ("place", "Köln"), ("nonProfit", "no"));
        Assert.Contains("/de/ratgeber/gemeinnuetzigkeit", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/de/ratgeber/gruendung", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_gives_the_same()
    {
        var answer = await site.AskAsync("""
            { guides { key } none: guide(key: "x") { key }
              guide(key: "satzung") { title(language: "en") html need criteria sources { name readOn readAt } } }
            """);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(7, answer.Data.GetProperty("guides").GetArrayLength());
        Assert.Equal("The statutes", answer.Data.GetProperty("guide").GetProperty("title").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, answer.Data.GetProperty("none").ValueKind);
    }

    [Fact]
    public void A_script_in_a_guide_does_nothing_and_a_wrong_head_says_where()
    {
        const string sources = "sources:\n  a: { name: N, url: https://example.org }\n---\n";
        const string head = "---\ntitle: T\nsummary: S\nposition: 1\nneed: money\n" + sources;
        var html = Read(head + "<script>x()</script>\n\n[a](javascript:alert(1)) **b** ![c](https://example.org/c.png)\n").Html.German;
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("<strong>b</strong>", html, StringComparison.Ordinal);
        var wrong = Assert.Throws<SeedFileException>(() => Read(head.Replace("position: 1", "position: first", StringComparison.Ordinal)));
        Assert.StartsWith("probe.de.md, line 4, position: \"first\" is no whole number", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("begins with a head", Assert.Throws<SeedFileException>(() => Read("Text")).Message, StringComparison.Ordinal);
    }

    private static Guide Read(string text)
    {
        var folder = Directory.CreateTempSubdirectory("msonet-guides-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "probe.de.md"), text);
            return Assert.Single(new GuideFiles(new GuideFolder(folder)).All);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
