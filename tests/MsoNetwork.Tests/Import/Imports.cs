using MsoNetwork.Import;

namespace MsoNetwork.Tests.Import;

/// <summary>Imports of small files, and what they left.</summary>
internal static class Imports
{
    /// <summary>All that an import may write, row versions included: equal texts mean that nothing was written.</summary>
    private const string Everything = """
        SELECT md5(concat(
            (SELECT string_agg(concat(o.xmin, o.*), '|' ORDER BY id) FROM organisations AS o),
            (SELECT string_agg(concat(p.xmin, p.*), '|' ORDER BY organisation_id) FROM protected_places AS p),
            (SELECT string_agg(concat(s.xmin, s.*), '|' ORDER BY organisation_id, name, external_id) FROM organisation_sources AS s)))
        """;

    public static Task<ImportReport> ImportAsync(
        this SeededNetwork network,
        string csv,
        string source = "Quelle A",
        bool dryRun = false,
        bool strict = false
    ) => network.ImportFileAsync(new ImportOptions(network.Write("file.csv", csv), source, dryRun, strict));

    public static Task<ImportReport> ImportFileAsync(this SeededNetwork network, ImportOptions options) =>
        new Importer(network.Database, TimeProvider.System).RunAsync(options, null, TestContext.Current.CancellationToken);

    public static Task<string> EverythingAsync(this SeededNetwork network) => network.ScalarAsync<string>(Everything);

    /// <summary>One text of one organisation, by name.</summary>
    public static Task<string> OfAsync(this SeededNetwork network, string name, string expression) =>
        network.ScalarAsync<string>($"SELECT coalesce(({expression})::text, '-') FROM organisations WHERE name = '{name}'");

    public static (long Created, long Updated, long Unchanged, long Rejected) Counts(this ImportReport report) =>
        (report.Created, report.Updated, report.Unchanged, report.Rejected);
}
