using MsoNetwork.Text;

namespace MsoNetwork.Duplicates;

/// <summary>Contacts and addresses in one spelling each; null for what says nothing of who it is.</summary>
internal static class ContactKeys
{
    // Pages of these have the organisation in their path; their front page is everybody's.
    private static readonly string[] Shared = ["facebook.com", "instagram.com", "youtube.com", "linktr.ee", "sites.google.com", "x.com"];

    /// <summary>Host and path, without scheme, www., query and what a front page is called.</summary>
    public static string? Website(string? address)
    {
        if (string.IsNullOrWhiteSpace(address)) return null;
        var whole = address.Contains("://", StringComparison.Ordinal) ? address : "https://" + address;
        if (!Uri.TryCreate(whole, UriKind.Absolute, out var uri)) return null;
        var host = uri.IdnHost.ToLowerInvariant();
        foreach (var prefix in (string[])["www.", "m.", "de-de."])
        {
            if (host.StartsWith(prefix, StringComparison.Ordinal)) host = host[prefix.Length..];
        }

        var path = uri.AbsolutePath.Trim('/').ToLowerInvariant();
        if (path is "index.html" or "index.php" or "de" or "home") path = "";
        if (path.Length == 0 && Shared.Contains(host, StringComparer.Ordinal)) return null;
        return path.Length == 0 ? host : $"{host}/{path}";
    }

    public static string? Email(string? address) =>
        string.IsNullOrWhiteSpace(address) ? null : address.Trim().ToLowerInvariant();

    /// <summary>The last digits: with and without country code are one.</summary>
    public static string? Phone(string? number)
    {
        if (number is null) return null;
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        digits = digits.StartsWith("0049", StringComparison.Ordinal) ? digits[4..]
            : digits.StartsWith("49", StringComparison.Ordinal) && !number.TrimStart().StartsWith('0') ? digits[2..]
            : digits;
        digits = digits.TrimStart('0');
        return digits.Length < 6 ? null : digits;
    }

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
