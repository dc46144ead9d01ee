using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace MsoNetwork.FinancePlans;

/// <summary>The words of a workbook, in the language of whoever reads it.</summary>
/// <param name="Rows">Name of the sheet that is read again.</param>
/// <param name="Form">Name of the sheet in the pattern of the form.</param>
/// <param name="Headings">Of the four columns.</param>
/// <param name="Entry">What a row is called.</param>
/// <param name="Summary">The sums in the order of the form, in cents; without a sum it is a line of text.</param>
public sealed record FinanceWords(
    string Rows, string Form, IReadOnlyList<string> Headings, Func<FinanceEntry, string> Entry,
    IReadOnlyList<(string Text, int? Cents)> Summary);

/// <summary>
/// Writes a plan as a workbook: a sheet of rows, which <see cref="FinanceSheet"/> reads, and one in the pattern of the form.
/// </summary>
public static class FinanceWorkbook
{
    public static async Task<byte[]> WriteAsync(FinancePlan plan, FinanceWords words, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        var options = new SpreadCheetahOptions { PreserveStringWhitespace = true, WriteCellReferenceAttributes = true };
        await using (var book = await Spreadsheet.CreateNewAsync(output, options, cancellationToken))
        {
            var bold = book.AddStyle(new Style { Font = { Bold = true } });
            var money = book.AddStyle(new Style { Format = NumberFormat.Custom("#,##0.00\\ \"€\"") });
            var text = book.AddStyle(new Style { Alignment = { WrapText = true, Vertical = VerticalAlignment.Top } });
            await book.StartWorksheetAsync(words.Rows, Widths(27, 24, 13, 8, frozen: 1), cancellationToken);
            await book.AddHeaderRowAsync([.. words.Headings], bold, cancellationToken);
            foreach (var row in Rows(plan, words, money, text)) await book.AddRowAsync(row, cancellationToken);
            await book.StartWorksheetAsync(words.Form, Widths(58, 14), cancellationToken);
            foreach (var (line, cents) in words.Summary)
            {
                Cell[] cells = cents is { } sum ? [new(line, text), new(sum / 100m, money)] : [new(line, text)];
                await book.AddRowAsync(cells, cancellationToken);
            }

            await book.FinishAsync(cancellationToken);
        }

        return output.ToArray();
    }

    private static IEnumerable<Cell[]> Rows(FinancePlan plan, FinanceWords words, StyleId money, StyleId text)
    {
        foreach (var row in plan.Rows)
        {
            var name = words.Entry((FinanceEntry)row.Kind);
            yield return row.Kind == FinanceKind.UnpaidWork
                ? [new(name, text), new(row.What, text), default, new(row.Minutes / 60m)]
                : [new(name, text), new(row.What, text), new(row.Cents / 100m, money), default];
        }

        if (plan.HourlyRate is { } rate)
            yield return [new(words.Entry(FinanceEntry.HourlyRate), text), default, new(rate / 100m, money), default];
        yield return [new(words.Entry(FinanceEntry.Requested)), default, new(plan.Requested / 100m, money), default];
        yield return [new(words.Entry(FinanceEntry.Years)), default, new(plan.Years), default];
    }

    private static WorksheetOptions Widths(int first, int second, int third = 0, int fourth = 0, int frozen = 0)
    {
        var options = new WorksheetOptions { FrozenRows = frozen == 0 ? null : frozen };
        foreach (var (width, place) in new[] { first, second, third, fourth }.Select((width, place) => (width, place)))
            if (width > 0) options.Column(place + 1).Width = width;
        return options;
    }
}
