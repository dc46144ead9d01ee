using MsoNetwork.Import;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Web.Commands;

namespace MsoNetwork.Tests.Import;

/// <summary>Files as offices, spreadsheets and pages make them.</summary>
public sealed class RealFilesTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_note_beside_the_table_costs_no_row_and_is_told_once(bool isWorkbook)
    {
        object?[][] rows =
        [
            ["name", "town", "phone"],
            .. Enumerable.Range(2, 6).Select(number => new object?[]
            {
                $"Haus Notiz {isWorkbook} {number}", "Köln", "0221 123456", number is 4 or 6 ? "anrufen" : null,
            }),
        ];
        var path = network.Write($"notiz.{(isWorkbook ? "xlsx" : "csv")}", "");
        if (isWorkbook) ExcelFile.Write(path, ("Blatt", rows));
        else
            await File.WriteAllLinesAsync(
                path,
                rows.Select((row, at) => string.Join(';', row.Append(at == 0 ? "" : null).Take(4))),
                TestContext.Current.CancellationToken
            );
        var report = await network.ImportFileAsync(new ImportOptions(path));
        Assert.Equal((6, 0, 0, 0), report.Counts());
        var remark = Assert.Single(report.First(RemarkLevel.Warning), remark => remark.Topic == RemarkTopic.NoHeading);
        Assert.Equal((4, "column D has no heading: what stands in it is not read"), (remark.Row, remark.Reason));
        Assert.Empty(report.IgnoredColumns);
    }

    [Theory]
    [InlineData("name;town;\nHaus Schmal 1;Köln\nHaus Schmal 2;Köln;\n", 2)]
    [InlineData("sep=;\r\nname;town;\r\nHaus Sep 1;Köln\r\nHaus Sep 2;Köln\r\n", 2)]
    [InlineData("\"sep=,\"\nname,town\nHaus Komma 1,Köln\n", 1)]
    [InlineData("SEP=\t\nname\ttown\nHaus Tab 1\tKöln\n", 1)]
    [InlineData("\uFEFF\uFEFFname,town\nHaus Marke 1,Köln\n", 1)]
    [InlineData("name,to\u200Bwn,\u00ADphone\nHaus Unsichtbar 1,Köln,\n", 1)]
    public async Task What_programs_put_around_a_table_is_no_fault(string text, int rows)
    {
        var report = await network.ImportAsync(text);
        Assert.Equal((rows, 0, 0, 0), report.Counts());
        Assert.Equal(0, report.Warnings);
        Assert.Empty(report.IgnoredColumns);
    }

    [Fact]
    public async Task A_row_with_a_cell_too_many_is_not_guessed_at()
    {
        var report = await network.ImportAsync("name,street,town\nHaus Verrutscht,Weg 1, hinten,Köln\nHaus Gerade,Weg 1,Köln,,\n");
        Assert.Equal((1, 0, 0, 1), report.Counts());
        Assert.Contains("quotes", Assert.Single(report.First(RemarkLevel.Rejected)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_of_joined_files_are_ids_and_signs_that_nobody_sees_are_in_no_contact()
    {
        const string Row = "{0},Haus Zeichen,Köln,info@verein.example{1},\n";
        await network.ImportAsync("\uFEFF\uFEFFexternal_id,name,town,email,post\u200Bcode\n" + string.Format(null, Row, "z1", "\u200B"));
        var report = await network.ImportAsync("external_id,name,town,email,postcode\n" + string.Format(null, Row, "\u200Bz1", ""));
        Assert.Equal((0, 0, 1, 0), report.Counts());
        Assert.Equal("info@verein.example", await network.OfAsync("Haus Zeichen", "email"));
    }

    [Theory]
    [InlineData("1.23E+11")]
    [InlineData("1,5E+05")]
    [InlineData("02. Jan")]
    [InlineData("02. Jan 2024")]
    [InlineData("2-Jan")]
    [InlineData("Mrz 24")]
    public async Task An_id_that_a_spreadsheet_has_made_something_else_of_is_none(string id)
    {
        var report = await network.ImportAsync($"external_id;name;town\n{id};Haus Kennung A {id};Köln\n{id};Haus Kennung B {id};Bonn\n");
        Assert.Equal((2, 0, 0, 0), report.Counts());
        Assert.Equal(2, report.First(RemarkLevel.Warning).Count(remark => remark.Topic == RemarkTopic.MangledId));
    }

    [Theory]
    [InlineData("E12")]
    [InlineData("2024-01-02")]
    [InlineData("12-345")]
    [InlineData("Januar 1")]
    public async Task Other_ids_stay(string id)
    {
        Assert.Equal(0, (await network.ImportAsync($"external_id,name,town\n{id},Haus Echt {id},Köln\n")).Warnings);
        Assert.Equal(
            id,
            await network.OfAsync($"Haus Echt {id}", "(SELECT s.external_id FROM organisation_sources AS s WHERE s.organisation_id = id)"));
    }

    [Fact]
    public async Task Letters_as_a_page_s_source_says_them_are_letters()
    {
        const string File = "external_id,name,town,website,description_de\n"
            + "e1,B&uuml;hne &amp;amp; Wort,Köln,https://example.org/?a=1&amp;b=2,Wir &lt;alle&gt; &amp; ihr\n";
        await network.ImportAsync(File);
        Assert.Equal(
            "https://example.org/?a=1&b=2 Wir <alle> & ihr",
            await network.OfAsync("Bühne & Wort", "concat_ws(' ', website, descriptions ->> 'de')"));
        Assert.Equal((0, 0, 1, 0), (await network.ImportAsync(File)).Counts());
    }

    [Theory]
    [InlineData("1984.0", "1984")]
    [InlineData("1984,00", "1984")]
    [InlineData("1984.5", "-")]
    public async Task A_year_with_empty_decimals_is_a_year(string founded, string stored)
    {
        await network.ImportAsync($"name;town;founded\nHaus Jahr {founded};Köln;{founded}\n");
        Assert.Equal(stored, await network.OfAsync($"Haus Jahr {founded}", "founded_year"));
    }

    [Theory]
    [InlineData("5", "{05}")]
    [InlineData("53", "{053}")]
    [InlineData("5315|5913|51", "{05315,05913,051}")]
    [InlineData("5315000", "{05315000}")]
    public async Task A_key_that_a_spreadsheet_has_taken_for_a_number_is_read(string keys, string stored)
    {
        var report = await network.ImportAsync($"name,town,active_in\nHaus Null {keys},Köln,{keys}\n");
        Assert.Equal(0, report.Warnings);
        Assert.Equal(stored, await network.OfAsync($"Haus Null {keys}", "active_in"));
    }

    [Fact]
    public async Task Headings_that_are_not_ours_are_refused_with_what_to_write_there()
    {
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(
            () => network.ImportAsync("Verein;Ort;PLZ;Notiz\nHaus;Köln;50667;x\n"));
        Assert.Contains("Verein → name, Ort → town, PLZ → postcode.", refused.Message, StringComparison.Ordinal);
        var report = await network.ImportAsync("name;town;Telefon\nHaus Spalte;Köln;0221 123456\n");
        Assert.Equal(["Telefon (phone?)"], report.IgnoredColumns);
    }

    [Fact]
    public async Task Equal_remarks_stand_once_with_their_number_and_a_whole_address_is_told_what_to_do()
    {
        var report = await network.ImportAsync("name,town,topics\n"
            + string.Concat(Enumerable.Range(0, 24).Select(number => $"Haus Gleich {number},Köln,Unsinnswort\n"))
            + "Haus Anschrift,\"Musterstr. 5, 50667 Köln\",\nHaus Fern,Atlantis,\n");
        Assert.Equal((24, 0, 0, 2), report.Counts());
        var equal = Assert.Single(report.Equal(RemarkLevel.Warning));
        Assert.Equal((24, 2), (equal.Count, equal.First.Row));
        using var output = new StringWriter();
        ImportSummary.Write(output, report, null);
        Assert.Contains("24 times (rows 2, 3, 4, 5, 6, …), topics: Unsinnswort", output.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "row 26, town: Musterstr. 5, 50667 Köln is no municipality of North Rhine-Westphalia: street, postcode and town need columns",
            output.ToString(),
            StringComparison.Ordinal);
        Assert.Contains("row 27, town: Atlantis", output.ToString(), StringComparison.Ordinal);
    }
}
