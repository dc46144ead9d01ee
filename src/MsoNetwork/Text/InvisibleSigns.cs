using System.Globalization;

namespace MsoNetwork.Text;

/// <summary>
/// Signs that nobody sees and that copying from pages and files brings along: zero-width blanks, byte order marks, soft hyphens, marks of
/// direction. Words of some scripts need theirs (Persian's zero-width non-joiner), so only what is compared letter by letter goes without.
/// </summary>
public static class InvisibleSigns
{
    /// <summary>The text without them, and without blanks around it.</summary>
    public static string Without(string text) => !System.Text.Ascii.IsValid(text) && text.Any(IsInvisible)
        ? string.Concat(text.Where(letter => !IsInvisible(letter))).Trim()
        : text;

    /// <summary>
    /// A name or word without those that mean nothing in any script; Latin letters need no joiners either. Marks of direction stay.
    /// </summary>
    public static string WithoutIdle(string text)
    {
        if (System.Text.Ascii.IsValid(text) || !text.Any(letter => IsIdle(letter) || IsJoiner(letter))) return text;
        var needsJoiners = text.Any(letter => letter is (> '\u0590' and < '\u2000') or > '\u206F');
        return string.Concat(text.Where(letter => !IsIdle(letter) && (needsJoiners || !IsJoiner(letter)))).Trim();
    }

    /// <summary>Signs that turn the direction of all that follows: a name with one makes the text around it look like another.</summary>
    public static bool Turns(char letter) => letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>The text without those; marks of direction, which turn nothing but themselves, stay.</summary>
    public static string WithoutTurns(string text) => !text.Any(Turns) ? text : string.Concat(text.Where(letter => !Turns(letter)));

    /// <summary>What somebody typed into a field of several lines: without those, and without blanks around it.</summary>
    public static string Typed(string? text) => WithoutTurns(text ?? "").Trim();

    /// <summary>A name of one line, also without control characters.</summary>
    public static string TypedName(string? text) => Typed(string.Concat((text ?? "").Where(letter => !char.IsControl(letter))));

    // Zero-width blank, word joiner and its invisible neighbours, soft hyphen, byte order mark.
    private static bool IsIdle(char letter) => letter is '\u00AD' or '\u200B' or (>= '\u2060' and <= '\u2064') or '\uFEFF';

    private static bool IsJoiner(char letter) => letter is '\u200C' or '\u200D';

    private static bool IsInvisible(char letter) => letter > 127 && char.GetUnicodeCategory(letter) == UnicodeCategory.Format;
}
