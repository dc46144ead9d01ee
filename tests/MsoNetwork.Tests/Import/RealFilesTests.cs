using MsoNetwork.Import;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Web.Commands;

namespace MsoNetwork.Tests.Import;

/// <summary>Files as offices, spreadsheets and pages make them.</summary>
[Trait("Speed", "Medium")]
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
    [InlineData("sep=;\n\nname;town\nHaus Leerzeile 1;Köln\n", 1)]
    [InlineData("\r\n\r\nname;town\r\nHaus Leerzeile 2;Köln\r\n", 1)]
    [InlineData(";;\nname;town;\nHaus Leerzeile 3;Köln\n", 1)]
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
    [InlineData("2.5E8")]
    [InlineData("2,5E+08")]
    [InlineData("01.02.2023")]
    [InlineData("2024-01-02 00:00:00")]
    [InlineData("2024-01-02")] // so stands a day's cell of a workbook here
    [InlineData("1/2/2023")]
    public async Task An_id_that_a_spreadsheet_has_made_something_else_of_is_none(string id)
    {
        var report = await network.ImportAsync($"external_id;name;town\n{id};Haus Kennung A {id};Köln\n{id};Haus Kennung B {id};Bonn\n");
        Assert.Equal((2, 0, 0, 0), report.Counts());
        Assert.Equal(2, report.First(RemarkLevel.Warning).Count(remark => remark.Topic == RemarkTopic.MangledId));
    }

    [Theory]
    [InlineData("E12")]
    [InlineData("4.5")]
    [InlineData("1.000")]
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
    public async Task An_id_with_empty_decimals_is_the_id_without()
    {
        Assert.Equal((1, 0, 0, 0), (await network.ImportAsync("external_id,name,town\n4.0,Haus Vier,Köln\n")).Counts());
        var report = await network.ImportAsync("external_id,name,town\n4,Haus Vier,Köln\n4.0,Haus Vier neu,Köln\n");
        Assert.Equal((0, 0, 1, 1), report.Counts());
    }

    [Theory]
    [InlineData("Haus Breitenlos C\u200B", "Haus Breitenlos C")]
    [InlineData("Haus Tren\u00ADnung \u200CX", "Haus Trennung X")]
    [InlineData("خانه می\u200Cخوانیم\u200B", "خانه می\u200Cخوانیم")]
    public async Task A_name_has_no_sign_that_nobody_sees_but_those_that_its_script_needs(string name, string stored)
    {
        await network.ImportAsync($"name,town\n{name},Köln\n");
        Assert.Equal(stored, await network.OfAsync(stored, "name"));
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
    [InlineData("5.0", "{05}")]
    [InlineData("5,0", "{05}")]
    [InlineData("53.0|5315.0", "{053,05315}")]
    [InlineData("5.315", "{05315}")]
    [InlineData("05 315", "{05315}")]
    public async Task A_key_that_a_spreadsheet_has_taken_for_a_number_is_read(string keys, string stored)
    {
        var report = await network.ImportAsync($"name;town;active_in\nHaus Null {keys};Köln;{keys}\n");
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

    [Theory]
    [InlineData("Verein;PLZ Ort\nHaus;50667 Köln\n", "Rename: Verein → name. PLZ Ort: postcode and town need columns of their own.")]
    [InlineData("name;Ort/PLZ\nHaus;Köln/50667\n", "Found: name, Ort/PLZ. Ort/PLZ: postcode and town need columns of their own.")]
    [InlineData("name;PLZOrt\nHaus;50667 Köln\n", "PLZOrt: postcode and town need")]
    [InlineData("name;Straße / PLZ / Ort\nHaus;Weg 1\n", "Straße / PLZ / Ort: street, postcode and town need columns of their own.")]
    [InlineData("name;Adresse\nHaus;Weg 1, 50667 Köln\n", "Found: name, Adresse. Adresse: street, postcode and town need columns")]
    [InlineData("name;Anschrift\nHaus;50667 Köln, Weg 1\n", "Found: name, Anschrift. Anschrift: street, postcode and town need")]
    [InlineData("name;street\nHaus;Weg 1, 50667 Köln\n", "street: street, postcode and town need columns of their own.")]
    [InlineData("Verein;Beschreibung\nHaus;Wir sind in 50667 Köln, Weg 1\n", "Rename: Verein → name, Beschreibung → description_de.")]
    [InlineData("Verein;Adresse\nHaus;Weg 1\n", "Rename: Verein → name, Adresse → street.")]
    [InlineData("name|town\nHaus|Köln\n", "Found: name|town. Columns are separated by commas or semicolons, not by |.")]
    [InlineData("name\ttown\nHaus\tKöln\n", "Columns are separated by commas or semicolons, not by tabs.")]
    [InlineData("\n\nVerein;Ort\nHaus;Köln\n", "Row 3 must name the columns")]
    public async Task Advice_on_a_header_leads_to_a_list_that_can_be_taken(string text, string advice)
    {
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => network.ImportAsync(text));
        Assert.Contains(advice, refused.Message, StringComparison.Ordinal);
        if (advice.Contains("separated", StringComparison.Ordinal)) Assert.EndsWith(advice, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_of_postcode_and_town_beside_a_town_is_told()
    {
        var report = await network.ImportAsync("name;town;PLZ/Ort\nHaus Doppelt;Köln;50667 Köln\n");
        Assert.Equal(["PLZ/Ort (postcode and town need columns of their own)"], report.IgnoredColumns);
        Assert.Equal(["name", "town"], ColumnSuggestions.Of(["Verein", "PLZ Ort"]));
    }

    [Fact]
    public async Task Many_values_with_one_fault_hide_no_other_fault()
    {
        var report = await network.ImportAsync("name,town,phone\n"
            + string.Concat(Enumerable.Range(0, 60).Select(number => $"Haus Viele {number},\"Musterstr. {number}, 50667 Köln\",\n"))
            + "Haus Fax,Köln,Fax 0221 123456\nHaus Ohne,Nirgendwo,\n");
        Assert.Equal([60, 1], report.Equal(RemarkLevel.Rejected).Select(equal => equal.Count));
        using var output = new StringWriter();
        ImportSummary.Write(output, report, null);
        var text = output.ToString();
        Assert.Contains(
            "60 times (rows 2, 3, 4, 5, 6, …), town: is no municipality of North Rhine-Westphalia: street, postcode and town need columns "
                + "of their own: Musterstr. 0, 50667 Köln · Musterstr. 1, 50667 Köln · Musterstr. 2, 50667 Köln · …",
            text,
            StringComparison.Ordinal);
        Assert.Contains("row 62, phone: the number of a fax, not of a telephone, left out: Fax 0221", text, StringComparison.Ordinal);
        Assert.Contains("row 63, town: Nirgendwo is no municipality", text, StringComparison.Ordinal);
        Assert.DoesNotContain("more", text, StringComparison.Ordinal);
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
