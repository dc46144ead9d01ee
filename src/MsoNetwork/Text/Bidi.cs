using System.Globalization;

namespace MsoNetwork.Text;

/// <summary>
/// Names of the other direction inside a sentence. Without isolates a name in Latin letters drags the stop, the brackets and the number
/// beside it to its own side. Source: Unicode Standard Annex 9, 2.4 and 2.5.
/// </summary>
public static class Bidi
{
    /// <summary>FSI: what follows takes the direction of its first strong letter, and changes nothing around it.</summary>
    public const char Isolate = '\u2068';

    /// <summary>PDI: the end of what was isolated.</summary>
    public const char EndOfIsolate = '\u2069';

    /// <summary>Puts values into a form; in a form written from right to left, those with other letters are isolated.</summary>
    /// <param name="form">With {0}, {1} …</param>
    /// <param name="values">To be put in.</param>
    public static string Format(string form, params ReadOnlySpan<object?> values)
    {
        if (!form.Any(IsRightToLeft)) return string.Format(CultureInfo.InvariantCulture, form, values);
        var isolated = new object?[values.Length];
        for (var place = 0; place < values.Length; place++) isolated[place] = values[place] is string text ? Isolated(text) : values[place];
        return string.Format(CultureInfo.InvariantCulture, form, isolated);
    }

    /// <summary>Names of a list, each for itself where what stands between them is written from right to left.</summary>
    /// <param name="between">Separates them.</param>
    /// <param name="names">As they stand in the registry.</param>
    public static IEnumerable<string> Each(string between, IEnumerable<string> names) =>
        between.Any(IsRightToLeft) ? names.Select(Isolated) : names;

    private static string Isolated(string text) =>
        text.Any(IsLeftToRight) && !text.Contains(Isolate) ? $"{Isolate}{text}{EndOfIsolate}" : text;

    private static bool IsRightToLeft(char letter) =>
        letter is (>= '\u0590' and <= '\u08ff') or (>= '\ufb1d' and <= '\ufdff') or (>= '\ufe70' and <= '\ufefc');

    private static bool IsLeftToRight(char letter) => char.IsLetter(letter) && !IsRightToLeft(letter);
}
