using System.Net;
using System.Text.RegularExpressions;
using Npgsql;
using SkiaSharp;

namespace MsoNetwork.Tests.Pages;

/// <summary>What a link shows where it is shared: the page's own map, as a PNG that every service takes.</summary>
[Trait("Speed", "Medium")]
public sealed partial class ShareImageTests(CrowdedSite crowded) : IClassFixture<CrowdedSite>
{
    [Theory]
    [InlineData("/de/", "/de/karte.png")]
    [InlineData("/en/regionen/05315", "/en/karte.png?regions=05315")]
    [InlineData("/ar/organisationen?near=K%C3%B6ln&km=20&topics=education", "/ar/karte.png?near=K%C3%B6ln&km=20&topics=education")]
    [InlineData("/de/organisationen?near=Atlantis&km=20", "/de/karte.png")]
    public async Task A_page_names_a_picture_of_its_own_map(string page, string image)
    {
        var html = await crowded.Site.Client.GetStringAsync(page, TestContext.Current.CancellationToken);
        Assert.Equal(new Uri(crowded.Site.Client.BaseAddress!, image).AbsoluteUri, Meta(html, "og:image"));
        Assert.Equal(["1200", "630", "image/png"], new[] { "width", "height", "type" }.Select(part => Meta(html, "og:image:" + part)));
        foreach (var name in (string[])["og:title", "og:description", "og:image:alt"]) Assert.NotEmpty(Meta(html, name));
        Assert.Contains("name=\"twitter:card\" content=\"summary_large_image\"", html, StringComparison.Ordinal);
        using var bitmap = SKBitmap.Decode(await ImageAsync(image));
        Assert.Equal((1200, 630), (bitmap.Width, bitmap.Height));
        if (!File.Exists(CrowdedSite.Boundaries)) return;
        var colours = bitmap.Pixels.Distinct().ToHashSet();
        Assert.Contains(SKColor.Parse("#fbf9f5"), colours); // land
        Assert.Contains(SKColor.Parse("#0a5a68"), colours); // organisations
    }

    [Fact]
    public async Task A_profile_names_a_picture_with_its_place_and_one_that_is_protected_with_its_town_only()
    {
        var (slug, exact) = await ProtectedAsync();
        var html = await crowded.Site.Client.GetStringAsync("/de/organisationen/" + slug, TestContext.Current.CancellationToken);
        var address = $"/de/organisationen/{slug}/karte.png";
        Assert.EndsWith(address, Meta(html, "og:image"), StringComparison.Ordinal);
        var before = await ImageAsync(address);
        // Moving the exact place moves nothing in the picture: no query of a map reads it.
        await using var move = crowded.Site.Database.CreateCommand(
            "UPDATE protected_places SET location = ST_MakePoint($2, $3)::geography WHERE organisation_id = $1"
        );
        move.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = exact });
        move.Parameters.Add(new NpgsqlParameter<double> { TypedValue = 7.6 });
        move.Parameters.Add(new NpgsqlParameter<double> { TypedValue = 51.9 });
        await move.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var change = crowded.Site.Database.CreateCommand("UPDATE organisations SET updated_at = now() WHERE id = $1");
        change.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = exact });
        await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        Assert.Equal(before, await ImageAsync(address));
    }

    [Fact]
    public async Task Pictures_are_kept_and_known_again_and_a_wrong_question_is_refused()
    {
        const string Address = "/de/karte.png?topics=education";
        using var first = await crowded.Site.Client.GetAsync(Address, TestContext.Current.CancellationToken);
        using var again = new HttpRequestMessage(HttpMethod.Get, Address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await crowded.Site.Client.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("/de/karte.png?topics=nix"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/de/organisationen/gibt-es-nicht/karte.png"));
    }

    [Fact]
    public async Task Words_that_somebody_typed_are_not_on_the_picture()
    {
        // Both find nobody, so their pictures would differ by the words only.
        Assert.Equal(await ImageAsync("/de/karte.png?q=xyzzyqwert"), await ImageAsync("/de/karte.png?q=plughplover"));
    }

    private async Task<HttpStatusCode> StatusAsync(string address)
    {
        using var answer = await crowded.Site.Client.GetAsync(address, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task<byte[]> ImageAsync(string address)
    {
        using var answer = await crowded.Site.Client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "image/png"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private async Task<(string Slug, Guid Id)> ProtectedAsync()
    {
        await using var command = crowded.Site.Database.CreateCommand(
            "SELECT slug, id FROM organisations WHERE location_protected AND status = 'Active' ORDER BY id LIMIT 1"
        );
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await row.ReadAsync(TestContext.Current.CancellationToken));
        return (row.GetString(0), row.GetGuid(1));
    }

    private static string Meta(string html, string property) =>
        WebUtility.HtmlDecode(MetaTag().Matches(html).Single(tag => tag.Groups[1].Value == property).Groups[2].Value);

    [GeneratedRegex("<meta property=\"([^\"]+)\" content=\"([^\"]*)\">")]
    private static partial Regex MetaTag();
}
