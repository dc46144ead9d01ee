using System.IO.Compression;
using System.Net;
using System.Text.Json;
using MsoNetwork.Invented;
using MsoNetwork.Organisations;
using MsoNetwork.Seeds;
using MsoNetwork.Tests.GraphQl;
using Npgsql;

namespace MsoNetwork.Tests.Pages;

/// <summary>The site with 20,000 invented organisations, and with boundaries where npm has brought them (deploy/test does).</summary>
public sealed class CrowdedSite(TestCluster cluster) : IAsyncLifetime
{
    public static string Boundaries { get; } =
        Path.Combine(Repository.Root, "src", "MsoNetwork.Web", "Assets", "boundaries", "nrw.geojsonl");

    public RunningSite Site { get; } = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await Site.InitializeAsync();
        if (File.Exists(Boundaries))
            await new SeedNetwork(Site.Database, TimeProvider.System).RunAsync(SeededNetwork.Seeds, Boundaries, CancellationToken.None);
        await new SeedSynthetic(Site.Database, TimeProvider.System).RunAsync(20_000, 1, CancellationToken.None);
        while (await CountAsync("", "{}") < 18_000) await Task.Delay(100); // the index of words follows
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>How many the list has, by the API.</summary>
    public async Task<int> CountAsync(string words, string filter)
    {
        var answer = await Site.AskAsync(
            $"query ($words: String!) {{ searchOrganisations(query: $words, filter: {filter}) {{ totalCount }} }}",
            new { words }
        );
        return answer.Data.GetProperty("searchOrganisations").GetProperty("totalCount").GetInt32();
    }

    public async Task<byte[]> TileAsync(string path)
    {
        using var answer = await Site.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, path), (answer.StatusCode, path));
        Assert.Equal("application/vnd.mapbox-vector-tile", answer.Content.Headers.ContentType!.MediaType);
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }
}

/// <summary>The map says what the list says, in little data.</summary>
[Trait("Speed", "Medium")]
public sealed class TileTests(CrowdedSite crowded) : IClassFixture<CrowdedSite>
{
    private const int MostBytesOfAView = 50_000;

    [Theory]
    [InlineData("", "", "{}", 5, 7, 9)]
    [InlineData("topics=education", "", """{topics: ["education"]}""", 5, 8, 9)]
    [InlineData("regions=05315&languages=tr", "", """{regions: ["05315"], languages: ["tr"]}""", 6, 11, 12)]
    [InlineData(
        "near=D%C3%BCren&km=10&topics=work&topics=education",
        "",
        """{near: {municipality: "Düren", radiusKm: 10}, topics: ["work", "education"]}""",
        7,
        11,
        13
    )]
    [InlineData("near=50.94,6.96&km=5", "", "{near: {latitude: 50.94, longitude: 6.96, radiusKm: 5}}", 9, 12, 14)]
    [InlineData("box=6.9,50.9,7.05,51", "", "{withinBox: {west: 6.9, south: 50.9, east: 7.05, north: 51}}", 8, 12, 14)]
    [InlineData("q=verein", "verein", "{}", 5, 7, 9)]
    [InlineData("q=kurdisch+frauen+dortmnud&regions=05913", "kurdisch frauen dortmnud", """{regions: ["05913"]}""", 6, 10, 12)]
    [InlineData("q=Eltern+Aachen+20+km", "Eltern Aachen 20 km", "{}", 6, 10, 11)]
    [InlineData("q=xyzzyqwert", "xyzzyqwert", "{}", 5, 6, 7)]
    public async Task The_tiles_of_a_zoom_add_up_to_the_list(string parameters, string words, string filter, params int[] zooms)
    {
        // Maps show organisations; offices only to who asks.
        var listed = await crowded.CountAsync(words, filter == "{}" ? "{offices: false}" : filter[..^1] + ", offices: false}");
        var extent = await crowded.Site.Client.GetFromJsonAsync("/tiles/extent.json?" + parameters);
        Assert.Equal(listed, extent.GetProperty("count").GetInt32());
        if (listed == 0) Assert.Equal(JsonValueKind.Null, extent.GetProperty("box").ValueKind);
        foreach (var zoom in zooms)
        {
            var sum = 0L;
            foreach (var (x, y) in listed == 0 ? [TileOf(7, 51, zoom)] : Around(extent.GetProperty("box"), zoom))
                sum += Organisations(await crowded.TileAsync($"/tiles/{zoom}/{x}/{y}.mvt?{parameters}"))
                    .Sum(feature => (long)feature.Properties["count"]);
            Assert.Equal((zoom, (long)listed), (zoom, sum));
        }
    }

