using System.Globalization;
using System.Text.Json;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Export;
using MsoNetwork.Import;
using MsoNetwork.Invented;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Tests.Import;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Tests.Export;

[Trait("Speed", "Slow")]
public sealed class OrganisationFileTests(TestCluster cluster)
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("de", false)]
    [InlineData("tr", false)]
    [InlineData("kmr", false)]
    [InlineData(null, true)]
    [InlineData("uk", true)]
    public async Task What_was_exported_comes_back_whole_and_changes_nothing_where_it_came_from(string? language, bool workbook)
    {
        await using var network = await FilledAsync();
        var before = await network.EverythingAsync();
        var file = workbook ? network.Write("export.xlsx", "") : network.Write("export.csv", await CsvAsync(network, language));
        if (workbook) await File.WriteAllBytesAsync(file, await WorkbookAsync(network, language), TestContext.Current.CancellationToken);
        var report = await network.ImportFileAsync(new ImportOptions(file, Strict: true));
        Assert.Equal((0, 0, await network.ScalarAsync<long>("SELECT count(*) FROM organisations"), 0), report.Counts());
        Assert.Equal(before, await network.EverythingAsync());
        await using var other = await SeededNetwork.NewAsync(cluster);
        Assert.Equal(0, (await other.ImportFileAsync(new ImportOptions(file))).Rejected);
        Assert.Equal(await CsvAsync(network, null), await CsvAsync(other, null));
    }

    [Fact]
    public async Task A_protected_place_is_in_no_file_and_stays_when_the_file_comes_back()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync(
            "external_id,name,town,postcode,street,latitude,longitude,protect_location\n1,Haus Hegrano,Köln,50667,Geheimweg "
                + "7,50.9411,6.9583,yes\n"
        );
        var (csv, json) = (await CsvAsync(network, null), await GeoJsonAsync(network, new OrganisationFilter()));
        Assert.All([csv, json], text =>
        {
            Assert.Contains("Haus Hegrano", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Geheimweg", text, StringComparison.Ordinal);
            Assert.DoesNotContain("50.9411", text, StringComparison.Ordinal);
        });
        await network.ImportAsync(csv);
        Assert.Equal(
            "Geheimweg 7 50667 50.9411",
            await network.ScalarAsync<string>("SELECT concat_ws(' ', street, postcode, ST_Y(location::geometry)) FROM protected_places")
        );
    }

    [Fact]
    public async Task A_workbook_is_valid_its_numbers_are_numbers_and_its_keys_text()
    {
        await using var network = await FilledAsync();
        await network.ImportAsync(
            $"external_id,name,town,founded,latitude,longitude,retrieved_on,active_in,description_de\n7,Haus "
                + $"Zahl,Köln,1998,50.9411,6.9583,2026-11-01,05315,{new string('a', 32_766)}🙂zuviel\n"
        );
        var sheets = ExcelFile.Read(new MemoryStream(await WorkbookAsync(network, null)));
        Assert.Equal(["organisations", "statements"], sheets.Select(one => one.Key)); // the first one is the import's
        var sheet = sheets.First();
        var (headings, rows) = (sheet.Value[0].ToDictionary(cell => cell.Text, cell => cell.Column), sheet.Value[1..]);
        Assert.Equal(await network.ScalarAsync<long>("SELECT count(*) FROM organisations"), rows.Count);
        var row = rows.Single(row => row.Exists(cell => cell.Text == "Haus Zahl")).ToDictionary(cell => cell.Column);
        // days are counted from 1900
        Assert.Equal(
            ["1998", "50.9411", "6.9583", "46327"],
            ((string[])["founded", "latitude", "longitude", "retrieved_on"]).Select(name => row[headings[name]].Text)
        );
        Assert.All((string[])["founded", "latitude", "longitude"], name => Assert.Equal(CellValues.Number, row[headings[name]].Type));
        Assert.Equal((CellValues.String, "05315"), (row[headings["active_in"]].Type, row[headings["active_in"]].Text));
        // no cell of Excel holds more, and no half of a character
        Assert.Equal(new string('a', 32_766) + "…", row[headings["description_de"]].Text);
        // as text: the reader has looked for formulas
        Assert.Contains(rows, row => row.Exists(cell => cell.Text == "=HYPERLINK(\"x\";\"y\")"));
    }

    [Fact]
    public async Task Organisations_of_one_name_keep_apart_although_the_source_that_leads_has_no_ids()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync(
            "external_id,name,town,retrieved_on\na1,Haus Doppel,Köln,2024-01-01\na2,Haus Doppel,Köln-Porz,2024-01-01\n",
            source: "Quelle P"
        );
        await network.ImportAsync("name,town,retrieved_on\nHaus Doppel,Köln,2025-01-01\n", source: "Quelle Q");
        var (before, csv) = (await network.EverythingAsync(), await CsvAsync(network, null));
        var report = await network.ImportFileAsync(new ImportOptions(network.Write("export.csv", csv), Strict: true));
        Assert.Equal((0, 0, await network.ScalarAsync<long>("SELECT count(*) FROM organisations"), 0), report.Counts());
        Assert.Equal(before, await network.EverythingAsync());
        await using var other = await SeededNetwork.NewAsync(cluster);
        await other.ImportAsync(csv);
        Assert.Equal(2, await other.ScalarAsync<long>("SELECT count(*) FROM organisations WHERE name = 'Haus Doppel'"));
        Assert.Equal(csv, await CsvAsync(other, null));
    }

    [Fact]
    public async Task A_map_s_file_has_each_organisation_that_the_filter_finds_at_its_public_place()
    {
        await using var network = await FilledAsync();
        var filter = new OrganisationFilter { Regions = ["05315"], Topics = ["networking"] };
        var features = JsonDocument
            .Parse(await GeoJsonAsync(network, filter))
            .RootElement.GetProperty("features")
            .EnumerateArray()
            .ToList();
        var expected = await network.ScalarAsync<string[]>(
            "SELECT array_agg(slug || ' ' || ST_X(location::geometry) || ' ' || ST_Y(location::geometry) ORDER BY sort_name, id) FROM "
                + "organisations WHERE municipality_key = '05315000' AND status = 'Active' AND topics && '{networking}'"
        );
        Assert.Equal(
            expected,
            features.Select(feature =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{feature.GetProperty("id").GetString()} {feature.GetProperty("geometry").GetProperty("coordinates")[0].GetDouble()} "
                        + $"{feature.GetProperty("geometry").GetProperty("coordinates")[1].GetDouble()}"
                )
            )
        );
        Assert.All(features, feature =>
            Assert.Contains("Vernetzung", feature.GetProperty("properties").GetProperty("topics").GetString(), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_command_writes_whole_files_or_none_and_says_how_it_ended()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var (file, token) = (network.Write("old.csv", "old"), TestContext.Current.CancellationToken);
        using (var done = MsonetProcess.Start(network.ConnectionString, "export", "organisations", "--all", "--output", file))
            Assert.True(await done.EndAsync(token) == 0, done.Output);
        Assert.Equal(await CsvAsync(network, null), await File.ReadAllTextAsync(file, token));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(file)!, "*.part"));
        using (
            var done = MsonetProcess.Start(
                network.ConnectionString,
                "export",
                "organisations",
                "--all",
                "--format",
                "xlsx",
                "--output",
                file + ".xlsx"
            )
        )
            Assert.True(await done.EndAsync(token) == 0, done.Output);
        Assert.Equal((0, 0, 159, 0), (await network.ImportFileAsync(new ImportOptions(file + ".xlsx", Strict: true))).Counts());
        using (
            var printed = MsonetProcess.Start(
                network.ConnectionString,
                "export",
                "network",
                "--region",
                "05315",
                "--format",
                "edges",
                "--kinds",
                "JOINT_PROJECT"
            )
        )
        {
            Assert.True(await printed.EndAsync(token) == 0, printed.Output);
            Assert.Equal(4, printed.Lines.Count(line => line.Contains(",JOINT_PROJECT,", StringComparison.Ordinal)));
        }

        foreach (
            var (code, arguments) in ((int, string[])[])
                [
                    (2, ["export", "organisations", "--regions", "99", "--output", file]),
                    (2, ["export", "network", "--region", "99"]),
                    (2, ["export", "network", "--kinds", "FRIENDSHIP"]),
                    (2, ["export", "network", "--format", "pdf"]),
                    (2, ["export", "network", "--at", "gestern"]),
                    (1, ["export", "organisations", "--output", file + "/nowhere/x.csv"]),
                    (2, ["export", "organisations", "--labels", "xx", "--output", file]),
                    (2, ["export", "organisations", "--output", "/dev/null"]),
                ]
        )
        {
            using var refused = MsonetProcess.Start(network.ConnectionString, arguments);
            Assert.True(await refused.EndAsync(token) == code, refused.Output);
            Assert.DoesNotContain("   at ", refused.Output, StringComparison.Ordinal);
        }

        Assert.Equal([0xEF, 0xBB, 0xBF], (await File.ReadAllBytesAsync(file, token))[..3]); // untouched by what was refused
    }

    /// <summary>With texts that files stumble over, and enough rows for several pieces.</summary>
    private async Task<SeededNetwork> FilledAsync()
    {
        var network = await SeededNetwork.NewAsync(cluster);
        await new SeedSynthetic(network.Database, TimeProvider.System).RunAsync(2_300, 3, TestContext.Current.CancellationToken);
        await network.ImportAsync("""
            external_id,name,town,phone,alternate_names,description_de,description_ar,keywords,legal_form
            1,"=HYPERLINK(""x"";""y"")",Köln,+49 221 1234567,"+Plus|@At|-Minus","- eins
            - ""zwei"", drei",مرحبا,'apostroph,gGmbH
            """);
        return network;
    }

    private static async Task<string> CsvAsync(SeededNetwork network, string? language) =>
        await TextAsync(network, new OrganisationFilter { Status = Enum.GetValues<OrganisationStatus>() }, language, (file, output) =>
            file.WriteCsvAsync(output, TestContext.Current.CancellationToken)
        );

    private static Task<byte[]> WorkbookAsync(SeededNetwork network, string? language) =>
        BytesAsync(network, new OrganisationFilter { Status = Enum.GetValues<OrganisationStatus>() }, language, (file, output) =>
            file.WriteWorkbookAsync(output, TestContext.Current.CancellationToken)
        );

    private static Task<string> GeoJsonAsync(SeededNetwork network, OrganisationFilter filter) =>
        TextAsync(network, filter, "de", (file, output) => file.WriteGeoJsonAsync(output, TestContext.Current.CancellationToken));

    private static async Task<string> TextAsync(
        SeededNetwork network,
        OrganisationFilter filter,
        string? language,
        Func<OrganisationFile, Stream, Task> write
    ) => System.Text.Encoding.UTF8.GetString(await BytesAsync(network, filter, language, write)).TrimStart('\uFEFF');

    private static async Task<byte[]> BytesAsync(
        SeededNetwork network,
        OrganisationFilter filter,
        string? language,
        Func<OrganisationFile, Stream, Task> write
    )
    {
        var vocabularies = await network
            .Services.GetRequiredService<ReferenceSnapshot<VocabularySet>>()
            .GetAsync(TestContext.Current.CancellationToken);
        var gazetteer = await network
            .Services.GetRequiredService<ReferenceSnapshot<Gazetteer>>()
            .GetAsync(TestContext.Current.CancellationToken);
        using var output = new MemoryStream();
        await write(
            new OrganisationFile(network.Database, new OrganisationCriteria(filter, gazetteer, vocabularies), vocabularies, language),
            output
        );
        return output.ToArray();
    }
}
