using System.Text.Json;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Import;

namespace MsoNetwork.Tests.Export;

/// <summary>Files that go out, opened by the programs that people open them with.</summary>
[Trait("Speed", "Medium")]
public sealed class FileReadersTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Theory]
    [InlineData("/organisations/export.xlsx", "organisations", "/organisations/export.csv")]
    [InlineData("/network/export.xlsx?region=05", "organisations", "/network/nodes.csv?region=05")]
    [InlineData("/network/export.xlsx?region=05", "ties", "/network/edges.csv?region=05")]
    public async Task Openpyxl_exceljs_and_gdal_read_all_rows_of_a_workbook(string address, string sheet, string csv)
    {
        var path = await SaveAsync(address, ".xlsx");
        var expected = NetworkExportTests.Table(await TextAsync(csv));
        Assert.NotEmpty(expected[1..]);
        var openpyxl = (await Readers.PythonAsync("openpyxl", path)).Rows(sheet);
        Assert.Equal(expected.Count, openpyxl.Count);
        Assert.Equal(expected.Select(row => row[0]), openpyxl.Select(row => row[0]));
        Assert.Equal(expected.Select(row => row[1]), openpyxl.Select(row => row[1]));
        var exceljs = (await Readers.ExcelJsAsync(path)).Rows(sheet);
        Assert.Equal(expected.Select(row => row[0] + row[1]), exceljs.Select(row => row[0] + row[1]));
        var gdal = await Readers.GdalAsync(path, sheet);
        Assert.Contains($"Feature Count: {expected.Count - 1}", gdal, StringComparison.Ordinal);
        Assert.Contains($"{expected[0][1]}: String", gdal, StringComparison.Ordinal);
        File.Delete(path);
    }

    [Fact]
    public async Task A_list_for_people_says_everything_in_words_and_has_filters_a_frozen_heading_and_widths()
    {
        var path = await SaveAsync("/organisations/list.xlsx?regions=05315,05913&kinds=house-of-resources", ".xlsx");
        var sheet = (await Readers.PythonAsync("openpyxl", path)).GetProperty("Organisationen");
        var rows = (await Readers.PythonAsync("openpyxl", path)).Rows("Organisationen");
        Assert.Equal(3, rows.Count);
        Assert.Equal(["Name", "Andere Namen", "Art", "Rechtsform", "Gegründet", "Straße und Hausnummer"], rows[0][..6]);
        Assert.All(rows[1..], row =>
        {
            Assert.Equal("House of Resources", row[2]);
            Assert.Contains(row[rows[0].IndexOf("Zustand")], (string[])["Aktiv", "aktiv"]);
            Assert.Contains(row[rows[0].IndexOf("Adresse verbergen")], (string[])["ja", "nein"]);
            Assert.DoesNotContain(row[rows[0].IndexOf("Wer E-Mail und Telefon sieht")], (string[])["public", "PUBLIC"]);
        });
        Assert.Equal("A2", sheet.GetProperty("frozen").GetString());
        Assert.EndsWith("3", sheet.GetProperty("filter").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("A1:", sheet.GetProperty("filter").GetString(), StringComparison.Ordinal);
        Assert.All(sheet.GetProperty("widths").EnumerateArray(), width => Assert.InRange(width.GetDouble(), 3, 62));
        Assert.Equal(rows[0][0], (await Readers.ExcelJsAsync(path)).Rows("Organisationen")[0][0]);
        Assert.Contains("Feature Count: 2", await Readers.GdalAsync(path, "Organisationen"), StringComparison.Ordinal);
        File.Delete(path);
    }

    [Fact]
    public async Task A_list_for_people_names_a_districts_kind_once()
    {
        var path = await SaveAsync("/organisations/list.xlsx?kinds=integration-centre", ".xlsx");
        var rows = (await Readers.PythonAsync("openpyxl", path)).Rows("Organisationen");
        File.Delete(path);
        var places = rows[1..].ConvertAll(row => row[rows[0].IndexOf("Aktiv in")]);
        Assert.Contains("Kreis Kleve", places);
        Assert.DoesNotContain(places, place => place.Contains("Kreis Kreis", StringComparison.Ordinal) || place.StartsWith("Kreis Ennepe"));
    }

    [Theory]
    [InlineData("/organisations/list.xlsx?labels=tr", "Kuruluşlar")]
    [InlineData("/organisations/list.xlsx?labels=fa", "سازمان‌ها")]
    public async Task A_list_for_people_is_there_in_each_language(string address, string sheet)
    {
        var path = await SaveAsync(address, ".xlsx");
        Assert.NotEmpty((await Readers.PythonAsync("openpyxl", path)).Rows(sheet)[1..]);
        ExcelFile.Read(new MemoryStream(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)));
        File.Delete(path);
    }

    [Theory]
    [InlineData("gexf", "networkx")]
    [InlineData("graphml", "networkx")]
    [InlineData("graphml", "igraph")]
    public async Task Networkx_and_igraph_read_who_is_whose_member(string format, string reader)
    {
        var path = await SaveAsync($"/network/export.{format}?region=05", "." + format);
        var read = await Readers.PythonAsync(reader, path);
        File.Delete(path);
        var asked = (await site.AskAsync(
            "{ network(region: \"05\") { nodes { organisation { slug name } } edges { kind directed from { slug } to { slug } } } }"
        )).Data.GetProperty("network");
        Assert.True(read.GetProperty("directed").GetBoolean());
        Assert.Equal(
            asked.GetProperty("nodes").EnumerateArray()
                .Select(node => $"{node.GetProperty("organisation").Text("slug")} {node.GetProperty("organisation").Text("name")}").Order(),
            read.GetProperty("nodes").EnumerateObject().Select(node => $"{node.Name} {node.Value.Text("label")}").Order()
        );
        Assert.Contains(asked.GetProperty("edges").EnumerateArray(), edge => edge.GetProperty("directed").GetBoolean());
        Assert.Equal(
            asked.GetProperty("edges").EnumerateArray()
                .Select(edge => Edge(edge, edge.GetProperty("from").Text("slug"), edge.GetProperty("to").Text("slug"))).Order(),
            read.GetProperty("edges").EnumerateArray().Select(edge => Edge(edge, edge.Text("from"), edge.Text("to"))).Order()
        );
    }

    [Theory]
    [InlineData("/organisations/export.xlsx", "organisations")]
    [InlineData("/organisations/list.xlsx", "Organisationen")]
    public async Task LibreOffice_reads_a_workbook_and_what_it_saves_says_the_same(string address, string sheet)
    {
        var path = await SaveAsync(address, ".xlsx");
        var saved = await Readers.LibreOfficeAsync(path);
        var before = (await Readers.PythonAsync("openpyxl", path)).Rows(sheet);
        var after = (await Readers.PythonAsync("openpyxl", saved)).Rows(sheet);
        Assert.NotEmpty(before[1..]);
        Assert.Equal(before, after);
        File.Delete(path);
        Directory.Delete(Path.GetDirectoryName(saved)!, recursive: true);
    }

    private static string Edge(JsonElement edge, string from, string to) =>
        $"{from} {to} {edge.Text("kind")} {edge.GetProperty("directed").GetBoolean()}";

    private async Task<string> TextAsync(string address) =>
        (await site.Client.GetStringAsync(address, TestContext.Current.CancellationToken)).TrimStart('\uFEFF');

    private async Task<string> SaveAsync(string address, string ending)
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ending);
        await File.WriteAllBytesAsync(
            path,
            await site.Client.GetByteArrayAsync(address, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken
        );
        return path;
    }
}
