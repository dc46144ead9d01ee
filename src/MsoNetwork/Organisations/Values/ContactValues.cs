using System.Text.RegularExpressions;
using PhoneNumbers;

namespace MsoNetwork.Organisations.Values;

/// <summary>Contact values brought to the form that is stored; null for one that cannot be right.</summary>
internal static partial class ContactValues
{
    private static readonly PhoneNumberUtil Phones = PhoneNumberUtil.GetInstance();

    /// <summary>
    /// One address. Only the form is checked: whether it is read, nobody knows. Signs that mean something in a mailto: address are taken
    /// nowhere in it.
    /// </summary>
    public static string? Email(string text)
    {
        var address = text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? text[7..] : text;
        return address.Length <= 254 && address.IndexOf('@', StringComparison.Ordinal) <= 64 && EmailForm().IsMatch(address)
            ? address
            : null;
    }

    /// <summary>
    /// International form (+49 231 …); numbers without a country code are German. One that begins with 49 has lost its plus in a
    /// spreadsheet that took it for a number: read as a German one it would be somebody else's in Lower Saxony.
    /// </summary>
    public static string? Phone(string text)
    {
        try
        {
            var number = Phones.Parse(
                text.StartsWith("49", StringComparison.Ordinal) && text.Count(char.IsAsciiDigit) >= 9 ? "+" + text : text,
                "DE"
            );
            return Phones.IsValidNumber(number) ? Phones.Format(number, PhoneNumberFormat.INTERNATIONAL) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>An absolute http or https address; https:// is added where no scheme is given.</summary>
    public static string? Website(string text)
    {
        var address = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return address.Length <= 2_000
            && !address.Any(char.IsWhiteSpace)
            && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && uri.UserInfo.Length == 0
            && uri.HostNameType == UriHostNameType.Dns && uri.Host.Contains('.', StringComparison.Ordinal)
            ? address
            : null;
    }

    // Before the @ words with single dots between; after it a domain's labels (letters of any script, digits, hyphens inside; 63 at most),
    // the last of which begins with a letter.
    [GeneratedRegex(
        @"^[\p{L}\p{M}\p{N}!#$'*+^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$'*+^_`{|}~-]+)*@"
            + @"([\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+\p{L}[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}]\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex EmailForm();
}
