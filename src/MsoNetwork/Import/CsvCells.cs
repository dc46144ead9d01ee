using System.Buffers;
using System.Globalization;
using System.Text;

namespace MsoNetwork.Import;

/// <summary>
/// Writes rows of CSV that spreadsheets open rightly: UTF-8 with its mark (without it they take Windows-1252), RFC 4180, no cell that is
/// run as a formula.
/// </summary>
internal sealed class CsvCells(Stream output) : IAsyncDisposable
{
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789 ()-/");

    private readonly StreamWriter _text = new(output, new UTF8Encoding(true), 32 * 1024, leaveOpen: true) { NewLine = "\r\n" };

    public Task RowAsync(IEnumerable<object?> row, CancellationToken cancellationToken) =>
        _text.WriteLineAsync(string.Join(',', row.Select(Text).Select(Cell)).AsMemory(), cancellationToken);

    public ValueTask DisposeAsync() => _text.DisposeAsync();

    /// <summary>A value as files write it: days as 2026-11-30, numbers with a point, true and false.</summary>
    public static string? Text(object? value) => value switch
    {
        bool yes => yes ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>A cell's text without the apostrophe that kept a spreadsheet from running it.</summary>
    public static string Unguarded(string cell) =>
        cell.Length > 1 && cell[0] == '\'' && cell[1] is '=' or '+' or '-' or '@' ? cell[1..] : cell;

    // A cell that begins like a formula would be run by a spreadsheet: an apostrophe makes it text (OWASP, CSV injection). A telephone
    // number runs nothing.
    private static string Guarded(string value) =>
        value[0] is '=' or '@' or '\t' or '\r' || (value[0] is '+' or '-' && value.AsSpan(1).ContainsAnyExcept(OfNumbers))
            ? "'" + value
            : value;

    private static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        var safe = Guarded(value);
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
