using System.IO.Compression;
using MsoNetwork.Import;
using MsoNetwork.Organisations.Values;

namespace MsoNetwork.Tests.Import;

/// <summary>Excel workbooks that come in.</summary>
public sealed class WorkbookTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Fact]
    public async Task A_workbook_is_imported_as_its_first_sheet_shows_it()
    {
        var path = network.Write("liste.xlsx", "");
        ExcelFile.Write(
            path,
            (
                "Vereine",
                [
                    [
                        "name",
                        "Town",
                        "postcode",
                        "retrieved_on",
                        "protect_location",
                        null,
                        "founded",
                        "latitude",
                        "longitude",
                        "description_de",
                        "Notiz",
                    ],
                    ["  Haus Tabelle ", "Köln", 50667, new DateOnly(2026, 11, 1), false, null, 1998, 50.9411, 6.9583, "Erste\nZweite"],
                    [],
                    [null, null, null],
                    ["Haus Formel", "Bonn", "53111", null, true, null, "=1+1"],
                ]
            ),
            (
                "Alt",
                [
                    ["name"],
                    ["Haus Blatt"],
                ]
            ),
            (
                "Notizen",
                [
                    ["x"],
                ]
            )
        );
        var report = await network.ImportFileAsync(new ImportOptions(path));
        Assert.Equal((2, 0, 0, 0), report.Counts());
        Assert.Equal(["Alt", "Notizen"], report.IgnoredSheets);
        Assert.Equal(["Notiz"], report.IgnoredColumns);
        Assert.Equal(
            "1998 50667 50.9411 Erste\nZweite",
            await network.OfAsync("Haus Tabelle", "concat_ws(' ', founded_year, postcode, ST_Y(location::geometry), descriptions ->> 'de')")
        );
        Assert.Equal(
            "liste.xlsx 2026-11-01",
            await network.OfAsync(
                "Haus Tabelle",
                "(SELECT concat_ws(' ', s.name, s.retrieved_on) FROM organisation_sources AS s WHERE s.organisation_id = id)"
            )
        );
        Assert.Equal("true", await network.OfAsync("Haus Formel", "location_protected::text"));
        var remark = Assert.Single(report.First(RemarkLevel.Warning)); // the year that a formula gave
        Assert.Equal((5, "founded"), (remark.Row, remark.Column));
        Assert.Equal((0, 0, 2, 0), (await network.ImportFileAsync(new ImportOptions(path))).Counts());
    }

    [Fact]
    public async Task What_a_spreadsheet_makes_of_values_is_read_as_it_was_meant_or_left_out()
    {
        var path = network.Write("mac.xlsx", "");
        ExcelFile.Write(
            path,
            (
                "Alt",
                [
                    ["name", "town"],
                    ["Haus Versteckt", "Köln"],
                ]
            ),
            ("Deckblatt", []),
            (
                "Liste",
                [
                    ["name", "town", "postcode", "phone", "active_in", "retrieved_on", "street", "founded", "website"],
                    [
                        "Haus Mac",
                        "50667 Köln",
                        null,
                        4924212221,
                        5315,
                        new DateOnly(2021, 10, 31),
                        "#REF!",
                        new DateOnly(2000, 1, 1),
                        "#NV",
                    ],
                    ["#NAME?", "Köln"],
                ]
            )
        );
        ExcelFile.Change(path, "xl/workbook.xml", xml =>
            xml.Replace("<x:sheets>", "<x:workbookPr date1904=\"1\"/><x:sheets>", StringComparison.Ordinal)
                .Replace("name=\"Alt\"", "name=\"Alt\" state=\"hidden\"", StringComparison.Ordinal)
        );
        var report = await network.ImportFileAsync(new ImportOptions(path));
        Assert.Equal((1, 0, 0, 1), report.Counts());
        Assert.Equal(["Alt", "Deckblatt"], report.IgnoredSheets);
        Assert.Equal(
            "50667 +49 2421 2221 {05315} 2004 ",
            await network.OfAsync("Haus Mac", "concat(postcode, ' ', phone, ' ', active_in, ' ', founded_year, ' ', street, website)")
        );
        Assert.Equal(
            "2025-11-01",
            await network.OfAsync("Haus Mac", "(SELECT s.retrieved_on FROM organisation_sources AS s WHERE s.organisation_id = id)")
        );
        Assert.Equal(["street", "website", "name"], report.First(RemarkLevel.Warning).Select(remark => remark.Column));
        Assert.Equal(0, await network.ScalarAsync<long>("SELECT count(*) FROM organisations WHERE name = 'Haus Versteckt'"));
    }

    [Fact]
    public async Task A_text_that_Excel_has_cut_off_does_not_take_the_place_of_the_whole_one()
    {
        var text = string.Concat(Enumerable.Range(0, 9_000).Select(number => $"{number} "));
        await network.ImportAsync($"external_id,name,town,description_de\n9,Haus Lang,Köln,{text}\n");
        var path = network.Write("lang.xlsx", "");
        ExcelFile.Write(
            path,
            (
                "Blatt",
                [
                    ["external_id", "name", "town", "description_de", "source_name"],
                    ["9", "Haus Lang", "Köln", text[..32_766] + "…", "Quelle A"],
                ]
            )
        );
        Assert.Equal((0, 0, 0, 1), (await network.ImportFileAsync(new ImportOptions(path))).Counts());
        Assert.Equal(text.TrimEnd(), await network.OfAsync("Haus Lang", "descriptions ->> 'de'"));
    }

    [Fact]
    public async Task Cells_without_a_heading_are_no_part_of_the_table()
    {
        var path = network.Write("breit.xlsx", "");
        ExcelFile.Write(path, ("Blatt", [["name", "town"], ["Haus Breit", "Köln", "verrutscht"], ["Haus Schmal"]]));
        var report = await network.ImportFileAsync(new ImportOptions(path, DryRun: true));
        Assert.Equal([3], report.First(RemarkLevel.Rejected).Select(remark => remark.Row));
        Assert.Equal((2, RemarkTopic.NoHeading), (report.First(RemarkLevel.Warning)[0].Row, report.First(RemarkLevel.Warning)[0].Topic));
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
        ExcelFile.Write(
            path,
            (
                "Blatt",
                [
                    ["name", "town"],
                    .. Enumerable.Range(0, 500).Select(number => new object?[] { $"Haus Kaputt {number}", "Köln" }),
                ]
            )
        );
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
                ExcelFile.Change(path, "xl/worksheets/sheet1.xml", xml => xml[..(xml.Length / 2)]);
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
}
