using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Net;
using System.Text;
using MsoNetwork.Accounts;
using MsoNetwork.Logos;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.SignIn;
using SkiaSharp;

namespace MsoNetwork.Tests.Logos;

/// <summary>A logo is drawn anew from whatever file somebody sends; what is dangerous is refused before it is unpacked.</summary>
public sealed class LogoTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task A_logo_is_made_small_without_metadata_served_for_ever_and_shown_in_the_API()
    {
        var (id, slug) = await OrganisationAsync(0);
        using var editor = await Browser.OfAsync(site, "logo@example.org", new OrganisationPerson { OrganisationId = id, Role = Role.Editor });
        var path = $"/de/organisationen/{slug}/bearbeiten/logo";
        var answer = await editor.UploadAsync(path, Jpeg(1200, 600));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        var logo = (await site.AskAsync($$"""{ organisation(slug: "{{slug}}") { logo { url width height } } }""")).Data
            .GetProperty("organisation").GetProperty("logo");
        Assert.Equal((512, 256), (logo.GetProperty("width").GetInt32(), logo.GetProperty("height").GetInt32()));
        using var served = await site.Client.GetAsync(logo.GetProperty("url").GetString(), TestContext.Current.CancellationToken);
        Assert.Equal("image/webp", served.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", Assert.Single(served.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("immutable", served.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var bytes = await served.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Geheim", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.Contains(logo.GetProperty("url").GetString()!, (await editor.GetAsync($"/de/organisationen/{slug}")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await editor.SubmitAsync(path, "Remove")).Status);
        using var gone = await site.Client.GetAsync(logo.GetProperty("url").GetString(), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_decompression_bomb_is_refused_by_its_header()
    {
        var bomb = Png(30_000, 30_000);
        Assert.True(bomb.Length < 1000);
        var before = GC.GetTotalAllocatedBytes();
        Assert.Equal(LogoProblem.TooManyPixels, (await LogoImage.OfAsync(bomb, TestContext.Current.CancellationToken)).Problem);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 10_000_000);
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", LogoProblem.Svg)]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg>&x;</svg>", LogoProblem.Svg)]
    [InlineData("<!doctype html><script>alert(1)</script>", LogoProblem.NoPicture)]
    [InlineData("GIF89a", LogoProblem.NoPicture)]
    [InlineData("", LogoProblem.NoPicture)]
    public async Task What_is_no_picture_is_told_by_its_kind(string file, LogoProblem problem) =>
        Assert.Equal(problem, (await LogoImage.OfAsync(Encoding.UTF8.GetBytes(file), TestContext.Current.CancellationToken)).Problem);

    [Fact]
    public async Task A_picture_that_ends_early_and_one_that_is_too_small_or_too_large_are_refused()
    {
        var token = TestContext.Current.CancellationToken;
        Assert.Equal(LogoProblem.NoPicture, (await LogoImage.OfAsync(Jpeg(400, 400)[..2000], token)).Problem);
        Assert.Equal(LogoProblem.TooSmall, (await LogoImage.OfAsync(Jpeg(8, 400), token)).Problem);
        Assert.Equal(LogoProblem.TooManyBytes, (await LogoImage.OfAsync(new byte[LogoImage.MostBytes + 1], token)).Problem);
    }

    [Fact]
    public async Task Strangers_set_no_logo()
    {
        var (_, slug) = await OrganisationAsync(1);
        using var stranger = await Browser.OfAsync(site, "logo-stranger@example.org");
        var answer = await stranger.UploadAsync($"/de/organisationen/{slug}/bearbeiten/logo", Jpeg(100, 100));
        Assert.NotEqual(HttpStatusCode.OK, answer.Status);
        await using var count = site.Database.CreateCommand("SELECT count(*) FROM organisation_logos");
        Assert.Equal(0L, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    // With a comment, as cameras and programs leave them.
    private static byte[] Jpeg(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        for (var x = 0; x < width; x++) bitmap.SetPixel(x, x % height, new SKColor((uint)(x * 2654435761)));
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        var bytes = data.ToArray();
        byte[] comment = [0xFF, 0xFE, 0, 12, .. "Geheimer Or"u8[..10]];
        return [.. bytes[..2], .. comment, .. bytes[2..]];
    }

    // A picture of any size in few bytes: its rows are never sent.
    private static byte[] Png(uint width, uint height)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 6);
        Chunk("IHDR", header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(new byte[100_000]);
        Chunk("IDAT", packed.ToArray());
        Chunk("IEND", []);
        return file.ToArray();

        void Chunk(string name, byte[] data)
        {
            var number = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
            file.Write(number);
            byte[] body = [.. Encoding.ASCII.GetBytes(name), .. data];
            file.Write(body);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(body));
            file.Write(number);
        }
    }

    private async Task<(Guid Id, string Slug)> OrganisationAsync(int nth)
    {
        await using var command = site.Database.CreateCommand("SELECT id, slug FROM organisations ORDER BY id OFFSET $1 LIMIT 1");
        command.Parameters.Add(new() { Value = nth });
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await rows.ReadAsync(TestContext.Current.CancellationToken));
        return (rows.GetGuid(0), rows.GetString(1));
    }
}
