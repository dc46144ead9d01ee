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
        WriteRemarks(output, "Warnings", report.Equal(RemarkLevel.Warning), report.Warnings);
        WriteRemarks(output, "Rejected", report.Equal(RemarkLevel.Rejected), report.RejectionRemarks);
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

    private static void WriteRemarks(TextWriter output, string title, IReadOnlyList<EqualRemarks> kinds, long all)
    {
        if (all == 0) return;
        output.WriteLine($"{title}:");
        foreach (var equal in kinds)
        {
            var column = equal.First.Column.Length == 0 ? "" : $", {equal.First.Column}";
            output.WriteLine($"  {Rows(equal)}{column}: {OneLine(Fault(equal))}");
        }

        var told = kinds.Sum(equal => equal.Count);
        if (all > told)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  … and {all - told} more"));
    }

    private static string Fault(EqualRemarks equal)
    {
        if (equal.HaveOneReason) return equal.First.Reason;
        var examples = equal.Examples.Select(one => one.Count == 1 ? one.Value
            : string.Create(CultureInfo.InvariantCulture, $"{one.Value} ({one.Count} times)")).ToList();
        return examples.Count == 0 ? equal.First.Fault
            : $"{equal.First.Fault}: {string.Join(" · ", examples)}{(equal.HasMore ? " · …" : "")}";
    }

    private static string Rows(EqualRemarks equal) => equal.Count == 1
        ? string.Create(CultureInfo.InvariantCulture, $"row {equal.First.Row}")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{equal.Count} times (rows {string.Join(", ", equal.Rows)}{(equal.Count > equal.Rows.Count ? ", …" : "")})");

    // A cell's own line ends and control characters must not draw on the terminal.
    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
