using System.Text.RegularExpressions;
using PhoneNumbers;

namespace MsoNetwork.Organisations.Values;

/// <summary>Contact values brought to the form that is stored; null for one that cannot be right.</summary>
internal static partial class ContactValues
{
    private const int LongestAreaCode = 6; // with its zero, or with 49 instead of it
    private const int ShortestNumber = 3; // behind an area code

    private static readonly PhoneNumberUtil Phones = PhoneNumberUtil.GetInstance();

    /// <summary>
    /// One address, also with a name in front (RFC 5322) or with a written-out sign. Only the form is checked: whether it is read, nobody
    /// knows. Signs that mean something in a mailto: address are taken nowhere in it.
    /// </summary>
    public static string? Email(string text)
    {
        var address = Named().Match(text) is { Success: true } named ? named.Groups["address"].Value : text;
        address = WrittenAt().Replace(address, "@", 1);
        if (address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) address = address[7..];
        return address.Length <= 254 && address.IndexOf('@', StringComparison.Ordinal) <= 64 && EmailForm().IsMatch(address)
            ? address
            : null;
    }

    /// <summary>
    /// International form (+49 231 …); numbers without a country code are German. One that begins with 49 has lost its plus in a
    /// spreadsheet that took it for a number: read as a German one it would be somebody else's in Lower Saxony. Null for what is more than
    /// one number ("1234-56 bis 59"): its digits in a row would be a third one's; and for a fax alone.
    /// </summary>
    public static string? Phone(string text)
    {
        if (AsNumber().Match(text) is { Success: true } whole) text = whole.Groups["whole"].Value;
        if (!IsOneNumber(text) || IsFax(text)) return null;
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

    /// <summary>What is wrong with a text that is no telephone number.</summary>
    public static string PhoneFault(string text) => IsFax(text) ? "the number of a fax, not of a telephone" : "not a telephone number";

    /// <summary>An absolute http or https address, also as a link in Markdown; https:// is added where no scheme is given.</summary>
    public static string? Website(string text)
    {
        var told = Link().Match(text) is { Success: true } link ? link.Groups["address"].Value : text;
        var address = told.Contains("://", StringComparison.Ordinal) ? told : "https://" + told;
        return address.Length <= 2_000
            && !address.Any(char.IsWhiteSpace)
            && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && uri.UserInfo.Length == 0
            && uri.HostNameType == UriHostNameType.Dns && uri.Host.Contains('.', StringComparison.Ordinal)
            ? address
            : null;
    }

    // What stands in front of the first digit may be a word ("Tel."). A slash ends the area code, and nothing else; "ext." is the only word
    // behind a number that is one number with it.
    private static bool IsOneNumber(string text)
    {
        if (OneNumber().Match(text) is not { Success: true } number) return false;
        var parts = number.Groups["number"].Value.Split('/');
        var before = string.Concat(parts[..^1].SelectMany(part => part).Where(char.IsAsciiDigit));
        if (parts.Length > 1 && (before.Length > (before.StartsWith("0049", StringComparison.Ordinal) ? 9 : LongestAreaCode + 1)
            || parts[^1].Count(char.IsAsciiDigit) < ShortestNumber)) return false;
        var local = CountryCode().Replace(number.Groups["number"].Value, "");
        return !TwoExtensions().IsMatch(local) && !Decimals().IsMatch(number.Groups["number"].Value);
    }

    private static bool IsFax(string text) => Fax().IsMatch(text) && !Telephone().IsMatch(text);

    [GeneratedRegex(@"^[^\d+(]*(?<number>[+(]?[\d][\d\s()./\u2010-\u2015-]*)((ext|extension)\.?\s*\d{1,5})?\s*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OneNumber();

    // From one extension to another: "1234-56 - 59", "12..59", and, behind an area code, "123456-12-13" (in threes and twos,
    // "123-45-67", many write one number).
    [GeneratedRegex(@"\d\s*[\u2010-\u2015-]\s*\d{1,4}\s+[\u2010-\u2015-]\s+\d{1,4}\s*\z|[.\u2010-\u2015-]\s*[.\u2010-\u2015-]|//"
        + @"|\d[\s()./\u2010-\u2015-]+\d{4,}(\s*[.\u2010-\u2015-]\s*\d{1,4}){2,}\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex TwoExtensions();

    [GeneratedRegex(@"^(\+|00)\d{1,3}[\s./\u2010-\u2015-]*(\(0\))?", RegexOptions.CultureInvariant)]
    private static partial Regex CountryCode();

    // As a spreadsheet writes a number with decimals.
    [GeneratedRegex(@"^(?<whole>\+?\d{6,})[.,]0{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AsNumber();

    // Behind the only point: an extension would have a hyphen.
    [GeneratedRegex(@"^[^.]*\d\.(\d|00|(?<=\d{7}\.)\d\d)\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimals();

    // Also in the languages of the site; "F" beside "T" is one.
    [GeneratedRegex(@"fax|faks|t[ée]l[ée]copie|факс|فاكس|فکس|نمابر|دورنگار|^\s*F(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Fax();

    [GeneratedRegex(@"\b(tel|telefon|telephone|téléphone|phone|fon|mobil|mobile|handy|ruf|тел|телефон|هاتف|تلفن)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Telephone();

    [GeneratedRegex(@"^[^<>@]*<\s*(?<address>[^<>\s]+)\s*>\z", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"\s*[(\[{]\s*(at|ät)\s*[)\]}]\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WrittenAt();

    [GeneratedRegex(@"^\[[^\]]*\]\((?<address>[^\s()]+)\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    // Before the @ words with single dots between; after it a domain's labels (letters of any script, digits, hyphens inside; 63 at most),
    // the last of which begins with a letter.
    [GeneratedRegex(
        @"^[\p{L}\p{M}\p{N}!#$'*+^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$'*+^_`{|}~-]+)*@"
            + @"([\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+\p{L}[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}]\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex EmailForm();
}
