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

    private const string Blank = " \t\r\n\uFEFF";

    private readonly BoundedReader _text;
    private readonly CsvParser _csv;
    private string[] _cells = [];
    private int _most;
    private bool _bad;

    public CsvRows(FileStream file)
        : base(file)
    {
        var text = new StreamReader(file, Utf8, detectEncodingFromByteOrderMarks: false, 1 << 16);
        var start = StartOf(text);
        var (told, length) = Told(start);
        if (length > 0) start = length < start.Length ? start[length..] : StartOf(text);
        var separator = told ?? SeparatorOf(start);
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
            var cells = _cells.Length == _csv.Count ? _cells : _cells = new string[_csv.Count];
            for (var i = 0; i < cells.Length; i++) cells[i] = Text(_csv[i]);
            if (_most == 0 && cells.Any(cell => cell.Length > 0)) _most = cells.Length;
            Take(cells, _most);
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

    // Read once and kept, because a pipe cannot be read twice: the header and the blank rows above it, or as much as is needed to know the
    // separator.
    private static char[] StartOf(StreamReader text)
    {
        var start = new char[LongestCell];
        var length = 0;
        while (length < start.Length && text.Read(start, length, start.Length - length) is > 0 and var read)
        {
            length += read;
            if (start.AsSpan(0, length).TrimStart(Blank).ContainsAny('\n', '\r')) break;
        }

        return start.AsSpan(0, length).TrimStart('\uFEFF').ToArray(); // also the second mark of files that were joined
    }

    // "sep=;" in the first row tells Excel the separator; Excel does not count it as a row.
    private static (char? Separator, int Length) Told(char[] start)
    {
        var row = start.AsSpan();
        var end = row.IndexOfAny('\n', '\r');
        if (end >= 0) row = row[..end];
        row = row.Trim(" \"");
        if (row.Length != 5 || !row.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || row[4] is not (',' or ';' or '\t'))
            return (null, 0);
        var length = end < 0 ? start.Length : end + 1;
        if (length < start.Length && start[length - 1] == '\r' && start[length] == '\n') length++;
        return (row[4], length);
    }

    // The header decides: whichever of the two stands more often in it, outside quotes.
    private static char SeparatorOf(char[] start)
    {
        int commas = 0, semicolons = 0, quotes = 0;
        foreach (var letter in start.AsSpan().TrimStart(Blank))
        {
            if (letter is '\n' or '\r') break;
            if (letter == '"') quotes++;
            else if (quotes % 2 == 0 && letter == ',') commas++;
            else if (quotes % 2 == 0 && letter == ';') semicolons++;
        }

        return semicolons > commas ? ';' : ',';
    }
}
