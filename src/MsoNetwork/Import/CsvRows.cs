using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace MsoNetwork.Import;

/// <summary>A CSV file's rows: UTF-8 with or without BOM, comma or semicolon, quotes by RFC 4180. Memory is bounded by one row.</summary>
internal sealed class CsvRows : ImportRows
{
    /// <summary>Characters in one row.</summary>
    public const int LongestRow = 1_000_000;

    // A byte that is not UTF-8 becomes U+FFFF, which no text has: one check finds it and NUL, and knows the row.
    // (The decoder drops the byte if it is to become NUL itself.)
    private static readonly Encoding Utf8 = Encoding.GetEncoding(
        "utf-8",
        EncoderFallback.ExceptionFallback,
        new DecoderReplacementFallback("\uFFFF")
    );

    private readonly BoundedReader _text;
    private readonly CsvParser _csv;
    private bool _bad;

    public CsvRows(FileStream file)
        : base(file)
    {
        var text = new StreamReader(file, Utf8, detectEncodingFromByteOrderMarks: false, 1 << 16);
        var start = StartOf(text);
        var separator = SeparatorOf(start);
        _text = new BoundedReader(start, text, LongestRow);
        _csv = new CsvParser(_text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            MaxFieldSize = LongestCell,
            BufferSize = 1 << 16,
            IgnoreBlankLines = false,
            BadDataFound = _ => _bad = true,
        });
    }

    /// <summary>Whether the current row's quotes break RFC 4180.</summary>
    public override bool IsBad => _bad;

    public override bool Read()
    {
        _bad = false;
        Number++;
        try
        {
            if (!_csv.Read()) return false;
            if (Cells.Length != _csv.Count) Cells = new string[_csv.Count];
            for (var i = 0; i < Cells.Length; i++) Cells[i] = Text(_csv[i]);
        }
        catch (Exception exception) when (exception is MaxFieldSizeException or InvalidDataException)
        {
            throw new ImportRefusedException(
                $"Row {Number} has a cell of more than {LongestCell:N0} or is longer than {LongestRow:N0} characters. Is it a CSV file, "
                    + "and is every quote closed?",
                ImportRefusal.CellTooLong
            );
        }

        _text.RowEnded();
        return true;
    }

    public override void Dispose()
    {
        _csv.Dispose();
        _text.Dispose();
        base.Dispose();
    }

    // Read once and kept, because a pipe cannot be read twice: the header, or as much as is needed to know the separator.
    private static char[] StartOf(StreamReader text)
    {
        var start = new char[LongestCell];
        var length = 0;
        while (length < start.Length && text.Read(start, length, start.Length - length) is > 0 and var read)
        {
            var ends = start.AsSpan(length, read).ContainsAny('\n', '\r');
            length += read;
            if (ends) break;
        }

        return start[..length];
    }

    // The header decides: whichever of the two stands more often in it, outside quotes.
    private static char SeparatorOf(char[] start)
    {
        int commas = 0, semicolons = 0, quotes = 0;
        foreach (var letter in start)
        {
            if (letter is '\n' or '\r') break;
            if (letter == '"') quotes++;
            else if (quotes % 2 == 0 && letter == ',') commas++;
            else if (quotes % 2 == 0 && letter == ';') semicolons++;
        }

        return semicolons > commas ? ';' : ',';
    }
}