    [Theory]
    [InlineData(6, 7.5, 51.4)]
    [InlineData(8, 7.1, 51.4)]
    [InlineData(9, 7.1, 51.48)]
    [InlineData(10, 6.96, 50.94)]
    [InlineData(11, 7.1, 51.48)]
    [InlineData(13, 6.96, 50.94)]
    [InlineData(16, 6.96, 50.94)]
    public async Task A_view_is_at_most_50_kB_of_tiles(int zoom, double longitude, double latitude)
    {
        Assert.SkipUnless(File.Exists(CrowdedSite.Boundaries), "No boundaries: npm run boundaries.");
        var (x, y) = TileOf(longitude, latitude, zoom);
        var bytes = 0L;
        // 1,600 by 1,000 pixels in tiles of 512: 4 by 3 at the most.
        foreach (var (column, row) in from column in Enumerable.Range(x - 1, 4) from row in Enumerable.Range(y - 1, 3) select (column, row))
            bytes +=
                Gzipped(await crowded.TileAsync($"/tiles/{zoom}/{column}/{row}.mvt"))
                + Gzipped(await crowded.TileAsync($"/tiles/regions/{zoom}/{column}/{row}.mvt"));
        TestContext.Current.TestOutputHelper!.WriteLine($"zoom {zoom}: {bytes} bytes");
        Assert.InRange(bytes, 100, MostBytesOfAView);
    }

    [Fact]
    public async Task Who_wants_the_exact_place_hidden_is_at_the_town_s_centre_only()
    {
        await using var command = crowded.Site.Database.CreateCommand("""
            SELECT o.name, ST_X(p.location::geometry), ST_Y(p.location::geometry), ST_X(r.centre::geometry), ST_Y(r.centre::geometry)
            FROM protected_places AS p JOIN organisations AS o ON o.id = p.organisation_id JOIN regions AS r ON r.key = o.municipality_key
            WHERE o.status = 'Active' AND ST_Distance(p.location, r.centre) > 2000 ORDER BY o.id LIMIT 1
            """);
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await row.ReadAsync(TestContext.Current.CancellationToken));
        var words = Uri.EscapeDataString(row.GetString(0));
        Assert.DoesNotContain(await AtAsync(row.GetDouble(1), row.GetDouble(2)), feature =>
            feature.Properties.GetValueOrDefault("name") as string == row.GetString(0)
        );
        Assert.Contains(await AtAsync(row.GetDouble(3), row.GetDouble(4)), feature => feature.Properties["vague"] is true);

