using System.Text;
using AnyAscii;

namespace MsoNetwork.Text;

/// <summary>
/// Spellings brought to one form. All functions are total: any string in (also lone surrogates), lower-case ASCII out.
/// Other scripts are transliterated letter by letter (AnyAscii), so Дортмунд becomes "dortmund".
/// </summary>
public static class Folding
{
    /// <summary>For order (DIN 5007-1: ä sorts as a): letters and digits, words parted by one blank.</summary>
    public static string SortKey(string text)
    {
        var result = new StringBuilder(text.Length);
        var pendingBlank = false;
        foreach (var letter in Ascii(text))
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                if (pendingBlank && result.Length > 0) result.Append(' ');
                pendingBlank = false;
                result.Append(char.ToLowerInvariant(letter));
            }
            else if (letter is not ('\'' or '`' or '’'))
            {
                pendingBlank = true;
            }
        }

        return result.ToString();
    }

    /// <summary>For comparison: as <see cref="SortKey"/>, and ae, oe, ue as a, o, u, so that Köln, Koeln and Koln are one.</summary>
    public static string MatchKey(string text)
    {
        var key = SortKey(text);
        if (!key.Contains('e', StringComparison.Ordinal)) return key;
        var result = new StringBuilder(key.Length);
        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] == 'e' && i > 0 && key[i - 1] is 'a' or 'o' or 'u' && !(i > 1 && key[i - 2] == 'q')) continue;
            result.Append(key[i]);
        }

        return result.ToString();
    }

    /// <summary>
    /// For addresses of pages: German umlauts spelt out (Köln → koeln), hyphens for anything else, at most 80 characters.
    /// </summary>
    public static string Slug(string text)
    {
        var spelt = text.Normalize(NormalizationForm.FormC)
            .Replace("ä", "ae", StringComparison.Ordinal).Replace("Ä", "Ae", StringComparison.Ordinal)
            .Replace("ö", "oe", StringComparison.Ordinal).Replace("Ö", "Oe", StringComparison.Ordinal)
            .Replace("ü", "ue", StringComparison.Ordinal).Replace("Ü", "Ue", StringComparison.Ordinal);
        var slug = SortKey(spelt).Replace(' ', '-');
        return slug.Length <= 80 ? slug : slug[..80].TrimEnd('-');
    }

    /// <summary>The same where several may be called alike: 60 characters of the title at most, and the end of the id.</summary>
    public static string Slug(string title, Guid id)
    {
        var words = Slug(title.Length <= 200 ? title : title[..200]);
        var beginning = words.Length <= 60 ? words : words[..60].TrimEnd('-');
        return $"{beginning}-{id.ToString("N")[^8..]}".TrimStart('-');
    }

    private static string Ascii(string text)
    {
        foreach (var letter in text)
        {
            if (letter > 127) return Wellformed(text).Transliterate();
        }

        return text;
    }

    private static string Wellformed(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var clean = Encoding.UTF8.GetString(bytes).Normalize(NormalizationForm.FormKC);
        // Combining marks (Arabic vowel signs, decomposed accents) carry no letter of their own.
        var result = new StringBuilder(clean.Length);
        foreach (var rune in clean.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.Format)) result.Append(rune.ToString());
        }

        return result.ToString();
    }
}
