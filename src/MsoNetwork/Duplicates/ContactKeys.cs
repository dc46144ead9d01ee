using System.Text.RegularExpressions;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Text;

namespace MsoNetwork.Duplicates;

/// <summary>Contacts and addresses in one spelling each; null for what says nothing of who it is.</summary>
internal static partial class ContactKeys
{
    // Pages of these have the organisation in their path; their front page is everybody's, and their host tells nothing.
    private static readonly string[] Shared =
    [
        "facebook.com", "fb.com", "instagram.com", "youtube.com", "youtu.be", "tiktok.com", "twitter.com", "x.com", "linkedin.com",
        "xing.com",
        "t.me", "wa.me", "linktr.ee", "sites.google.com", "drive.google.com", "goo.gl", "bit.ly", "meetup.com", "betterplace.org",
        "eventbrite.de", "google.com", "jimdo.com", "jimdofree.com", "jimdosite.com", "wixsite.com", "wordpress.com", "blogspot.com",
        "weebly.com", "github.io", "npage.de", "beepworld.de", "de.tl", "chayns.site", "business.site", "strikingly.com", "webnode.page",
    ];

    // Whoever has an address there says nothing by it but the whole address.
    private static readonly string[] FreeMail =
    [
        "gmx.de", "gmx.net", "gmx.com", "gmx.at", "web.de", "gmail.com", "googlemail.com", "yahoo.de", "yahoo.com", "ymail.com",
        "hotmail.de", "hotmail.com", "outlook.de", "outlook.com", "live.de", "live.com", "msn.com", "t-online.de", "freenet.de",
        "arcor.de", "aol.com", "aol.de", "icloud.com", "me.com", "mac.com", "posteo.de", "posteo.net", "mailbox.org", "mail.de",
        "email.de", "online.de", "netcologne.de", "unitybox.de", "vodafone.de", "proton.me", "protonmail.com", "mail.ru", "yandex.ru",
        "ukr.net", "wp.pl", "o2.pl", "onet.pl", "1und1.de", "ok.de", "riseup.net", "bluewin.ch",
    ];

    /// <summary>Host and path, without scheme, www., query and what a front page is called.</summary>
    public static string? Website(string? address) => Read(address, isPath: true);

    /// <summary>
    /// A domain of its own, of the website or else of the mail address. Platforms and free mail are nobody's own; the site that somebody
    /// has below a platform's (verein.jimdofree.com) is.
    /// </summary>
    public static string? Domain(string? website, string? email) =>
        Read(website, isPath: false)
        ?? (email?.LastIndexOf('@') is >= 0 and var at && email[(at + 1)..].Trim().ToLowerInvariant() is var host
            && !FreeMail.Contains(host, StringComparer.Ordinal) ? Read(host, isPath: false) : null);

    private static bool IsShared(string host) => Shared.Contains(host, StringComparer.Ordinal);

    private static string? Read(string? address, bool isPath)
    {
        if (string.IsNullOrWhiteSpace(address)) return null;
        var whole = address.Contains("://", StringComparison.Ordinal) ? address : "https://" + address;
        if (!Uri.TryCreate(whole, UriKind.Absolute, out var uri)) return null;
        var host = uri.IdnHost.ToLowerInvariant();
        foreach (var prefix in (string[])["www.", "m.", "de-de."])
        {
            if (host.StartsWith(prefix, StringComparison.Ordinal)) host = host[prefix.Length..];
        }

        if (!isPath) return IsShared(host) ? null : host;
        var path = uri.AbsolutePath.Trim('/').ToLowerInvariant();
        if (path is "index.html" or "index.php" or "de" or "home") path = "";
        if (path.Length == 0 && IsShared(host)) return null;
        return path.Length == 0 ? host : $"{host}/{path}";
    }

    public static string? Email(string? address) =>
        string.IsNullOrWhiteSpace(address) ? null : address.Trim().ToLowerInvariant();

    /// <summary>E.164 (ITU): with and without country code are one. What is no valid number keeps its digits, from six on.</summary>
    public static string? Phone(string? number)
    {
        if (string.IsNullOrWhiteSpace(number)) return null;
        var valid = number[0] == '+' ? number : ContactValues.Phone(number); // what is stored has a country code
        if (valid?.Count(char.IsAsciiDigit) >= 6) return string.Concat(valid.Where(sign => sign == '+' || char.IsAsciiDigit(sign)));
        var digits = string.Concat(number.Where(char.IsAsciiDigit)).TrimStart('0');
        return digits.Length < 6 ? null : digits;
    }

    /// <summary>
    /// The number in a register, as texts have it ("VR 1234", "HRB 5678"); courts count each for themselves, so with the district.
    /// </summary>
    public static string? Register(string? text, string? municipality) =>
        text is not null && RegisterNumber().Match(text) is { Success: true } found
            ? $"{found.Groups["kind"].Value.ToUpperInvariant()} {found.Groups["number"].Value.TrimStart('0')} {municipality?[..5]}"
            : null;

    [GeneratedRegex(@"\b(?<kind>VR|HRB|GnR)[\s.:-]*(?:Nr\.?\s*)?(?<number>[0-9]{2,6})\b", RegexOptions.IgnoreCase)]
    private static partial Regex RegisterNumber();

    /// <summary>Street with house number and postcode: without a number it is half a quarter.</summary>
    public static string? Address(string? street, string? postcode)
    {
        if (street is null || postcode is null || !street.Any(char.IsAsciiDigit)) return null;
        var words = Folding.MatchKey(street).Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].EndsWith("str", StringComparison.Ordinal)) words[i] += "asse";
        }

        return $"{postcode} {string.Concat(words)}";
    }
}
