using System.Globalization;
using System.IO.Compression;
using System.Xml;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace MsoNetwork.Import;

/// <summary>
/// The rows of an Excel workbook (.xlsx), of its first sheet that is shown and not empty: numbers, days and yes/no as the import writes
/// them, formulas as what they gave when it was saved. Rows and columns that are hidden are read too.
/// </summary>
internal sealed class WorkbookRows : ImportRows
{
    /// <summary>Characters that Excel keeps in one cell.</summary>
    public const int LongestKept = 32_767;

    private const int DaysFrom1900To1904 = 1_462;

    private readonly string _path;
    private readonly int _daysLater;
    private readonly IEnumerator<object>? _rows;
    private bool _isFirst = true;

    public WorkbookRows(FileStream file, string path)
        : base(file)
    {
        _path = path;
        _daysLater = Read(() => CountsFrom1904(file)) ? DaysFrom1900To1904 : 0;
        var sheets = Read(() => MiniExcel.GetSheetInformations(file));
        foreach (var sheet in sheets.Where(sheet => sheet.State == SheetState.Visible))
        {
            var rows = Read(() => MiniExcel.Query(file, useHeaderRow: false, sheet.Name, ExcelType.XLSX).GetEnumerator());
            if (Read(rows.MoveNext))
            {
                _rows = rows;
                OtherSheets = [.. sheets.Where(other => other.Name != sheet.Name).Select(other => other.Name)];
                break;
            }

            rows.Dispose();
        }
    }

    public override bool IsBad => false;

    public override IReadOnlyList<string> OtherSheets { get; } = [];

    public override bool Read()
    {
        if (_rows is null || (!_isFirst && !Read(_rows.MoveNext))) return false;
        _isFirst = false;
        Number++;
        // All rows are as wide as the widest: behind the last heading stand people's notes.
        Take([.. ((IDictionary<string, object?>)_rows.Current).Values.Select(Cell)], int.MaxValue);
        return true;
    }

    public override void Dispose()
    {
        _rows?.Dispose();
        base.Dispose();
    }

    // Workbooks of old Macs count days from 1904 on, which MiniExcel does not ask.
    private static bool CountsFrom1904(FileStream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        using var part = zip.GetEntry("xl/workbook.xml")?.Open();
        if (part is null) return false;
        using var xml = XmlReader.Create(part);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" }) return xml.GetAttribute("date1904") is "1" or "true";
        }

        return false;
    }

    private string Cell(object? value) =>
        Text(
            value switch
            {
                null => "",
                string { Length: > LongestCell } => throw new ImportRefusedException(
                    $"Row {Number} has a cell of more than {LongestCell:N0} characters.",
                    ImportRefusal.CellTooLong
                ),
                string text => text,
                bool yes => yes ? "yes" : "no",
                DateTime day => Day(day.AddDays(_daysLater)),
                _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            }
        );

    // A time stands behind its day, to the minute: spreadsheets count in parts of a day.
    private static string Day(DateTime day)
    {
        var minute = day.AddSeconds(30);
        var format = minute.TimeOfDay < TimeSpan.FromMinutes(1) ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm";
        return minute.ToString(format, CultureInfo.InvariantCulture);
    }

    // Whatever is wrong with a file, its reader has an exception of its own for it.
    private T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new ImportRefusedException(
                $"{_path} is no Excel workbook that can be read{(Number > 0 ? $" (behind row {Number})" : "")}. Open it in a spreadsheet "
                    + "and save it as .xlsx or as CSV UTF-8.",
                ImportRefusal.NotAWorkbook
            );
        }
    }
}
