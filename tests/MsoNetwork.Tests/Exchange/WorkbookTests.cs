using System.IO.Compression;
using MsoNetwork.Exchange;

namespace MsoNetwork.Tests.Exchange;

/// <summary>Excel workbooks that come in.</summary>
public sealed class WorkbookTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Fact]
    public async Task A_workbook_is_imported_as_its_first_sheet_shows_it()
    {
        var path = network.Write("liste.xlsx", "");
        ExcelFile.Write(path,
            ("Vereine",
            [
                ["name", "Town", "postcode", "retrieved_on", "protect_location", null, "founded", "latitude", "longitude", "description_de", "Notiz"],
                ["  Haus Tabelle ", "Köln", 50667, new DateOnly(2026, 11, 1), false, null, 1998, 50.9411, 6.9583, "Erste\nZweite"],
                [],
                [null, null, null],
                ["Haus Formel", "Bonn", "53111", null, true, null, "=1+1"],
            ]),
            ("Alt", [["name"], ["Haus Blatt"]]), ("Notizen", [["x"]]));
        var report = await network.ImportFileAsync(new ImportOptions(path));
        Assert.Equal((2, 0, 0, 0), report.Counts());
        Assert.Equal(["Alt", "Notizen"], report.IgnoredSheets);
        Assert.Equal(["", "Notiz"], report.IgnoredColumns);
        Assert.Equal("1998 50667 50.9411 Erste\nZweite", await network.OfAsync("Haus Tabelle", "concat_ws(' ', founded_year, postcode, ST_Y(location::geometry), descriptions ->> 'de')"));
        Assert.Equal("liste.xlsx 2026-11-01", await network.OfAsync("Haus Tabelle", "(SELECT concat_ws(' ', s.name, s.retrieved_on) FROM organisation_sources AS s WHERE s.organisation_id = id)"));
        Assert.Equal("true", await network.OfAsync("Haus Formel", "location_protected::text"));
        var remark = Assert.Single(report.First(RemarkLevel.Warning)); // the year that a formula gave
        Assert.Equal((5, "founded"), (remark.Row, remark.Column));
        Assert.Equal((0, 0, 2, 0), (await network.ImportFileAsync(new ImportOptions(path))).Counts());
    }

    [Fact]
    public async Task Cells_without_a_heading_are_no_row_of_the_table()
    {
        var path = network.Write("breit.xlsx", "");
        ExcelFile.Write(path, ("Blatt", [["name", "town"], ["Haus Breit", "Köln", "verrutscht"], ["Haus Schmal"]]));
        var report = await network.ImportFileAsync(new ImportOptions(path, DryRun: true));
        Assert.Equal([2, 3], report.First(RemarkLevel.Rejected).Select(remark => remark.Row));
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("other")]
    [InlineData("damaged")]
    [InlineData("empty")]
    [InlineData("old")]
    public async Task What_only_looks_like_a_workbook_is_refused_with_what_to_do(string what)
    {
        var (path, token) = (network.Write($"{what}.xlsx", ""), TestContext.Current.CancellationToken);
        ExcelFile.Write(path, ("Blatt", [["name", "town"], .. Enumerable.Range(0, 500).Select(number => new object?[] { $"Haus Kaputt {number}", "Köln" })]));
        var bytes = await File.ReadAllBytesAsync(path, token);
        switch (what)
        {
            case "cut":
                await File.WriteAllBytesAsync(path, bytes[..(bytes.Length / 2)], token);
                break;
            case "old":
                await File.WriteAllBytesAsync(path, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. bytes], token);
                break;
            case "damaged":
                Rewrite(path, "xl/worksheets/sheet1.xml", xml => xml[..(xml.Length / 2)]);
                break;
            case "empty":
                ExcelFile.Write(path, ("Blatt", []));
                break;
            default:
                File.Delete(path);
                using (var zip = ZipFile.Open(path, ZipArchiveMode.Create)) zip.CreateEntry("content.xml");
                break;
        }

        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => network.ImportFileAsync(new ImportOptions(path)));
        Assert.Contains(what == "empty" ? "empty" : "CSV UTF-8", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await network.ScalarAsync<long>("SELECT count(*) FROM organisations WHERE name LIKE 'Haus Kaputt%'"));
    }

    private static void Rewrite(string path, string part, Func<string, string> change)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        var entry = zip.GetEntry(part)!;
        string xml;
        using (var reader = new StreamReader(entry.Open())) xml = reader.ReadToEnd();
        entry.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(part).Open());
        writer.Write(change(xml));
    }
}
