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
        var words = picture.Elements(Svg + "text").ToList();
        Assert.Contains(words, word => towns.Contains(word.Value));
        // Numbers of groups, and single points, add up to the search.
        var numbers = words.Sum(word => int.TryParse(word.Value, CultureInfo.InvariantCulture, out var number) ? number : 0);
        var single = picture.Elements(Svg + "circle").Count(circle => circle.Attribute("r")!.Value == "5");
        var extent = await crowded.Site.Client.GetFromJsonAsync("/tiles/extent.json?" + parameters);
        Assert.Equal(extent.GetProperty("count").GetInt32(), numbers + single);
        var ring = picture.Elements(Svg + "circle").Any(circle => circle.Attribute("stroke-dasharray") is not null);
        Assert.Equal(parameters.Contains("km", StringComparison.Ordinal), ring);
        var outlined = picture.Elements(Svg + "path").Count(path => path.Attribute("stroke")!.Value == "#7a2f6d");
        Assert.Equal(parameters.StartsWith("regions", StringComparison.Ordinal) ? 1 : 0, outlined);
    }

    [Fact]
    public async Task What_is_wrong_is_said_as_for_tiles()
    {
        using var answer = await crowded.Site.Client.GetAsync("/de/karte.svg?topics=nix", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
