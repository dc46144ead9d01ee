namespace MsoNetwork.Import;

/// <summary>One import of one file.</summary>
/// <param name="File">Path of a CSV file, or of a pipe.</param>
/// <param name="Source">Name of the source for rows without source_name; absent: the file's name.</param>
/// <param name="DryRun">Do everything, then take it back.</param>
/// <param name="Strict">Any rejected row, or value that would be left out, and nothing is written.</param>
/// <param name="ReportFile">Where the complete report goes, as CSV, when it is complete; absent: nowhere.</param>
public sealed record ImportOptions(string File, string? Source = null, bool DryRun = false, bool Strict = false, string? ReportFile = null);

/// <summary>How far an import is.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Share">Share of the file read, 0 to 1; null where nobody knows how much there is: a pipe.</param>
/// <param name="IsWriting">All is read and being written.</param>
public readonly record struct ImportProgress(long Rows, double? Share, bool IsWriting = false);
