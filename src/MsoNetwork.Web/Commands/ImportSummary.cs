using System.Globalization;
using MsoNetwork.Import;
using MsoNetwork.Organisations.Values;

namespace MsoNetwork.Web.Commands;

/// <summary>An import's report for people: the counts last, where a terminal shows them.</summary>
internal static class ImportSummary
{
    public static void Write(TextWriter output, ImportReport report, string? reportFile)
    {
        if (report.IgnoredSheets.Count > 0)
            output.WriteLine(
                $"Only the first sheet that is shown and not empty is read; ignored: {OneLine(string.Join(", ", report.IgnoredSheets))}"
            );
        if (report.IgnoredColumns.Count > 0)
            output.WriteLine($"Unknown columns, ignored: {string.Join(", ", report.IgnoredColumns)}");
        WriteRemarks(output, "Warnings", report.First(RemarkLevel.Warning), report.Warnings);
        WriteRemarks(output, "Rejected", report.First(RemarkLevel.Rejected), report.RejectionRemarks);
        if (reportFile is not null)
            output.WriteLine($"Every remark is in {reportFile}.");
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Rows} rows: {report.Created} created, {report.Updated} updated, {report.Unchanged} unchanged, {report.Rejected} "
                    + $"rejected; {report.Warnings} warnings."
            )
        );
        if (Note(report.Outcome) is { } note)
            output.WriteLine(note);
    }

    private static string? Note(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.DryRun => "A dry run: nothing was written.",
        ImportOutcome.StrictFailed => "Nothing was written: --strict, and rows were rejected.",
        ImportOutcome.NothingAccepted => "Nothing was written: no row could be taken.",
        _ => null,
    };

    private static void WriteRemarks(TextWriter output, string title, IReadOnlyList<Remark> first, long all)
    {
        if (all == 0) return;
        output.WriteLine($"{title}:");
        foreach (var remark in first)
            output.WriteLine($"  row {remark.Row}{(remark.Column.Length == 0 ? "" : $", {remark.Column}")}: {OneLine(remark.Reason)}");
        if (all > first.Count)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  … and {all - first.Count} more"));
    }

    // A cell's own line ends and control characters must not draw on the terminal.
    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
