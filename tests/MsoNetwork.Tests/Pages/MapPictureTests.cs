using System.Globalization;
using System.Net;
using System.Xml.Linq;

namespace MsoNetwork.Tests.Pages;

/// <summary>The map as a picture shows the same as the map.</summary>
public sealed class MapPictureTests(CrowdedSite crowded) : IClassFixture<CrowdedSite>
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData("", "Köln", "Dortmund", "Düsseldorf", "Essen", "Münster", "Bielefeld", "Bonn")]
    [InlineData("regions=05358", "Düren", "Jülich", "Kreuzau", "Niederzier")]
    [InlineData("near=Hagen&km=20&topics=education", "Hagen", "Dortmund", "Iserlohn", "Witten")]
    [InlineData("q=Eltern+Aachen+20+km", "Aachen", "Stolberg", "Eschweiler")]
    public async Task It_draws_whom_the_search_finds_and_names_towns(string parameters, params string[] towns)
    {
        Assert.SkipUnless(File.Exists(CrowdedSite.Boundaries), "No boundaries: npm run boundaries.");
        using var answer = await crowded.Site.Client.GetAsync("/de/karte.svg?" + parameters, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper!.WriteLine($"{parameters}: {text.Length} characters");
        Assert.InRange(text.Length, 1_000, 150_000);
        var picture = XDocument.Parse(text).Root!;
        Assert.DoesNotContain("style", picture.DescendantsAndSelf().Attributes().Select(attribute => attribute.Name.LocalName));
        var map = picture.Elements(Svg + "svg").Single();
        var words = map.Elements(Svg + "text").ToList();
        Assert.Contains(words, word => towns.Contains(word.Value));
        // Numbers of groups, and single points, add up to the search.
        var numbers = words.Select(word => int.TryParse(word.Value, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0).ToList();
        var single = Markers(map).Count() - numbers.Count;
        var extent = await crowded.Site.Client.GetFromJsonAsync("/tiles/extent.json?" + parameters);
        Assert.Equal(extent.GetProperty("count").GetInt32(), numbers.Sum() + single);
        var ring = map.Elements(Svg + "path").Any(path => path.Attribute("stroke-dasharray") is not null);
        Assert.Equal(parameters.Contains("km", StringComparison.Ordinal), ring);
        var outlined = map.Elements(Svg + "path").Count(path =>
            path.Attribute("stroke")!.Value == "#7a2f6d" && path.Attribute("stroke-dasharray") is null
        );
        Assert.Equal(parameters.StartsWith("regions", StringComparison.Ordinal) ? 1 : 0, outlined);
    }

    [Fact]
    public async Task Kinds_have_their_own_shape_and_colour_and_offices_only_when_they_are_asked_for()
    {
        Assert.SkipUnless(File.Exists(CrowdedSite.Boundaries), "No boundaries: npm run boundaries.");
        var (organisation, umbrella, office) = ("#0a5a68", "#8a2f6d", "#4a4f57");
        Assert.Equal([organisation], await ColoursAsync("kinds=sports-club&regions=05358", "Organisation"));
        Assert.Equal([umbrella], await ColoursAsync("kinds=umbrella-body", "Dachverband oder House of Resources"));
        Assert.Equal([office], await ColoursAsync("kinds=integration-centre", "Ämter und Beratungsstellen"));
        Assert.DoesNotContain(office, await ColoursAsync("regions=05358"));

        async Task<List<string>> ColoursAsync(string parameters, params string[] explained)
        {
            using var answer = await crowded.Site.Client.GetAsync("/de/karte.svg?" + parameters, TestContext.Current.CancellationToken);
            var picture = XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Root!;
            var legend = picture.Elements(Svg + "text").Select(text => text.Value).ToList();
            if (explained.Length > 0) Assert.Equal(explained, legend);
            return [.. Markers(picture.Elements(Svg + "svg").Single()).Select(marker => marker.Attribute("fill")!.Value).Distinct()];
        }
    }

    // Nothing else has a white edge.
    private static IEnumerable<XElement> Markers(XElement map) =>
        map.Elements(Svg + "path").Where(path => path.Attribute("stroke")!.Value == "#ffffff");

    [Fact]
    public async Task What_is_wrong_is_said_as_for_tiles()
    {
        using var answer = await crowded.Site.Client.GetAsync("/de/karte.svg?topics=nix", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
