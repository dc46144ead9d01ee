using System.Globalization;
using System.Text;

namespace MsoNetwork.FinancePlans;

/// <summary>Money and hours as people type them: 1.234,56 € and 1,234.56, in the digits of any script.</summary>
public static class TypedAmount
{
    /// <summary>Cents; null where it is no amount of money, or has parts of a cent.</summary>
    public static int? Cents(string typed) => Hundredths(typed, FinancePlan.MostCents);

    /// <summary>Minutes of hours in full quarters; null for anything else.</summary>
    public static int? Minutes(string typed) =>
        Hundredths(typed, FinancePlan.MostMinutes / 60 * 100) is { } hundredths && hundredths % 25 == 0 ? hundredths / 25 * 15 : null;

    /// <summary>
    /// A bare number in which 1.234 may be one and a bit, or one thousand and more. A sign of money says that a person wrote it.
    /// </summary>
    public static bool IsAmbiguous(string typed) => typed.All(letter => char.IsAsciiDigit(letter) || letter is '.' or ',')
        && typed.Count(letter => letter is '.' or ',') == 1 && typed.Length - typed.IndexOfAny(['.', ',']) == 4;

    private static int? Hundredths(string typed, int most)
    {
        var text = Plain(typed);
        var point = text.LastIndexOfAny(['.', ',']);
        // Three digits behind a sign are thousands, one or two are a fraction.
        if (point >= 0 && text.Length - point - 1 is not (1 or 2)) point = -1;
        var whole = point < 0 ? text : text[..point];
        var groups = whole.Split('.', ',');
        if (groups.Length > 1 && (groups[0].Length is 0 or > 3 || groups.Skip(1).Any(group => group.Length != 3))) return null;
        if (point >= 0 && whole.Contains(text[point], StringComparison.Ordinal)) return null;
        var digits = string.Concat(groups) + (point < 0 ? "00" : text[(point + 1)..].PadRight(2, '0'));
        return digits.Length > 2 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= most ? (int)number : null;
    }

    private static string Plain(string typed)
    {
        var text = new StringBuilder();
        foreach (var rune in typed.Replace("EUR", "", StringComparison.OrdinalIgnoreCase).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber) text.Append((int)Rune.GetNumericValue(rune));
            else if (rune.Value is '٫') text.Append('.');
            else if (rune.Value is '٬' or '\'' or '’' or '€' || Rune.IsWhiteSpace(rune)) continue;
            else text.Append(rune);
        }

        return text.ToString();
    }
}
