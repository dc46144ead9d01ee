using System.Globalization;
using MsoNetwork.Import;

namespace MsoNetwork.FinancePlans;

/// <summary>What a row of the sheet is: a row of the plan, or one of its settings.</summary>
public enum FinanceEntry
{
    Cost,
    OtherCost,
    UnpaidWork,
    OwnMoney,
    PrivateMoney,
    PublicMoney,
    Requested,
    HourlyRate,
    Years,
}

/// <summary>What is wrong with a sheet.</summary>
public enum FinanceSheetFault
{
    /// <summary>It is no workbook and no CSV that can be read.</summary>
    Unreadable,
    TooLarge,
    Empty,

    /// <summary>The first column names nothing that is known.</summary>
    Kind,

    /// <summary>The third column is no amount of money.</summary>
    Money,

    /// <summary>The fourth column is no number of hours in full quarters.</summary>
    Hours,
    Years,

    /// <summary>1.234 is one and a bit to a machine, and one thousand and more to whoever wrote it.</summary>
    Ambiguous,
}

/// <summary>A plan read from a sheet, or what is wrong, by the row's number in the sheet (0: all of it).</summary>
public sealed record ReadSheet(FinancePlan? Plan, IReadOnlyList<(int Row, FinanceSheetFault Fault)> Wrong);

/// <summary>
/// Reads a plan from the first sheet of a workbook (or CSV): what, what for, euros, hours. The row says in its first cell what it is, in
/// any language of the pages. Other sheets are for people.
/// </summary>
public static class FinanceSheet
{
    private const int Largest = 1024 * 1024;

    /// <param name="bytes">The file.</param>
    /// <param name="entries">What rows are called, in all languages.</param>
    public static ReadSheet Read(byte[] bytes, IReadOnlyDictionary<string, FinanceEntry> entries)
    {
        if (bytes.Length > Largest) return Wrong(FinanceSheetFault.TooLarge);
        var (readable, _, problem) = UploadedFile.Prepare(bytes);
        if (problem != UploadProblem.None)
        {
            return Wrong(problem switch
            {
                UploadProblem.TooLarge => FinanceSheetFault.TooLarge,
                UploadProblem.Empty => FinanceSheetFault.Empty,
                _ => FinanceSheetFault.Unreadable,
            });
        }

        try
        {
            using var rows = UploadedFile.Open(readable);
            return rows.ReadHeader() ? new Reading(entries).Of(rows) : Wrong(FinanceSheetFault.Empty);
        }
        catch (ImportRefusedException)
        {
            return Wrong(FinanceSheetFault.Unreadable);
        }
    }

    private static ReadSheet Wrong(FinanceSheetFault fault) => new(null, [(0, fault)]);

    private sealed class Reading(IReadOnlyDictionary<string, FinanceEntry> entries)
    {
        private readonly List<FinanceRow> _rows = [];
        private readonly List<(int Row, FinanceSheetFault Fault)> _wrong = [];
        private int _requested;
        private int? _rate;
        private int _years = 1;

        public ReadSheet Of(ImportRows rows)
        {
            while (rows.Read())
            {
                var cells = rows.Cells.Select(cell => cell.Trim()).Concat(["", "", "", ""]).Take(4).ToArray();
                if (cells.All(cell => cell.Length == 0)) continue;
                if (_rows.Count == FinancePlan.MostRows) return Wrong(FinanceSheetFault.TooLarge);
                if (Take(cells) is { } fault) _wrong.Add((rows.Number, fault));
            }

            var plan = new FinancePlan(_rows, _requested, _rate, _years);
            return _wrong.Count > 0 ? new(null, _wrong)
                : plan.IsTooLarge ? Wrong(FinanceSheetFault.TooLarge) : new(plan, []);
        }

        private FinanceSheetFault? Take(string[] cells)
        {
            if (!entries.TryGetValue(cells[0], out var entry)) return FinanceSheetFault.Kind;
            var what = cells[1].Length <= FinancePlan.LongestWhat ? cells[1] : cells[1][..FinancePlan.LongestWhat];
            if (entry == FinanceEntry.UnpaidWork)
            {
                if (cells[3].Length == 0 && what.Length == 0) return null;
                if (TypedAmount.Minutes(Whole(cells[3].Length == 0 ? "0" : cells[3])) is not { } minutes) return FinanceSheetFault.Hours;
                _rows.Add(new(FinanceKind.UnpaidWork, what, 0, minutes));
                return null;
            }

            if (entry == FinanceEntry.Years)
            {
                if (!int.TryParse(cells[2], NumberStyles.None, CultureInfo.InvariantCulture, out var years)
                    || years is < 1 or > FinancePlan.MostYears) return FinanceSheetFault.Years;
                _years = years;
                return null;
            }

            if (cells[2].Length == 0 && (what.Length == 0 || entry >= FinanceEntry.Requested)) return null;
            var typed = Whole(cells[2].Length == 0 ? "0" : cells[2]);
            if (TypedAmount.IsAmbiguous(typed)) return FinanceSheetFault.Ambiguous;
            if (TypedAmount.Cents(typed) is not { } cents || (entry == FinanceEntry.HourlyRate && cents > FinancePlan.MostRate))
                return FinanceSheetFault.Money;
            switch (entry)
            {
                case FinanceEntry.Requested: _requested = cents; break;
                case FinanceEntry.HourlyRate: _rate = cents; break;
                default: _rows.Add(new((FinanceKind)entry, what, cents, 0)); break;
            }

            return null;
        }

        // What a formula gave may be 12.299999999999999 in the file.
        private static string Whole(string cell) =>
            cell.Length > 8 && !cell.Contains(',', StringComparison.Ordinal)
            && decimal.TryParse(
                cell, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            && decimal.Round(number, 2) is var cents && Math.Abs(cents - number) < 0.000001m
                ? cents.ToString("0.00", CultureInfo.InvariantCulture) : cell;
    }
}
