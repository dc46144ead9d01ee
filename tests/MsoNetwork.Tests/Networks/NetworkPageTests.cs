using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Invented;
using MsoNetwork.Networks;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Text;
using SkiaSharp;

namespace MsoNetwork.Tests.Networks;

/// <summary>What pages of networks say while something goes on or has failed; everything else is seen by the browser's tests.</summary>
[Trait("Speed", "Slow")]
public sealed class NetworkPageTests(TestCluster cluster) : IAsyncLifetime
{
    private readonly RunningSite _site = new(cluster);

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task While_a_large_network_is_measured_the_page_says_so_and_comes_again_by_itself()
    {
        await new SeedSynthetic(_site.Database, TimeProvider.System).RunAsync(8_000, 1, TestContext.Current.CancellationToken);
        await new SeedSyntheticCooperations(_site.Database, TimeProvider.System).RunAsync(24_000, 1, TestContext.Current.CancellationToken);
        var (waiting, first) = await GetAsync("/de/regionen/05/netzwerk");
        Assert.Contains("Ein Teil wird noch berechnet.", first, StringComparison.Ordinal);
        Assert.Contains("Gezeichnet werden höchstens 2.000.", first, StringComparison.Ordinal);
        Assert.Equal("5", waiting.Headers.GetValues("Refresh").Single());
        await _site.Services.GetRequiredService<NetworkStore>().IdleAsync();
        var (done, second) = await GetAsync("/de/regionen/05/netzwerk");
        Assert.DoesNotContain("Ein Teil wird noch berechnet.", second, StringComparison.Ordinal);
        Assert.False(done.Headers.Contains("Refresh"));
    }

