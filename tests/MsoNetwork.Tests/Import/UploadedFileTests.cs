using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Erasure;
using MsoNetwork.Import;

namespace MsoNetwork.Tests.Import;

/// <summary>Files that somebody brings: what can be read is read, whatever it was written with, and the rest is refused in time.</summary>
public sealed class UploadedFileTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private const string Csv = "Verein;Ort\nTürkischer Kulturverein Größe;Köln\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("windows-1252", true)]
    [InlineData("utf-16", true)]
    public async Task A_list_is_read_in_the_encoding_that_it_has(string encoding, bool wasRecoded)
    {
        await using var centre = await ImportingCentre.InAsync(network);
        var encoder = encoding == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(encoding);
        byte[] bytes = [.. encoder.GetPreamble(), .. encoder.GetBytes(Csv)];
        var (id, problem) = await centre.Service<UploadFile>().RunAsync(centre.Viewer, "C:\\Listen\\liste.csv", bytes, Token);
        Assert.Equal(UploadProblem.None, problem);
        var upload = (await centre.Service<ImportDesk>().UploadAsync(id!.Value, centre.Viewer, Token))!;
        Assert.Equal((wasRecoded, "liste.csv"), (upload.WasRecoded, upload.FileName));
        Assert.Equal(["name", "town"], upload.Columns);
        Assert.Equal("Türkischer Kulturverein Größe", MatchColumns.Look(upload)[0].Examples[0]);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_and_not_kept()
    {
        await using var centre = await ImportingCentre.InAsync(network);
        var rows = "Verein;Ort\n" + string.Concat(Enumerable.Repeat("Verein;Köln\n", UploadedFile.MostRows + 1));
        foreach (var (bytes, problem) in new (byte[], UploadProblem)[]
        {
            ([], UploadProblem.Empty),
            ("Verein;Ort\n"u8.ToArray(), UploadProblem.Empty),
            (new byte[10 * 1024 * 1024], UploadProblem.TooLarge),
            (Encoding.UTF8.GetBytes(rows), UploadProblem.TooManyRows),
            (Encoding.UTF8.GetBytes("Verein;Ort\n\"" + new string('x', 200_000)), UploadProblem.CellTooLong),
            ([0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3], UploadProblem.OldWorkbook),
            ("PK\u0003\u0004 and no zip"u8.ToArray(), UploadProblem.Unreadable),
            ([0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 2, 3], UploadProblem.Unreadable), // a picture
            (Zip(new byte[1000]), UploadProblem.Unreadable), // a zip that is no workbook
        })
            Assert.Equal((null, problem), await centre.Service<UploadFile>().RunAsync(centre.Viewer, "x", bytes, Token));
        Assert.Empty(await centre.Service<ImportDesk>().UploadsAsync(centre.Viewer, Token));
    }

    [Fact]
    public async Task A_workbook_that_is_a_bomb_is_unpacked_only_as_far_as_one_may_go()
    {
        await using var centre = await ImportingCentre.InAsync(network);
        var bomb = Zip(new byte[300 * 1024 * 1024]);
        Assert.True(bomb.Length < UploadedFile.Largest, $"{bomb.Length} bytes");
        Lie(bomb); // the directory says that the part has one byte
        var (id, problem) = await centre.Service<UploadFile>().RunAsync(centre.Viewer, "bombe.xlsx", bomb, Token);
        Assert.Null(id);
        Assert.True(problem is UploadProblem.TooLarge or UploadProblem.Unreadable, problem.ToString());
    }

    [Theory]
    [InlineData("Verein", "Ort", new[] { "name", "name" }, ColumnProblem.Twice)]
    [InlineData("Verein", "Ort", new[] { "", "town" }, ColumnProblem.NoName)]
    [InlineData("Verein", "Ort", new[] { "name", "" }, ColumnProblem.NoPlace)]
    [InlineData("Verein", "Ort", new[] { "name", "verification" }, ColumnProblem.Unknown)]
    [InlineData("Verein", "Ort", new[] { "name", "slug" }, ColumnProblem.Unknown)]
    [InlineData("Verein", "Ort", new[] { "name" }, ColumnProblem.Unknown)]
    public async Task Columns_that_cannot_be_so_are_refused_and_stay_as_they_were(
        string one, string other, string[] columns, ColumnProblem problem)
    {
        await using var centre = await ImportingCentre.InAsync(network);
        var upload = await centre.UploadAsync($"{one};{other}\nx;Köln\n");
        Assert.Equal(problem, (await centre.Service<MatchColumns>().RunAsync(upload, columns, "Quelle", Token)).Problem);
        Assert.Equal(["name", "town"], upload.Columns);
        Assert.Equal(
            ColumnProblem.NoSource, (await centre.Service<MatchColumns>().RunAsync(upload, ["name", "town"], " ", Token)).Problem);
    }

    [Fact]
    public async Task A_week_later_it_is_gone_and_nobody_keeps_more_than_ten()
    {
        await using var centre = await ImportingCentre.InAsync(network);
        var first = await centre.UploadAsync(Csv);
        await network.RunAsync($"UPDATE import_uploads SET expires_at = now() - interval '1 second' WHERE id = '{first.Id}'");
        Assert.Null(await centre.Service<ImportDesk>().UploadAsync(first.Id, centre.Viewer, Token));
        for (var i = 0; i < 10; i++) await centre.UploadAsync(Csv);
        await network.Services.GetRequiredService<ApplyRetention>().RunAsync(Token);
        Assert.Equal(0, await network.ScalarAsync<long>($"SELECT count(*) FROM import_uploads WHERE id = '{first.Id}'"));
        Assert.Equal(
            (null, UploadProblem.TooMany),
            await centre.Service<UploadFile>().RunAsync(centre.Viewer, "x.csv", Encoding.UTF8.GetBytes(Csv), Token));
    }

    private static byte[] Zip(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            using var part = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Optimal).Open();
            part.Write(content);
        }

        return memory.ToArray();
    }

    private static void Lie(byte[] zip)
    {
        var directory = zip.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0x50, 0x4B, 0x01, 0x02]);
        BitConverter.GetBytes(1).CopyTo(zip, directory + 24);
    }
}
