using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Web.Pages.Map;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Tests.Pages;

/// <summary>Streets from a file that the operator has laid beside the site.</summary>
public sealed class BasemapTests(TestCluster cluster)
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("msonet-basemap-").FullName;

    private static readonly Lazy<string> Archive = new(() => PmtilesFile.Write(Path.Combine(Folder, "nrw.pmtiles")));

    public static TheoryData<string, Action<byte[]>?, int?, string> Wrong => new()
    {
        { "text", header => "nothing"u8.CopyTo(header), null, "is no PMTiles archive" },
        { "short", null, 100, "is no PMTiles archive" },
        { "old", header => header[7] = 2, null, "has version 2 of PMTiles; version 3 is read here" },
        { "cut", null, 200, "is cut off" },
        { "zstd", header => header[98] = 4, null, "is compressed in another way than gzip" },
        { "pictures", header => header[99] = 2, null, "has no vector tiles" },
        { "elsewhere", header => BitConverter.TryWriteBytes(header.AsSpan(102), 100_000_000), null, "shows another part of the world" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_file_that_cannot_be_drawn_ends_the_start_and_says_why(string name, Action<byte[]>? spoil, int? length, string said) =>
        Assert.Contains(said, Refusal(PmtilesFile.Write(Path.Combine(Folder, name + ".pmtiles"), spoil, length)), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_ends_the_start() =>
        Assert.Matches("^MSONET_BASEMAP: /nowhere/nrw.pmtiles cannot be read: .+docs/operating.md", Refusal("/nowhere/nrw.pmtiles"));

    [Fact]
    public void Two_maps_for_one_place_end_the_start() =>
        Assert.Contains(
            "set one of them",
            Assert.Throws<WrongSettingException>(() => Of(("BASEMAP", Good()), ("BACKGROUND_MAP", "https://maps.example.org"))).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_the_setting_there_is_none(string? setting) => Assert.Null(Of(("BASEMAP", setting)).Address);

    [Fact]
    public async Task The_archive_is_served_in_pieces_that_are_kept()
    {
        var file = Good();
        await using var site = new RunningSite(cluster) { Settings = new Dictionary<string, string?> { ["BASEMAP"] = file } };
        await site.InitializeAsync();
        var address = Of(("BASEMAP", file)).Address!;
        var content = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        using var piece = await AskAsync(site, address, request => request.Headers.Range = new RangeHeaderValue(0, 126));
        Assert.Equal(HttpStatusCode.PartialContent, piece.StatusCode);
        Assert.Equal($"bytes 0-126/{content.Length}", piece.Content.Headers.ContentRange!.ToString());
        Assert.Equal(content[..127], await piece.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Empty(piece.Content.Headers.ContentEncoding);
        Assert.Contains("immutable", piece.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var known = await AskAsync(site, address, request => request.Headers.IfNoneMatch.Add(piece.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        using var beyond = await AskAsync(site, address, request => request.Headers.Range = new RangeHeaderValue(content.Length, null));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        using var page = await AskAsync(site, "/de/organisationen", request => request.Headers.Accept.ParseAdd("text/html"));
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"data-basemap=\"{address}\"", html, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self';", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> AskAsync(RunningSite site, string address, Action<HttpRequestMessage> ask)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        ask(request);
        return await site.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string Good() => Archive.Value;

    private static string Refusal(string path) => Assert.Throws<WrongSettingException>(() => Of(("BASEMAP", path))).Message;

    private static Basemap Of(params (string Name, string? Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(one => one.Name, one => one.Value)).Build());
}
