using System.Text.Json;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Export;

/// <summary>Files that go out, opened by the programs that people open them with.</summary>
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
