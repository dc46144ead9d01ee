using System.Text.Json;

namespace MsoNetwork.Tests.Export;

/// <summary>What people open our files with: openpyxl (which pandas reads with), exceljs, GDAL (QGIS), networkx, igraph.</summary>
internal static class Readers
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "MsoNetwork.Tests", "Export");

    /// <param name="reader">openpyxl, networkx or igraph.</param>
    /// <param name="path">The file.</param>
    /// <returns>What it has read: see readers.py.</returns>
    public static async Task<JsonElement> PythonAsync(string reader, string path) => JsonDocument.Parse(
        await Installed.RunAsync("/usr/bin/python3", [Path.Combine(Folder, "readers.py"), reader, path])).RootElement;

    public static async Task<JsonElement> ExcelJsAsync(string path)
    {
        var modules = Installed.Modules("exceljs", "tests", "MsoNetwork.Browser.Tests", "Audits");
        return JsonDocument.Parse(await Installed.RunAsync("node", [Path.Combine(Folder, "exceljs.mjs"), modules, path])).RootElement;
    }

    /// <summary>GDAL's own words on a layer.</summary>
    public static Task<string> GdalAsync(string path, string layer) =>
        Installed.RunAsync("ogrinfo", ["-ro", "-al", "-so", path, layer]);

    /// <summary>
    /// LibreOffice opens a workbook and saves it anew. Too large to be fetched for one test: where it is not installed, that is said.
    /// </summary>
    /// <returns>The file that it made, in a folder of its own.</returns>
    public static async Task<string> LibreOfficeAsync(string path)
    {
        const string Program = "/usr/bin/soffice";
        if (!File.Exists(Program)) Assert.Skip("LibreOffice is not installed.");
        var folder = Directory.CreateTempSubdirectory("msonet-libreoffice-").FullName;
        var user = $"-env:UserInstallation=file://{folder}/user";
        await Installed.RunAsync(Program, [user, "--headless", "--convert-to", "xlsx", "--outdir", folder, path]);
        return Path.Combine(folder, Path.GetFileName(path));
    }

    /// <summary>Rows of a sheet as its cells' texts.</summary>
    public static List<List<string>> Rows(this JsonElement book, string sheet) =>
    [
        .. book.GetProperty(sheet).GetProperty("rows").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(cell => cell.GetString()!).ToList()),
    ];
}
