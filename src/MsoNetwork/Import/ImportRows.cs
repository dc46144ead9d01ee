using MsoNetwork.Text;

namespace MsoNetwork.Import;

/// <summary>A table's rows, one at a time: the header, then the organisations. What the file is, its first bytes say.</summary>
internal abstract class ImportRows(FileStream file) : IDisposable
{
    /// <summary>Characters in one cell.</summary>
    public const int LongestCell = 100_000;

    private int _width;

    /// <summary>The current row's number as a spreadsheet shows it: the first is 1.</summary>
    public int Number { get; protected set; }

    /// <summary>
    /// The current row's cells, without blanks around them and without the apostrophe that keeps a spreadsheet from running a cell.
    /// </summary>
    public string[] Cells { get; protected set; } = [];

    /// <summary>Which of the current row's cells stands behind the last heading and is not empty, counted from 0; -1: none.</summary>
    public int Beyond { get; private set; } = -1;

    /// <summary>Whether the current row's cells cannot be trusted.</summary>
    public abstract bool IsBad { get; }

    /// <summary>Names of a workbook's sheets that are not read.</summary>
    public virtual IReadOnlyList<string> OtherSheets => [];

    /// <summary>Whether the path tells nothing of where the rows come from: a pipe, or a file behind /dev/stdin.</summary>
    public bool IsNameless =>
        !file.CanSeek
        || (Path.GetDirectoryName(file.Name) is "/dev" or "/dev/fd")
        || file.Name.StartsWith("/proc/", StringComparison.Ordinal);

    /// <summary>Share of the file that has been read, 0 to 1; null for a pipe, which has no length.</summary>
    public double? Share => !file.CanSeek ? null : file.Length == 0 ? 1 : (double)file.Position / file.Length;

    /// <exception cref="ImportRefusedException">There is no such file, or it is none that can be imported.</exception>
    public static ImportRows Open(string path)
    {
        if (Directory.Exists(path)) throw new ImportRefusedException($"{path} is a folder, not a file.");
        if (!File.Exists(path)) throw new ImportRefusedException($"There is no file {path}.");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            return StartOf(file) switch
            {
                [0x50, 0x4B, 0x03, 0x04] => new WorkbookRows(file, path),
                [0xD0, 0xCF, 0x11, 0xE0] => throw new ImportRefusedException(
                    $"{path} is an Excel file in the old format (.xls) or with a password. Save it as .xlsx without a password, or as CSV "
                        + "UTF-8.",
                    ImportRefusal.OldWorkbook
                ),
                _ => new CsvRows(file),
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <exception cref="ImportRefusedException">The rest cannot be read.</exception>
    public abstract bool Read();

    /// <summary>The header: the first row in which something stands.</summary>
    /// <exception cref="ImportRefusedException">The file cannot be read.</exception>
    public bool ReadHeader()
    {
        while (Read())
        {
            if (_width > 0) return true;
        }

        return false;
    }

    public virtual void Dispose() => file.Dispose();

    /// <summary>
    /// Takes a row: the table is as wide as its header, up to the last heading. What stands behind is none of it; cells that are missing
    /// there are no fault.
    /// </summary>
    /// <param name="cells">As they stand.</param>
    /// <param name="most">Cells that a row may have: one with more, in which something stands there, may have a separator too many.</param>
    protected void Take(string[] cells, int most)
    {
        Beyond = -1;
        if (_width == 0) cells = [.. cells.Select(InvisibleSigns.Without)];
        var written = Array.FindLastIndex(cells, cell => cell.Length > 0) + 1;
        if (_width == 0) _width = written;
        if (written > most) Cells = cells[..written];
        else if (cells.Length < _width) Cells = cells;
        else
        {
            Cells = cells.Length == _width ? cells : cells[.._width];
            if (written > _width) Beyond = Array.FindIndex(cells, _width, cell => cell.Length > 0);
        }
    }

    /// <summary>A cell's text, checked.</summary>
    /// <exception cref="ImportRefusedException">It is no text.</exception>
    protected string Text(string cell) =>
        cell.AsSpan().ContainsAny('\0', '\uFFFF')
            ? throw new ImportRefusedException(
                $"Row {Number} is not UTF-8 text (another encoding, or not a CSV file). In a spreadsheet, save as .xlsx or \"CSV UTF-8\".",
                ImportRefusal.NotUtf8
            )
            : CsvCells.Unguarded(cell.Trim());

    // A pipe cannot be read twice: it is CSV.
    private static byte[] StartOf(FileStream file)
    {
        if (!file.CanSeek) return [];
        var start = new byte[4];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return start[..length];
    }
}