        async Task<List<TileFeature>> AtAsync(double longitude, double latitude)
        {
            var (x, y) = TileOf(longitude, latitude, 16);
            return [.. Organisations(await crowded.TileAsync($"/tiles/16/{x}/{y}.mvt?q={words}"))];
        }
    }

    [Theory]
    [InlineData("near=D%C3%BCren&km=10", 50.80, 6.48, 10)]
    [InlineData("near=50.94,6.96&km=5&topics=education", 50.94, 6.96, 5)]
    [InlineData("q=Eltern+Aachen+20+km", 50.77, 6.08, 20)]
    [InlineData("q=verein&near=K%C3%B6ln&km=50", 50.94, 6.96, 50)]
    public async Task The_map_fits_the_circle_that_was_searched_in(string parameters, double latitude, double longitude, double km)
    {
        var view = await crowded.Site.Client.GetFromJsonAsync("/tiles/extent.json?" + parameters);
        var circle = view.GetProperty("circle");
        Assert.Equal(latitude, circle.GetProperty("latitude").GetDouble(), 0.02);
        Assert.Equal(longitude, circle.GetProperty("longitude").GetDouble(), 0.02);
        Assert.Equal(km, circle.GetProperty("km").GetDouble());
        var edges = view.GetProperty("view");
        Assert.Equal(2 * km, (edges.GetProperty("north").GetDouble() - edges.GetProperty("south").GetDouble()) * 111.3, 0.1);
    }

    [Theory]
    [InlineData("regions=05358", 0.5)] // Kreis Düren, whose organisations stand in its towns' centres
    [InlineData("regions=053", 1.5)]
    [InlineData("regions=05358&topics=education", 0.5)]
    [InlineData("q=D%C3%BCren", 0.1)]
    public async Task The_map_fits_the_region_that_was_searched_in_and_has_its_outline(string parameters, double wide)
    {
        Assert.SkipUnless(File.Exists(CrowdedSite.Boundaries), "No boundaries: npm run boundaries.");
        var view = await crowded.Site.Client.GetFromJsonAsync("/tiles/extent.json?" + parameters);
        Assert.Contains("Polygon", view.GetProperty("outline").GetProperty("type").GetString(), StringComparison.Ordinal);
        var edges = view.GetProperty("view");
        Assert.True(edges.GetProperty("east").GetDouble() - edges.GetProperty("west").GetDouble() > wide, edges.GetRawText());
    }

    [Fact]
    public async Task Who_stands_at_one_place_is_a_list_with_kind_topics_and_link()
    {
        // Those known by their town only stand at its centre: no zoom takes them apart, and each zoom says so.
        await using var command = crowded.Site.Database.CreateCommand("""
            SELECT ST_X(o.location::geometry), ST_Y(o.location::geometry), count(*)::int FROM organisations AS o
            WHERE o.status = 'Active' AND (o.kind = ANY($1)) IS NOT TRUE
            GROUP BY o.location HAVING count(*) BETWEEN 5 AND 40 ORDER BY count(*) DESC, 1 LIMIT 1
            """);
        command.Parameters.Add(new() { Value = Offices.Kinds.ToArray() });
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await row.ReadAsync(TestContext.Current.CancellationToken));
        var (longitude, latitude, count) = (row.GetDouble(0), row.GetDouble(1), row.GetInt32(2));
        var (x, y) = TileOf(longitude, latitude, 16);
        Assert.Contains(Organisations(await crowded.TileAsync($"/tiles/16/{x}/{y}.mvt")), feature =>
            feature.Properties.GetValueOrDefault("together") is true && (long)feature.Properties["count"] == count
        );
        var at = FormattableString.Invariant($"/en/karte/{latitude:0.000000},{longitude:0.000000},10");
        var answer = await crowded.Site.Client.GetFromJsonAsync(at);
        Assert.Equal($"{count} organisations", answer.GetProperty("count").GetString());
        var listed = answer.GetProperty("organisations").EnumerateArray().ToList();
        Assert.Equal((count, false), (listed.Count, answer.GetProperty("more").GetBoolean()));
        var addresses = listed.Select(one => one.GetProperty("address").GetString());
        Assert.All(addresses, address => Assert.StartsWith("/en/organisationen/", address, StringComparison.Ordinal));
        Assert.Contains(listed, one => one.GetProperty("kind").GetString() is { Length: > 0 });
        Assert.Contains(listed, one => one.GetProperty("topics").GetArrayLength() > 0);
        var withKind = listed.First(one => one.GetProperty("kind").GetString() is { Length: > 0 });
        var kind = await KindOfAsync(withKind.GetProperty("slug").GetString()!);
        var filtered = await crowded.Site.Client.GetFromJsonAsync($"{at}?kinds={kind}");
        Assert.InRange(filtered.GetProperty("organisations").GetArrayLength(), 1, count);

        async Task<string> KindOfAsync(string slug)
        {
            await using var kept = crowded.Site.Database.CreateCommand("SELECT kind FROM organisations WHERE slug = $1");
            kept.Parameters.Add(new NpgsqlParameter<string> { TypedValue = slug });
            return (string)(await kept.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }
    }

    [Theory]
    [InlineData("kinds=integration-centre", "office")]
    [InlineData("kinds=house-of-resources", "umbrella")]
    [InlineData("kinds=mosque", "organisation")] // on purpose like any other association
    public async Task A_point_says_what_it_stands_for(string parameters, string marker)
    {
        var features = Organisations(await crowded.TileAsync("/tiles/5/16/10.mvt?" + parameters));
        Assert.NotEmpty(features);
        Assert.All(features, feature => Assert.Equal(marker, feature.Properties["marker"]));
    }

    [Fact]
    public async Task A_tile_is_not_sent_again_until_something_changes()
    {
        const string Path = "/tiles/7/66/42.mvt?topics=education";
        using var first = await crowded.Site.Client.GetAsync(Path, TestContext.Current.CancellationToken);
        var tag = first.Headers.ETag!;
        // While the site has not read all that its seeds wrote, a tag is its own, and is replaced once.
        await Waiting.UntilAsync(async () =>
        {
            var (again, now) = await AgainAsync();
            return tag.Equals(tag = now) && again == HttpStatusCode.NotModified;
        }, "the tag changes without a change");
        await using var change = crowded.Site.Database.CreateCommand(
            "UPDATE organisations SET updated_at = now() WHERE id = (SELECT min(id::text)::uuid FROM organisations)"
        );
        await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var (status, other) = await AgainAsync();
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEqual(tag, other);

        async Task<(HttpStatusCode, System.Net.Http.Headers.EntityTagHeaderValue)> AgainAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Path);
            request.Headers.IfNoneMatch.Add(tag);
            using var answer = await crowded.Site.Client.SendAsync(request, TestContext.Current.CancellationToken);
            return (answer.StatusCode, answer.Headers.ETag!);
        }
    }

    [Theory]
    [InlineData("/tiles/3/0/0.mvt", "z")]
    [InlineData("/tiles/17/0/0.mvt", "z")]
    [InlineData("/tiles/abc/0/0.mvt", "z")]
    [InlineData("/tiles/7/128/0.mvt", "x")]
    [InlineData("/tiles/7/0/-1.mvt", "y")]
    [InlineData("/tiles/7/66/42.mvt?topics=nix", "topics")]
    [InlineData("/tiles/7/66/42.mvt?near=Nirgendwo", "near")]
    [InlineData("/tiles/7/66/42.mvt?box=8,50,7,51", "box")]
    [InlineData("/tiles/7/66/42.mvt?callback=x", "callback")]
    [InlineData("/tiles/regions/7/66/42.mvt?topics=education", "topics")]
    [InlineData("/tiles/extent.json?regions=99", "regions")]
    [InlineData("/de/karte/51,7", "at")]
    [InlineData("/de/karte/51,7,99999", "at")]
    [InlineData("/de/karte/51,7,10?topics=nix", "topics")]
    public async Task What_is_wrong_is_named(string path, string argument)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var answer = await crowded.Site.SendAsync(request);
        Assert.Equal(
            (HttpStatusCode.BadRequest, "INVALID_INPUT", argument),
            (answer.Status, answer.Code, answer.Error.GetProperty("extensions").GetProperty("argument").GetString())
        );
    }

    private static IEnumerable<TileFeature> Organisations(byte[] tile) =>
        VectorTile.Read(tile).Where(feature => feature.Layer == "organisations");

    private static IEnumerable<(int X, int Y)> Around(JsonElement box, int zoom)
    {
        double Edge(string name) => box.GetProperty(name).GetDouble();
        var (west, north) = TileOf(Edge("west"), Edge("north"), zoom);
        var (east, south) = TileOf(Edge("east"), Edge("south"), zoom);
        return from x in Enumerable.Range(west, east - west + 1) from y in Enumerable.Range(north, south - north + 1) select (x, y);
    }

    private static (int X, int Y) TileOf(double longitude, double latitude, int zoom)
    {
        var size = 1 << zoom;
        return ((int)((longitude + 180) / 360 * size), (int)((1 - (Math.Asinh(Math.Tan(latitude * Math.PI / 180)) / Math.PI)) / 2 * size));
    }

    private static long Gzipped(byte[] content)
    {
        using var gzipped = new MemoryStream();
        using (var gzip = new GZipStream(gzipped, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return gzipped.Length;
    }
}

internal static class Answers
{
    public static async Task<JsonElement> GetFromJsonAsync(this HttpClient client, string path) =>
        JsonDocument.Parse(await client.GetStringAsync(path, TestContext.Current.CancellationToken)).RootElement;
}
