using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Invented;
using MsoNetwork.Networks;
using MsoNetwork.Tests.GraphQl;

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
        await new SeedSynthetic(_site.Database, TimeProvider.System).RunAsync(6_000, 1, TestContext.Current.CancellationToken);
        await new SeedSyntheticCooperations(_site.Database, TimeProvider.System).RunAsync(18_000, 1, TestContext.Current.CancellationToken);
        var (waiting, first) = await GetAsync("/de/regionen/05/netzwerk");
        Assert.Contains("Ein Teil wird noch berechnet.", first, StringComparison.Ordinal);
        Assert.Contains("Gezeichnet werden höchstens 500.", first, StringComparison.Ordinal);
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
    public async Task Who_is_dissolved_and_has_ties_is_marked_in_the_table_and_in_the_files()
    {
        await using (
            var command = _site.Database.CreateCommand(
                "UPDATE organisations SET status = 'Dissolved' WHERE slug = 'house-of-resources-koeln'"
            )
        )
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        Assert.Contains("· Aufgelöst</span>", (await GetAsync("/de/regionen/05315/netzwerk")).Text, StringComparison.Ordinal);
        Assert.Contains(",DISSOLVED,", (await GetAsync("/network/nodes.csv?region=05315")).Text, StringComparison.Ordinal);
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
    [InlineData("/network/drawing.json?region=05&ever=true", HttpStatusCode.OK)]
    [InlineData("/network/drawing.json?region=05&ever=true&at=2026-01-01", HttpStatusCode.BadRequest)]
    [InlineData("/network/drawing.json?region=05&ever=perhaps", HttpStatusCode.BadRequest)]
    [InlineData("/de/regionen/99/netzwerk", HttpStatusCode.NotFound)]
    [InlineData("/de/regionen/05/netzwerk?kinds=%00&topics=nix&year=99999&outside=x", HttpStatusCode.OK)]
    public async Task Wrong_questions_are_answered_too(string address, HttpStatusCode expected) =>
        Assert.Equal(expected, (await GetAsync(address)).Answer.StatusCode);

    private async Task<(HttpResponseMessage Answer, string Text)> GetAsync(string address)
    {
        var answer = await _site.Client.GetAsync(address, TestContext.Current.CancellationToken);
        return (answer, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }
}
