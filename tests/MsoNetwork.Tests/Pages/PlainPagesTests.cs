using System.Net;
using System.Text.RegularExpressions;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Pages;

/// <summary>What people stumbled over on the pages, said plainly now.</summary>
[Trait("Speed", "Slow")]
public sealed class PlainPagesTests(TestCluster cluster) : IAsyncLifetime
{
    private readonly RunningSite _site = new(cluster)
    {
        Settings = new Dictionary<string, string?> { ["IMPRINT_URL"] = "https://www.example.org/impressum" },
    };

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_project_in_a_place_that_nobody_knows_gets_a_question_and_no_proposal()
    {
        var page = await PageAsync("/de/konsortium?topics=language-de&places=Atlantis&partners=3");
        Assert.Contains("Atlantis", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"hits set\"", page, StringComparison.Ordinal);
        var known = await PageAsync("/de/konsortium?topics=language-de&places=Köln&partners=3");
        Assert.Contains("class=\"hits set\"", known, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_leads_a_project_is_not_called_less_experienced_beside_it()
    {
        var plain = await PageAsync("/de/konsortium?topics=language-de&partners=3");
        Assert.DoesNotContain("erfahren</span>", plain, StringComparison.Ordinal);
        Assert.Contains("Leitet das Projekt", plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_centre_of_a_region_has_its_whole_name_and_leads_to_its_page()
    {
        var page = await PageAsync("/de/regionen/05914");
        Assert.Matches("<h2 id=\"centre\">[^§]*?<a href=\"/de/organisationen/[^\"]+\">Kommunales Integrationszentrum Hagen</a>", page);
        Assert.DoesNotContain(">KI Hagen<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_known_by_its_town_shows_no_outline_as_if_it_were_a_map()
    {
        var page = await PageAsync("/de/organisationen/babylon-frauenverein-e-v");
        Assert.Contains("Auf der Karte zeigen", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"region-map", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_German_text_on_a_page_of_another_language_says_so()
    {
        Assert.Contains("(بالألمانية)", await PageAsync("/ar/organisationen/babylon-frauenverein-e-v"), StringComparison.Ordinal);
        Assert.DoesNotContain("(auf Deutsch)", await PageAsync("/de/organisationen/babylon-frauenverein-e-v"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_meets_a_barrier_can_reach_the_operator() =>
        Assert.Contains(
            "betreibt (<a href=\"https://www.example.org/impressum\">Impressum</a>).",
            await PageAsync("/de/barrierefreiheit"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("tr", "İlçe (Kreis)")]
    [InlineData("pl", "Powiat (Kreis)")]
    public async Task What_a_Kreis_is_stands_once_on_its_page(string language, string words) =>
        Assert.Equal(2, (await PageAsync($"/{language}/regionen/05358")).Split(words).Length);

    [Fact]
    public async Task The_start_page_says_what_one_can_do_with_an_icon_beside_each_word()
    {
        var page = await PageAsync("/de/");
        foreach (var (text, address) in new[]
        {
            ("Vereine finden", "/de/organisationen"), ("Eintragen und mitmachen", "/de/eintragen"), ("Partner finden", "/de/konsortium"),
            ("Schulungen finden", "/de/termine"), ("Fördergeld finden", "/de/foerderung"),
        })
            Assert.Matches($"<a href=\"{Regex.Escape(address)}[^\"]*\"><svg class=\"icon\".*?</svg> {text}</a>", page);
    }

    private async Task<string> PageAsync(string address) =>
        WebUtility.HtmlDecode(await _site.Client.GetStringAsync(address, TestContext.Current.CancellationToken));
}
