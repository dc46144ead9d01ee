using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Import;

/// <summary>What is wrong with what somebody says of a list's columns.</summary>
public enum ColumnProblem
{
    None,

    /// <summary>Two of them cannot be the same.</summary>
    Twice,

    /// <summary>None is the name.</summary>
    NoName,

    /// <summary>None is the town or the postcode.</summary>
    NoPlace,

    /// <summary>Not one of ours, or not as many as the list has.</summary>
    Unknown,

    /// <summary>The source has no name.</summary>
    NoSource,
}

/// <summary>Somebody says which of our columns each one of a list is.</summary>
public sealed class MatchColumns(DbContext context)
{
    public const int LongestSource = 300;

    /// <summary>What is wrong, and of which column of ours; then nothing is kept.</summary>
    public async Task<(ColumnProblem Problem, string Column)> RunAsync(
        ImportUpload upload, string[] columns, string? source, CancellationToken cancellationToken)
    {
        if (columns.Length != upload.Columns.Length) return (ColumnProblem.Unknown, "");
        var told = columns.Where(column => column.Length > 0).ToList();
        if (told.Find(column => !ColumnSuggestions.Columns.Contains(column, StringComparer.Ordinal)) is { } unknown)
            return (ColumnProblem.Unknown, unknown);
        if (told.GroupBy(column => column, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return (ColumnProblem.Twice, twice.Key);
        if (!told.Contains("name")) return (ColumnProblem.NoName, "name");
        if (!told.Contains("town") && !told.Contains("postcode")) return (ColumnProblem.NoPlace, "town");
        if (string.IsNullOrWhiteSpace(source) || source.Length > LongestSource || source.Any(char.IsControl))
            return (ColumnProblem.NoSource, "source");
        (upload.Columns, upload.Source, upload.IsMatched) = (columns, source.Trim(), true);
        await context.SaveChangesAsync(cancellationToken);
        return (ColumnProblem.None, "");
    }

    /// <summary>Its headings and the first values of each column, to see what it is.</summary>
    public static IReadOnlyList<(string Heading, IReadOnlyList<string> Examples)> Look(ImportUpload upload, int examples = 3)
    {
        using var rows = UploadedFile.Open(upload.Bytes);
        rows.ReadHeader();
        var headings = rows.Cells.ToArray();
        var found = headings.Select(_ => new List<string>()).ToList();
        for (var row = 0; row < 50 && rows.Read(); row++)
        {
            for (var at = 0; at < Math.Min(headings.Length, rows.Cells.Length); at++)
            {
                var cell = rows.Cells[at];
                if (cell.Length > 0 && found[at].Count < examples && !found[at].Contains(cell, StringComparer.Ordinal)) found[at].Add(cell);
            }
        }

        return [.. headings.Select((heading, at) => (heading, (IReadOnlyList<string>)found[at]))];
    }
}
