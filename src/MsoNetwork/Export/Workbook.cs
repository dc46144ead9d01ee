using System.Globalization;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using MsoNetwork.Errors;
using MsoNetwork.Import;

namespace MsoNetwork.Export;

/// <summary>A sheet of a workbook.</summary>
/// <param name="Name">At most 31 characters.</param>
/// <param name="Headings">Of its columns.</param>
/// <param name="Rows">As many values as columns: null, text, numbers, days, true and false.</param>
internal sealed record Sheet(string Name, IEnumerable<string> Headings, IEnumerable<IEnumerable<object?>> Rows);

/// <summary>
/// Writes Excel workbooks (.xlsx), which a spreadsheet opens in any country as they are meant: no separators, no guessed encodings, and
/// keys keep their zeros.
/// </summary>
internal static class Workbook
{
    private const int MostRows = 1_048_576;

    /// <summary>Characters in one cell.</summary>
    public const int LongestCell = WorkbookRows.LongestKept;


    /// <summary>Written to a file beside first: a workbook's parts are not written in the order in which they can be sent.</summary>
    /// <exception cref="NetworkException">A sheet cannot hold so many rows.</exception>
    public static async Task WriteAsync(Stream output, IReadOnlyList<Sheet> sheets, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".xlsx"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            1 << 16,
            FileOptions.DeleteOnClose
        );
        await Task.Run(() => Write(file, sheets, cancellationToken), cancellationToken);
        file.Position = 0;
        await file.CopyToAsync(output, cancellationToken);
    }

    // MiniExcel's asynchronous writer puts an element where the format has no place for it (1.46); this one does not.
    private static void Write(FileStream file, IReadOnlyList<Sheet> sheets, CancellationToken cancellationToken) =>
        MiniExcel.SaveAs(
            file,
            sheets.ToDictionary(sheet => sheet.Name, sheet => (object)Rows(sheet, cancellationToken)),
            printHeader: false,
            excelType: ExcelType.XLSX,
            configuration: new OpenXmlConfiguration
            {
                TableStyles = TableStyles.None,
                FreezeRowCount = 1,
                FastMode = true, // which its widths need
                EnableAutoWidth = true,
                MaxWidth = 60,
            }
        );

    // The heading is a row like others: the library writes none where no row follows.
    private static IEnumerable<IDictionary<string, object?>> Rows(Sheet sheet, CancellationToken cancellationToken)
    {
        yield return Row(sheet.Headings);
        var written = 1;
        foreach (var row in sheet.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++written > MostRows)
                throw new NetworkException(
                    ErrorCode.LimitExceeded,
                    FormattableString.Invariant($"An Excel sheet has at most {MostRows:N0} rows. Take CSV, or ask for a smaller region."),
                    "regions"
                );
            yield return Row(row);
        }
    }

    private static Dictionary<string, object?> Row(IEnumerable<object?> values)
    {
        var row = new Dictionary<string, object?>();
        foreach (var value in values) row.Add(row.Count.ToString(CultureInfo.InvariantCulture), Fitting(value));
        return row;
    }

    private static object? Fitting(object? value) => value switch
    {
        DateOnly day => day.ToDateTime(default),
        string { Length: > LongestCell } text => text[..(LongestCell - (char.IsHighSurrogate(text[LongestCell - 2]) ? 2 : 1))] + "…",
        _ => value,
    };
}
