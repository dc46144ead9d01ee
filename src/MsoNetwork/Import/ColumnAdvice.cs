using System.Text.RegularExpressions;

namespace MsoNetwork.Import;

/// <summary>What to do with a header: columns to rename, columns that hold what belongs into several, another separator.</summary>
internal static partial class ColumnAdvice
{
    private const int RowsLookedAt = 20;

    /// <summary>What is to be done with a header that lacks what every list needs.</summary>
    /// <param name="header">Its cells.</param>
    /// <param name="rows">Those below, of which some are looked at.</param>
    public static string Of(string[] header, ImportRows rows)
    {
        if (Separator(header) is { } separator)
            return $" Columns are separated by commas or semicolons, not by {separator}.";
        var above = header.Count(cell => cell.Length > 0) > 1 ? ""
            : " The names must stand in the first row of the file: remove the rows above them.";
        var whole = WholeAddresses(header, rows);
        var apart = new List<string>();
        var renamed = new List<string>();
        foreach (var (at, (heading, column)) in header.Zip(ColumnSuggestions.Of(header)).Index())
        {
            if (whole.Contains(at) && column is "street" or "town")
                apart.Add($"{heading}: {AddressHeadings.Apart(["street", "postcode", "town"])}");
            else if (AddressHeadings.Apart(heading) is { } several) apart.Add($"{heading}: {several}");
            else if (column.Length > 0 && !string.Equals(heading, column, StringComparison.OrdinalIgnoreCase))
                renamed.Add($"{heading} → {column}");
        }

        return above + (renamed.Count == 0 ? "" : $" Rename: {string.Join(", ", renamed.Take(30))}.")
            + string.Concat(apart.Take(30).Select(one => $" {one}."));
    }

    // One cell, in which several of our columns would stand.
    private static string? Separator(string[] header)
    {
        if (header.Where(cell => cell.Length > 0).ToArray() is not [var only]) return null;
        foreach (var (sign, word) in ((char, string)[])[('\t', "tabs"), ('|', "|"), (':', ":"), ('^', "^"), ('~', "~")])
        {
            if (ColumnSuggestions.Of(only.Split(sign)).Count(column => column.Length > 0) > 1) return word;
        }

        return null;
    }

    // Columns that hold a postcode with a town behind it, and something else before.
    private static HashSet<int> WholeAddresses(string[] header, ImportRows rows)
    {
        var found = new HashSet<int>();
        for (var row = 0; row < RowsLookedAt && rows.Read(); row++)
        {
            for (var at = 0; at < Math.Min(header.Length, rows.Cells.Length); at++)
            {
                if (WholeAddress().IsMatch(rows.Cells[at])) found.Add(at);
            }
        }

        return found;
    }

    [GeneratedRegex(@"\p{L}.*\b\d{5}\s+\p{L}|\b\d{5}\s+\p{L}.*\d", RegexOptions.CultureInvariant)]
    private static partial Regex WholeAddress();
}
