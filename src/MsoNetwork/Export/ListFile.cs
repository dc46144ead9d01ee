using MsoNetwork.Import;

namespace MsoNetwork.Export;

/// <summary>A small list as a file: CSV and Excel, as spreadsheets open them rightly.</summary>
/// <param name="Name">Of the sheet.</param>
/// <param name="Headings">Of the columns.</param>
/// <param name="Rows">As many values as columns: null, text, numbers, days.</param>
public sealed record ListFile(string Name, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    private const int LongestName = 31;

    public async Task WriteCsvAsync(Stream output, CancellationToken cancellationToken)
    {
        await using var cells = new CsvCells(output);
        await cells.RowAsync(Headings, cancellationToken);
        foreach (var row in Rows) await cells.RowAsync(row, cancellationToken);
    }

    public Task WriteWorkbookAsync(Stream output, CancellationToken cancellationToken) => Workbook.WriteAsync(
        output, [
            new Sheet(Name.Length <= LongestName ? Name : Name[..LongestName], Headings, Rows.ToAsyncEnumerable())
            {
                Filtered = Rows.Count,
            },
        ], cancellationToken);
}
