using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using MsoNetwork.Regions;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Browser.Tests;

/// <summary>
/// A distance says where it ends: what is known by its town only lies in the town's middle, which nobody is 200 metres away from for sure.
/// </summary>
[Collection<Site>]
public sealed partial class DistanceTests(BrowserSite site)
{
    [Theory]
    [InlineData("de", " km entfernt", "Ortsmitte")]
    [InlineData("fa", " کیلومتری", "مرکز شهر")]
    public async Task Hits_known_by_their_town_only_are_measured_to_its_middle_in_whole_kilometres(string tag, string away, string middle)
    {
        var vague = await VagueAsync();
        var page = await site.Client.GetStringAsync($"/{tag}/organisationen?near=50667&km=50", TestContext.Current.CancellationToken);
        var hits = Hit()
            .Matches(page)
            .Select(hit => (Slug: hit.Groups["slug"].Value, Distance: WebUtility.HtmlDecode(hit.Groups["distance"].Value)))
            .ToList();
        Assert.Contains(hits, hit => vague.Contains(hit.Slug));
        Assert.Contains(hits, hit => !vague.Contains(hit.Slug));
        Assert.All(hits, hit =>
        {
            Assert.Equal(vague.Contains(hit.Slug), hit.Distance.Contains(middle, StringComparison.Ordinal));
            Assert.Equal(!vague.Contains(hit.Slug), hit.Distance.Contains(away, StringComparison.Ordinal));
            if (vague.Contains(hit.Slug)) Assert.DoesNotMatch(@"\d[.,٫]\d", hit.Distance);
        });
    }

    [Fact]
    public async Task A_call_that_applies_in_a_city_is_measured_to_its_middle()
    {
        var page = await site.Client.GetStringAsync("/de/gesuche?q=proberaum&near=51143&km=50", TestContext.Current.CancellationToken);
        Assert.Matches(@"<bdi>Köln</bdi><span> · etwa \d+ km bis zur Ortsmitte</span>", page);
    }

    [Fact]
    public async Task A_suggestion_to_or_of_somebody_known_by_the_town_only_says_so()
    {
        var page = await site.Client.GetStringAsync($"/de/organisationen/{await FarAsync()}", TestContext.Current.CancellationToken);
        Assert.Matches(@"Etwa \d+ km entfernt, von der Ortsmitte gemessen\.", page);
        Assert.DoesNotMatch(@"\n\s+\d+ km entfernt\.", page);
    }

    [Theory]
    [MemberData(nameof(TextsTests.Tags), MemberType = typeof(TextsTests))]
    public void Less_than_a_kilometre_is_less_than_one_and_the_rest_is_rounded(string tag)
    {
        var texts = Texts.Of(PageLanguage.Find(tag)!);
        Assert.Equal(texts["distance.townNear", texts.Plain(1)], texts.Distance(217, LocationPrecision.Municipality));
        Assert.Equal(texts["distance.town", texts.Number(10)], texts.Distance(9_500, LocationPrecision.Municipality));
        Assert.Equal(texts["distance", texts.Kilometres(217)], texts.Distance(217, LocationPrecision.Postcode));
    }

    private async Task<HashSet<string>> VagueAsync()
    {
        var slugs = new HashSet<string>();
        await using var command = site.Database.CreateCommand("SELECT slug FROM organisations WHERE precision = 'Municipality'");
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) slugs.Add(rows.GetString(0));
        return slugs;
    }

    // Known by its town only, and some kilometres from the nearest others.
    private async Task<string> FarAsync()
    {
        await using var command = site.Database.CreateCommand("""
            SELECT o.slug FROM organisations AS o WHERE o.precision = 'Municipality' AND o.status = 'Active' AND cardinality(o.topics) > 0 AND o.kind IS DISTINCT FROM 'integration-centre'
                AND EXISTS (SELECT 1 FROM organisations AS near WHERE near.municipality_key <> o.municipality_key AND ST_DWithin(near.location, o.location, 15000))
                AND NOT EXISTS (SELECT 1 FROM organisations AS same WHERE same.municipality_key = o.municipality_key AND same.id <> o.id)
            ORDER BY o.slug LIMIT 1
            """);
        return Convert.ToString(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture)!;
    }

    [GeneratedRegex(
        """<li class="hit" data-slug="(?<slug>[^"]+)".*?<p class="where"><bdi>[^<]*</bdi><span> · (?<distance>[^<]*)</span>""",
        RegexOptions.Singleline
    )]
    private static partial Regex Hit();
}
