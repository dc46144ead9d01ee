using System.Globalization;
using MiniExcelLibs;

namespace MsoNetwork.Exchange;

/// <summary>The rows of the first sheet of an Excel workbook (.xlsx): numbers, days and yes/no as the import writes them, formulas as what they gave.</summary>
internal sealed class WorkbookRows : ImportRows
{
    private readonly FileStream _file;
    private readonly IEnumerator<object> _rows;

    public WorkbookRows(FileStream file)
        : base(file)
    {
        _file = file;
        var sheets = Read(() => MiniExcel.GetSheetNames(file));
        if (sheets.Count == 0) throw Unreadable();
        OtherSheets = sheets[1..];
        _rows = Read(() => MiniExcel.Query(file, useHeaderRow: false, sheets[0], ExcelType.XLSX).GetEnumerator());
    }

    public override bool IsBad => false;

    public override IReadOnlyList<string> OtherSheets { get; }

    public override bool Read()
    {
        if (!Read(_rows.MoveNext)) return false;
        Number++;
        var cells = ((IDictionary<string, object?>)_rows.Current).Values.Select(Cell).ToArray();
        // All rows are as wide as the widest: columns without a heading are none, unless something stands in them.
        var width = Number == 1 ? 0 : Cells.Length;
        Cells = cells[..Math.Max(width, Array.FindLastIndex(cells, cell => cell.Length > 0) + 1)];
        return true;
    }

    public override void Dispose()
    {
        _rows.Dispose();
        base.Dispose();
    }

    private string Cell(object? value) => Text(value switch
    {
        null => "",
        string { Length: > LongestCell } => throw new ImportRefusedException($"Row {Number} has a cell of more than {LongestCell:N0} characters."),
        string text => text,
        bool yes => yes ? "yes" : "no",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    });

    // Whatever is wrong with a file, its reader has an exception of its own for it.
    private T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw Unreadable();
        }
    }

    private ImportRefusedException Unreadable() => new($"{_file.Name} is no Excel workbook that can be read{(Number > 0 ? $" (behind row {Number})" : "")}. Open it in a spreadsheet and save it as .xlsx or as CSV UTF-8.");
}
