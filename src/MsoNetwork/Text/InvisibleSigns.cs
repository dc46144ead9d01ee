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

    private static bool IsInvisible(char letter) => letter > 127 && char.GetUnicodeCategory(letter) == UnicodeCategory.Format;
}
