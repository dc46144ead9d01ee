using System.IO.Compression;
using System.Net;
using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>The scripts as they are built and sent (npm run build:site, which deploy/test runs).</summary>
[Collection<Site>]
public sealed class ScriptsTests(BrowserSite site)
{
    private const int MostBytes = 100_000;

    [Theory]
    [InlineData("/de/")]
    [InlineData("/de/organisationen?q=frauen")]
    public async Task The_first_page_loads_at_most_100_kB_of_scripts(string address)
    {
        await using var visit = await site.VisitAsync();
        var scripts = new List<string>();
        visit.Page.Request += (_, request) =>
        {
            var path = new Uri(request.Url).PathAndQuery;
            // the map loads when it comes into view
            if (request.ResourceType == "script" && !path.StartsWith("/site/map", StringComparison.Ordinal)) scripts.Add(path);
        };
        await visit.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.NotEmpty(scripts);
        var bytes = 0L;
        foreach (var script in scripts) bytes += await GzippedAsync(script);
        Assert.True(bytes <= MostBytes, $"{bytes} bytes: {string.Join(' ', scripts)}");
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, br", "br")]
    [InlineData("br;q=0", "")]
    public async Task Scripts_are_sent_as_compressed_when_they_were_built_and_kept_for_good(string accepted, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, await EntryAsync());
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var answer = await site.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "text/javascript", expected),
            (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, string.Join(',', answer.Content.Headers.ContentEncoding)));
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
    }

    [Fact]
    public async Task Escape_closes_the_language_menu_and_goes_back_to_its_button()
    {
        await using var visit = await site.VisitAsync();
        await visit.Page.GotoAsync("/de/", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await visit.Page.Locator(".languages summary").ClickAsync();
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Page.Locator(".languages ul")).ToBeHiddenAsync();
        await Assertions.Expect(visit.Page.Locator(".languages summary")).ToBeFocusedAsync();
    }

    private async Task<string> EntryAsync()
    {
        var html = await site.Client.GetStringAsync("/de/", TestContext.Current.CancellationToken);
        return html.Split("<script type=\"module\" src=\"")[1].Split('"')[0];
    }

    private async Task<long> GzippedAsync(string address)
    {
        var content = await site.Client.GetByteArrayAsync(address, TestContext.Current.CancellationToken);
        using var gzipped = new MemoryStream();
        await using (var gzip = new GZipStream(gzipped, CompressionLevel.Optimal, leaveOpen: true))
            await gzip.WriteAsync(content, TestContext.Current.CancellationToken);
        return gzipped.Length;
    }
}