    [Fact]
    public async Task A_network_that_cannot_be_read_says_so_and_takes_no_page_along()
    {
        await using (
            var command = _site.Database.CreateCommand(
                "UPDATE organisations SET town = town WHERE slug = 'migrafrica'; ALTER TABLE cooperations RENAME TO cooperations_away"
            )
        )
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        foreach (var address in new[] { "/de/regionen/05315", "/de/regionen/05315/netzwerk" })
        {
            var (answer, page) = await GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("Dieser Teil lässt sich gerade nicht zeigen.", page, StringComparison.Ordinal);
            Assert.Contains("</footer>", page, StringComparison.Ordinal);
            Assert.DoesNotContain(
                "cooperations",
                page.Replace("aria-labelledby=\"cooperations\"", "", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
        }

        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/de/organisationen/migrafrica")).Answer.StatusCode);
    }

    [Fact]
    public async Task The_day_on_which_a_source_was_read_is_no_beginning_and_no_news()
    {
        const string News = "id=\"began\"";
        var (_, before) = await GetAsync("/de/regionen/05358/netzwerk");
        Assert.Contains("id=\"ties\"", before, StringComparison.Ordinal);
        Assert.DoesNotContain(News, before, StringComparison.Ordinal);
        Assert.DoesNotContain("<td>1. November 2026", before, StringComparison.Ordinal);
        await using (
            var command = _site.Database.CreateCommand(
                "UPDATE memberships SET since = CURRENT_DATE - 40 WHERE member_id = (SELECT min(member_id::text)::uuid FROM memberships "
                    + "WHERE since IS NULL)"
            )
        )
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        Assert.Contains(News, (await GetAsync("/de/regionen/05/netzwerk")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_dissolved_is_not_of_today_and_is_marked_in_the_years_before()
    {
        await using (
            var command = _site.Database.CreateCommand(
                "UPDATE organisations SET status = 'Dissolved' WHERE slug = 'house-of-resources-koeln'"
            )
        )
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        string[] today = ["/de/regionen/05315/netzwerk", "/network/nodes.csv?region=05315", "/de/regionen/05315/netzwerk?outside=1"];
        foreach (var address in today)
            Assert.DoesNotContain("house-of-resources-koeln", (await GetAsync(address)).Text, StringComparison.Ordinal);
        Assert.Contains("· Aufgelöst</span>", (await GetAsync("/de/regionen/05315/netzwerk?year=2025")).Text, StringComparison.Ordinal);
        Assert.Contains(",DISSOLVED,", (await GetAsync("/network/nodes.csv?region=05315&at=2025-12-31")).Text, StringComparison.Ordinal);
        var (_, drawing) = await GetAsync("/network/drawing.json?region=05315&ever=true");
        Assert.Contains("\"dissolved\":true", drawing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_tie_is_one_number_above_the_list_over_it_and_in_the_table_of_regions()
    {
        foreach (
            var (address, leavesOut) in new[]
            {
                ("05/netzwerk", false),
                ("05/netzwerk?offices=1", true),
                ("05315/netzwerk?offices=1", true),
                ("05113/netzwerk", false),
                ("05315000/netzwerk?offices=1", true),
                ("05315/netzwerk?outside=1&offices=1", true),
                ("05315/netzwerk?topics=culture", false),
            }
        )
        {
            var (_, page) = await GetAsync("/de/regionen/" + address);
            int Number(string pattern) => int.Parse(Regex.Match(page, pattern).Groups[1].Value, CultureInfo.InvariantCulture);
            var listed = Number("id=\"alone\">Ohne bekannte Zusammenarbeit <span class=\"number\">\\((\\d+)\\)");
            Assert.Equal(listed, Number("<dt>Ohne Verbindung</dt><dd><strong>(\\d+)</strong>"));
            Assert.Equal(listed, Regex.Count(page[page.IndexOf("id=\"alone\"", StringComparison.Ordinal)..].Split("</ul>")[0], "<li>"));
            Assert.Equal(leavesOut, page.Contains("zum Beispiel Integrationszentren, sind nicht mitgezählt.", StringComparison.Ordinal));
            var joined = Regex.Matches(page, "<th scope=\"row\"><a[^>]*>[^<]*</a>.*?</tr>", RegexOptions.Singleline)
                .Count(row => row.Value.Contains("<td class=\"number\">0</td>", StringComparison.Ordinal));
            Assert.True(joined >= listed, $"{address}: {joined} of {listed} stand in the table");
            var nodes = page[page.IndexOf("id=\"nodes\"", StringComparison.Ordinal)..].Split("</table>")[0];
            Assert.Equal(Regex.Count(nodes, "<th scope=\"row\">"),
                Number("<dt>Organisationen</dt><dd><strong>(\\d+)</strong>"));
            var rows = Regex.Matches(page, "/netzwerk\">[^<]*</a></th><td class=\"number\">\\d+</td><td class=\"number\">(\\d+)</td>");
            if (page.Contains("id=\"totals\"", StringComparison.Ordinal))
                Assert.Equal(listed, rows.Sum(row => int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture)));
            else
                Assert.Empty(rows);
        }
    }

    [Fact]
    public async Task What_the_form_cannot_have_said_is_named_and_the_network_of_today_is_shown()
    {
        var (answer, page) = await GetAsync("/de/regionen/05315/netzwerk?year=abc&topics=nix&kinds=TEA&kinds=EVENT");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var wrong in new[] { "abc", "nix", "TEA" })
            Assert.Contains($"Den Filter „{wrong}“ gibt es nicht.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("„EVENT“", page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "id=\"problems\"",
            (await GetAsync("/de/regionen/05315/netzwerk?year=&topics=culture&kinds=EVENT&year=2025")).Text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/network/picture.svg?region=05", HttpStatusCode.OK)]
    [InlineData("/network/picture.svg?region=05&labels=xx", HttpStatusCode.BadRequest)]
    [InlineData("/network/nodes.csv?region=05&labels=de", HttpStatusCode.BadRequest)]
    [InlineData("/network/drawing.json?region=05&ever=true", HttpStatusCode.OK)]
    [InlineData("/network/drawing.json?region=05&ever=true&at=2026-01-01", HttpStatusCode.BadRequest)]
    [InlineData("/network/drawing.json?region=05&ever=perhaps", HttpStatusCode.BadRequest)]
    [InlineData("/de/regionen/99/netzwerk", HttpStatusCode.NotFound)]
    [InlineData("/de/regionen/05/netzwerk?kinds=%00&topics=nix&year=99999&outside=x", HttpStatusCode.OK)]
    public async Task Wrong_questions_are_answered_too(string address, HttpStatusCode expected) =>
        Assert.Equal(expected, (await GetAsync(address)).Answer.StatusCode);

    [Fact]
    public async Task Ties_without_a_known_beginning_are_in_every_year_and_in_no_growth()
    {
        string Pairs(string page) => Regex.Match(page, "<dt>Verbindungen</dt><dd><strong>(\\d+)</strong>").Groups[1].Value;
        var today = (await GetAsync("/de/regionen/05358/netzwerk")).Text;
        var before = (await GetAsync("/de/regionen/05358/netzwerk?year=2015")).Text;
        Assert.Equal(Pairs(today), Pairs(before));
        Assert.Contains($"Davon ohne bekannten Beginn: {Pairs(today)}.", before, StringComparison.Ordinal);
        Assert.DoesNotContain("\"start\"", (await GetAsync("/network/drawing.json?region=05358&ever=true")).Text, StringComparison.Ordinal);
        Assert.Contains("stroke-dasharray", (await GetAsync("/network/picture.svg?region=05358")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_are_ordered_by_their_headers_and_narrowed_by_a_name_without_scripts()
    {
        static List<string> Column(string page, string table) =>
            [.. Regex.Matches(
                    page[page.IndexOf($"id=\"{table}\"", StringComparison.Ordinal)..].Split("</table>")[0],
                    "<th scope=\"row\"><a[^>]*>([^<]*)</a>")
                .Select(row => row.Groups[1].Value)];
        var (_, usual) = await GetAsync("/de/regionen/05/netzwerk");
        Assert.Contains("<th scope=\"col\" class=\"number\" aria-sort=\"descending\">", usual, StringComparison.Ordinal);
        var (_, byName) = await GetAsync("/de/regionen/05/netzwerk?sort=name&kinds=UMBRELLA_MEMBERSHIP");
        Assert.Contains("href=\"/de/regionen/05/netzwerk?kinds=UMBRELLA_MEMBERSHIP&sort=-name#nodes\"", byName, StringComparison.Ordinal);
        var names = Column(byName, "nodes");
        Assert.Equal(names.OrderBy(Folding.SortKey, StringComparer.Ordinal), names);
        var (_, turned) = await GetAsync("/de/regionen/05/netzwerk?sort=-name&kinds=UMBRELLA_MEMBERSHIP");
        Assert.Equal(names.AsEnumerable().Reverse(), Column(turned, "nodes"));
        var ties = Column((await GetAsync("/de/regionen/05/netzwerk?ties=-name")).Text, "ties");
        Assert.Equal(ties.OrderByDescending(Folding.SortKey, StringComparer.Ordinal), ties);
        var named = Column((await GetAsync("/de/regionen/05/netzwerk?name=DÜREN&sort=town")).Text, "nodes");
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains("düren", name, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Keine Zeile passt dazu.", (await GetAsync("/de/regionen/05/netzwerk?name=xyzzyq")).Text, StringComparison.Ordinal);
        var (_, wrong) = await GetAsync("/de/regionen/05/netzwerk?sort=nix");
        Assert.Contains("Den Filter „nix“ gibt es nicht.", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_saved_picture_says_what_it_shows_in_both_forms()
    {
        var (_, svg) = await GetAsync("/network/picture.svg?region=05358&labels=de");
        string[] says =
            ["Netzwerk: Kreis Düren", "Stand: ", "Verbindungen:\u00a0", "Farbe und Form zeigen die Gruppe.", "Quelle: MSO-Netz NRW"];
        foreach (var said in says)
            Assert.Contains(said, svg, StringComparison.Ordinal);
        var (_, arabic) = await GetAsync("/network/picture.svg?region=05358&labels=ar");
        Assert.Contains("/ar/regionen/05358/netzwerk", arabic, StringComparison.Ordinal);
        const string Png = "/network/picture.png?region=05358&labels=tr";
        var png = await _site.Client.GetByteArrayAsync(Png, TestContext.Current.CancellationToken);
        using var picture = SKBitmap.Decode(png);
        Assert.True(picture.Width >= 2_400, $"{picture.Width}");
        Assert.True(picture.Pixels.Distinct().Count() > 100); // something is drawn on it
    }

    [Fact]
    public async Task The_way_from_one_organisation_to_another_is_found_by_links_and_by_names()
    {
        foreach (var asked in new[] { "from=coach-e-v&to=migrafrica", "from=coach%20E.V.&to=MIGRAFRICA" })
        {
            var (_, page) = await GetAsync("/de/netzwerk/weg?" + asked);
            Assert.Contains("Schritte: 2", page, StringComparison.Ordinal);
            Assert.Equal(
                ["coach-e-v", "house-of-resources-koeln", "migrafrica"],
                Regex.Matches(
                        page[page.IndexOf("<ol class=\"chain\">", StringComparison.Ordinal)..].Split("</ol>")[0],
                        "/de/organisationen/([^\"]*)\"")
                    .Select(link => link.Groups[1].Value)
            );
            Assert.Contains("Gemeinsames Projekt", page, StringComparison.Ordinal);
        }

        var (_, none) = await GetAsync("/de/netzwerk/weg?from=coach-e-v&to=bana-afrika-e-v");
        Assert.Contains("kennen wir heute keinen Weg", none, StringComparison.Ordinal);
        var (_, same) = await GetAsync("/de/netzwerk/weg?from=coach-e-v&to=coach-e-v");
        Assert.Contains("zweimal dieselbe", same, StringComparison.Ordinal);
        var (_, unknown) = await GetAsync("/de/netzwerk/weg?from=House%20of%20Resources&to=<b>xyzzyq");
        Assert.Contains("Diese Organisation kennen wir nicht: <b>xyzzyq.", unknown, StringComparison.Ordinal);
        Assert.Contains("/de/netzwerk/weg?from=house-of-resources-koeln&to=", unknown, StringComparison.Ordinal);
        var (_, suggested) = await GetAsync("/de/vorschlaege/organisationen/to?from=coach&to=House%20of%20Res");
        Assert.Contains("House of Resources K", suggested, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/de/vorschlaege/organisationen/slug?slug=House")).Answer.StatusCode);
    }

    private async Task<(HttpResponseMessage Answer, string Text)> GetAsync(string address)
    {
        var answer = await _site.Client.GetAsync(address, TestContext.Current.CancellationToken);
        return (answer, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }
}
