
namespace MsoNetwork.Import;

/// <summary>A table's rows, one at a time: the header, then the organisations. What the file is, its first bytes say.</summary>
internal abstract class ImportRows(FileStream file) : IDisposable
{
    /// <summary>Characters in one cell.</summary>
    public const int LongestCell = 100_000;

    /// <summary>The current row's number as a spreadsheet shows it: the header is 1.</summary>
    public int Number { get; protected set; }

    /// <summary>
    /// The current row's cells, without blanks around them and without the apostrophe that keeps a spreadsheet from running a cell.
    /// </summary>
    public string[] Cells { get; protected set; } = [];

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

    public virtual void Dispose() => file.Dispose();

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
