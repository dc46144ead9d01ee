using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace MsoNetwork.Tests.Import;

/// <summary>
/// Workbooks as Excel writes and reads them, through Microsoft's own library for the format, which the product does not use.
/// </summary>
internal static class ExcelFile
{
    /// <summary>
    /// Texts in the shared table, days as numbers with a day's format, a row without cells not written at all, formulas (= in front) with
    /// what they gave.
    /// </summary>
    public static void Write(string path, params (string Name, object?[][] Rows)[] sheets)
    {
        using var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        book.Workbook = new Workbook(new Sheets());
        var texts = book.AddNewPart<SharedStringTablePart>().SharedStringTable = new SharedStringTable();
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
            new Fonts(new Font()),
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None })),
            new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true })
        );
        foreach (var (name, rows) in sheets)
        {
            var part = book.AddNewPart<WorksheetPart>();
            var data = new SheetData();
            foreach (var (row, index) in rows.Select((row, index) => (row, index)))
            {
                if (row.Length == 0) continue;
                var number = (uint)(index + 1);
                data.Append(new Row(row.Select((value, column) => (Value: value, Column: column)).Where(cell => cell.Value is not null)
                    .Select(cell => Cell(texts, cell.Value!, $"{(char)('A' + cell.Column)}{number}")))
                { RowIndex = number });
            }

            part.Worksheet = new Worksheet(data);
            book.Workbook.Sheets!.Append(
                new Sheet
                {
                    Id = book.GetIdOfPart(part),
                    SheetId = (uint)book.Workbook.Sheets.Count() + 1,
                    Name = name,
                }
            );
        }
    }

    /// <summary>Each sheet's rows as (type, text); empty cells are left out.</summary>
    public static Dictionary<string, List<List<(string Column, CellValues Type, string Text)>>> Read(Stream file)
    {
        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        Assert.Empty(
            new OpenXmlValidator(FileFormatVersions.Microsoft365)
                .Validate(document, TestContext.Current.CancellationToken)
                .Select(error => $"{error.Path?.XPath}: {error.Description}")
        );
        var book = document.WorkbookPart!;
        return book
            .Workbook.Descendants<Sheet>()
            .ToDictionary(
                sheet => sheet.Name!.Value!,
                sheet =>
                {
                    var data = ((WorksheetPart)book.GetPartById(sheet.Id!)).Worksheet;
                    Assert.Empty(data.Descendants<CellFormula>());
                    return data.Descendants<Row>()
                        .Select(row =>
                            row.Elements<Cell>()
                                .Where(cell => cell.CellValue is not null || cell.InlineString is not null)
                                .Select(cell =>
                                    (
                                        new string([.. cell.CellReference!.Value!.TakeWhile(char.IsLetter)]),
                                        Type(cell),
                                        cell.InlineString?.Text?.Text ?? cell.CellValue!.Text
                                    )
                                )
                                .ToList()
                        )
                        .ToList();
                }
            );
    }

    // By the format, a cell that says nothing is a number; where a text stands makes no difference to anybody.
    private static CellValues Type(Cell cell) =>
        cell.DataType is null ? CellValues.Number
        : cell.DataType.Value == CellValues.InlineString ? CellValues.String
        : cell.DataType.Value;

    /// <summary>A part of the file, changed by hand.</summary>
    public static void Change(string path, string part, Func<string, string> change)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        var entry = zip.GetEntry(part)!;
        string xml;
        using (var reader = new StreamReader(entry.Open())) xml = reader.ReadToEnd();
        var changed = change(xml);
        Assert.NotEqual(xml, changed);
        entry.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(part).Open());
        writer.Write(changed);
    }

    private static Cell Cell(SharedStringTable texts, object value, string place) =>
        value switch
        {
            string text when text.StartsWith('=') => new Cell
            {
                CellReference = place,
                CellFormula = new CellFormula(text[1..]),
                CellValue = new CellValue(2),
                DataType = CellValues.Number,
            },
            string text => new Cell
            {
                CellReference = place,
                CellValue = new CellValue(Shared(texts, text)),
                DataType = CellValues.SharedString,
            },
            bool yes => new Cell
            {
                CellReference = place,
                CellValue = new CellValue(yes ? "1" : "0"),
                DataType = CellValues.Boolean,
            },
            DateOnly day => new Cell
            {
                CellReference = place,
                CellValue = new CellValue(day.ToDateTime(default).ToOADate()),
                DataType = CellValues.Number,
                StyleIndex = 1,
            },
            _ => new Cell
            {
                CellReference = place,
                CellValue = new CellValue(Convert.ToString(value, CultureInfo.InvariantCulture)!),
                DataType = CellValues.Number,
            },
        };

    private static int Shared(SharedStringTable texts, string text)
    {
        texts.Append(
            new SharedStringItem(new DocumentFormat.OpenXml.Spreadsheet.Text(text) { Space = SpaceProcessingModeValues.Preserve })
        );
        return texts.Count() - 1;
    }
}
