using Microsoft.Playwright;
using MsoNetwork.Tests.Pages;

namespace MsoNetwork.Browser.Tests;

/// <summary>Streets from the operator's own file; the archive of these tests is made by them.</summary>
[Collection<Site>]
public sealed class BasemapPageTests(BrowserSite site)
{
    private const float Patience = 60_000; // milliseconds: drawing without a graphics card, beside other tests

    [Theory]
    [InlineData("/de/organisationen?near=K%C3%B6ln&km=10", 1280, false)]
    [InlineData("/ar/organisationen?near=K%C3%B6ln&km=10", 360, true)]
    public async Task Streets_are_drawn_from_pieces_of_the_file_and_no_request_leaves_the_site(string address, int width, bool dark)
    {
        Assert.SkipUnless(File.Exists(BrowserSite.Boundaries), "No boundaries: npm run boundaries.");
        var file = PmtilesFile.Write(Path.Combine(Directory.CreateTempSubdirectory("msonet-basemap-").FullName, "nrw.pmtiles"));
        await using var another = await site.StartAnotherAsync(new Dictionary<string, string?> { ["BASEMAP"] = file });
        await using var visit = await site.VisitAsync(width, dark, elsewhere: another.Urls.First());
        var pieces = new List<string>();
        visit.Page.Response += (_, response) =>
        {
            if (response.Url.EndsWith(".pmtiles", StringComparison.Ordinal)) pieces.Add($"{response.Status}");
        };
        await visit.Page.GotoAsync(address);
        if (width < 1200) await visit.Page.Locator("[data-map] summary").ClickAsync();
        var map = visit.Page.Locator("[data-map][data-state=ready][data-shown][data-streets]");
        await map.WaitForAsync(new() { Timeout = Patience });
        await Assertions.Expect(map).Not.ToHaveAttributeAsync("data-streets", "0", new() { Timeout = Patience });
        Assert.NotEmpty(pieces);
        Assert.All(pieces, status => Assert.Equal("206", status));
        await Assertions.Expect(visit.Page.Locator(".maplibregl-ctrl-attrib")).ToContainTextAsync("© OpenStreetMap");
        await Assertions.Expect(visit.Page.Locator(".map-points button").First).ToBeAttachedAsync();
        Assert.All(visit.Elsewhere, url => Assert.StartsWith(another.Urls.First() + "/", url, StringComparison.Ordinal));
        Assert.Empty(visit.Complaints);
        await AccessibilityTests.CheckAsync(visit, $"streets {width}");
    }
}
