using System.Xml;
using MsoNetwork.Errors;
using MsoNetwork.Import;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace MsoNetwork.Export;

/// <summary>A sheet of a workbook.</summary>
/// <param name="Name">At most 31 characters.</param>
/// <param name="Headings">Of its columns.</param>
/// <param name="Rows">As many values as columns: null, text, numbers, days, true and false.</param>
internal sealed record Sheet(string Name, IReadOnlyList<string> Headings, IAsyncEnumerable<IEnumerable<object?>> Rows)
{
    /// <summary>How many rows, if the sheet is to have filters above its columns.</summary>
    public int? Filtered { get; init; }

    public static IReadOnlyList<object?> Row(IEnumerable<object?> values) => [.. values.Select(Workbook.Fitting)];
}

/// <summary>
/// Writes Excel workbooks (.xlsx), which a spreadsheet opens in any country as they are meant: no separators, no guessed encodings, and
/// keys keep their zeros. Row by row; memory holds the rows that tell how wide the columns are.
/// </summary>
internal static class Workbook
{
    private const int MostRows = 1_048_576;
    private const int RowsThatTellWidths = 200;
    private const int WidestColumn = 60;
    private const int WidthOfFilter = 2; // its arrow

    /// <summary>Characters in one cell.</summary>
    public const int LongestCell = WorkbookRows.LongestKept;

    /// <summary>
    /// Written to a file first, unless the output is one: a workbook that breaks off is none, and what cannot be written is told before.
    /// </summary>
    /// <exception cref="NetworkException">A sheet cannot hold so many rows.</exception>
    public static async Task WriteAsync(Stream output, IReadOnlyList<Sheet> sheets, CancellationToken cancellationToken)
    {
        if (output is FileStream whole)
        {
            await WriteBookAsync(whole, sheets, cancellationToken);
            return;
        }

        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".xlsx"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            1 << 16,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        await WriteBookAsync(file, sheets, cancellationToken);
        file.Position = 0;
        await file.CopyToAsync(output, cancellationToken);
    }

    private static async Task WriteBookAsync(FileStream file, IReadOnlyList<Sheet> sheets, CancellationToken cancellationToken)
    {
        var options = new SpreadCheetahOptions
        {
            DefaultDateTimeFormat = NumberFormat.Standard(StandardNumberFormat.ShortDate),
            PreserveStringWhitespace = true,
            WriteCellReferenceAttributes = true, // readers that count cells themselves are rarer than those that do not
        };
        await using var book = await Spreadsheet.CreateNewAsync(file, options, cancellationToken);
        var heading = book.AddStyle(new Style { Font = { Bold = true } });
        foreach (var sheet in sheets) await WriteAsync(book, sheet, heading, cancellationToken);
        await book.FinishAsync(cancellationToken);
    }

    /// <summary>As much of a value as a cell takes.</summary>
    public static object? Fitting(object? value) => value switch
    {
        string { Length: > LongestCell } text => text[..(LongestCell - (char.IsHighSurrogate(text[LongestCell - 2]) ? 2 : 1))] + "…",
        _ => value,
    };

    private static async Task WriteAsync(Spreadsheet book, Sheet sheet, StyleId heading, CancellationToken cancellationToken)
    {
        await using var rows = sheet.Rows.GetAsyncEnumerator(cancellationToken);
        var first = new List<IReadOnlyList<object?>>();
        while (first.Count < RowsThatTellWidths && await rows.MoveNextAsync()) first.Add(Sheet.Row(rows.Current));
        await book.StartWorksheetAsync(sheet.Name, Options(sheet, first), cancellationToken);
        await book.AddHeaderRowAsync([.. sheet.Headings], heading, cancellationToken);
        foreach (var row in first) await AddAsync(row);
        while (await rows.MoveNextAsync()) await AddAsync(Sheet.Row(rows.Current));

        async Task AddAsync(IReadOnlyList<object?> row)
        {
            if (book.NextRowNumber > MostRows)
                throw new NetworkException(
                    ErrorCode.LimitExceeded,
                    FormattableString.Invariant($"An Excel sheet has at most {MostRows:N0} rows. Take CSV, or ask for a smaller region."),
                    "regions"
                );
            await book.AddRowAsync(row.Select(Cell).ToArray(), cancellationToken);
        }
    }

    private static WorksheetOptions Options(Sheet sheet, List<IReadOnlyList<object?>> rows)
    {
        var options = new WorksheetOptions { FrozenRows = 1 };
        for (var column = 0; column < sheet.Headings.Count; column++)
        {
            var heading = sheet.Headings[column].Length + (sheet.Filtered is null ? 0 : WidthOfFilter);
            var widest = rows.Select(row => Width(row[column])).Append(heading).Max();
            options.Column(column + 1).Width = Math.Min(widest, WidestColumn) + 2;
        }

        if (sheet.Filtered is { } count)
            options.AutoFilter = new AutoFilterOptions($"A1:{SpreadsheetUtility.GetColumnName(sheet.Headings.Count)}{count + 1}");
        return options;
    }

    private static int Width(object? value) => value switch
    {
        null => 0,
        DateOnly => 10,
        string text => text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length,
        _ => CsvCells.Text(value)!.Length,
    };

    private static DataCell Cell(object? value) => value switch
    {
        null => default,
        string text => new(Clean(text)),
        DateOnly day => new(day.ToDateTime(default)),
        bool yes => new(yes),
        int number => new(number),
        long number => new(number),
        double number => new(number),
        _ => new(CsvCells.Text(value)),
    };

    /// <summary>Without the characters that XML 1.0 cannot hold.</summary>
    public static string Clean(string text) =>
        text.All(XmlConvert.IsXmlChar)
            ? text
            : string.Concat(text.Where(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter)));
}
