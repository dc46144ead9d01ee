using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MsoNetwork.Mail;

/// <summary>Addresses of mail as people type them.</summary>
public static partial class MailAddress
{
    /// <summary>Characters; no server takes more.</summary>
    public const int Longest = 254;

    /// <summary>
    /// One address in the form that is stored, with its domain in small letters; null for what cannot be one. Only the form is checked:
    /// whether somebody reads it, a confirmation shows.
    /// </summary>
    public static string? Read(string? typed)
    {
        // What comes along when an address is copied, and is seen by nobody.
        var text = string.Concat((typed ?? "").Where(letter => char.GetUnicodeCategory(letter) != UnicodeCategory.Format)).Trim();
        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) text = text[7..];
        if (text.Length > Longest || text.IndexOf('@', StringComparison.Ordinal) > 64 || !Form().IsMatch(text)) return null;
        var at = text.LastIndexOf('@');
        return text[..at].Normalize(NormalizationForm.FormC) + text[at..].Normalize(NormalizationForm.FormC).ToLowerInvariant();
    }

    /// <summary>
    /// What two spellings of an address have in common, to compare and to count by. Servers may tell capitals apart; people do not.
    /// </summary>
    public static string Key(string address) => address.Trim().ToLowerInvariant();

    // As the import reads them: words with single dots between; a domain's labels, the last of which begins with a letter.
    [GeneratedRegex(
        @"^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@"
            + @"([\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+\p{L}[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}]\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
