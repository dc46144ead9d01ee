using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>
/// A background map that an operator has set. A server of this test stands in for basemap.de, which cannot be reached from here.
/// </summary>
[Collection<Site>]
public sealed class BackgroundMapPageTests(BrowserSite site)
{
    private const float Patience = 60_000; // milliseconds: drawing without a graphics card, beside other tests
    private static readonly byte[] Pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    [Theory]
    [InlineData("/{z}/{x}/{y}.png")]
    [InlineData("/style.json")]
    public async Task The_map_asks_the_origin_that_is_set_and_nobody_else_and_names_who_made_it(string address)
    {
        await using var standIn = await StartStandInAsync();
        await using var another = await site.StartAnotherAsync(Settings(standIn.Urls.First() + address));
        await using var visit = await DrawnAsync(another.Urls.First());
        Assert.NotEmpty(visit.Elsewhere);
        Assert.All(visit.Elsewhere, url => Assert.StartsWith(standIn.Urls.First() + "/", url, StringComparison.Ordinal));
        Assert.Contains(visit.Elsewhere, url => url.EndsWith(".png", StringComparison.Ordinal));
        await Assertions.Expect(visit.Page.Locator(".maplibregl-ctrl-attrib")).ToContainTextAsync("© Erfundene Karten");
        await Assertions.Expect(visit.Page.Locator(".maplibregl-ctrl-attrib")).ToContainTextAsync("GeoBasis-DE / BKG");
        Assert.Empty(visit.Complaints);
        await visit.Page.ScreenshotAsync(new() { Path = AccessibilityTests.Screenshot("background map " + address) });
    }

    [Theory]
    [InlineData("/{z}/{x}/{y}.png")]
    [InlineData("/style.json")]
    public async Task A_background_map_that_does_not_answer_leaves_our_own(string address)
    {
        string gone;
        await using (var standIn = await StartStandInAsync()) gone = standIn.Urls.First();
        await using var another = await site.StartAnotherAsync(Settings(gone + address));
        await using var visit = await DrawnAsync(another.Urls.First());
        await Assertions.Expect(visit.Page.Locator(".map-points button").First).ToBeAttachedAsync();
        await Assertions.Expect(visit.Page.Locator(".hit").First).ToBeVisibleAsync();
    }

    private static Dictionary<string, string?> Settings(string address) =>
        new() { ["BACKGROUND_MAP"] = address, ["BACKGROUND_MAP_ATTRIBUTION"] = "© Erfundene Karten" };

    private async Task<Visit> DrawnAsync(string address)
    {
        Assert.SkipUnless(File.Exists(BrowserSite.Boundaries), "No boundaries: npm run boundaries.");
        var visit = await site.VisitAsync(elsewhere: address);
        await visit.Page.GotoAsync("/de/organisationen?near=K%C3%B6ln&km=10");
        await visit.Page.Locator("[data-map][data-state=ready][data-shown]").WaitForAsync(new() { Timeout = Patience });
        return visit;
    }

    // One grey pixel as every tile, and a style that takes its tiles from here.
    private static async Task<WebApplication> StartStandInAsync()
    {
        var server = WebApplication.CreateSlimBuilder().Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.Use((context, next) =>
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
            return next(context);
        });
        server.MapGet("/{z:int}/{x:int}/{y:int}.png", () => Results.Bytes(Pixel, "image/png"));
        server.MapGet("/style.json", (HttpContext context) => Results.Json(
                new
                {
                    version = 8,
                    sources = new
                    {
                        tiles = new
                        {
                            type = "raster",
                            tiles = new[] { $"http://{context.Request.Host}/{{z}}/{{x}}/{{y}}.png" },
                            tileSize = 256,
                        },
                    },
                    layers = new[]
                    {
                        new
                        {
                            id = "tiles",
                            type = "raster",
                            source = "tiles",
                        },
                    },
                }
            ));
        await server.StartAsync();
        return server;
    }
}
