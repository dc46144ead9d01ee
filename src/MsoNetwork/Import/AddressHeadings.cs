using System.Text.RegularExpressions;
using MsoNetwork.Text;

namespace MsoNetwork.Import;

/// <summary>Headings that name several parts of an address: none of our columns holds them together.</summary>
internal static partial class AddressHeadings
{
    private static readonly (string Column, string[] Words)[] OfAddresses =
    [
        ("street", ["strasse", "str", "street", "hausnummer"]),
        ("postcode", ["plz", "postleitzahl", "postcode", "zip"]),
        ("town", ["ort", "stadt", "gemeinde", "wohnort", "town", "city"]),
    ];

    /// <summary>The columns of an address that a heading names, if several: postcode and town for "PLZ/Ort".</summary>
    public static IReadOnlyList<string> Several(string heading)
    {
        var words = Folding.MatchKey(heading).Split(' ');
        if (words is [var glued] && Glued().Match(glued) is { Success: true } two) words = [two.Groups[1].Value, two.Groups[2].Value];
        var named = OfAddresses.Where(part => part.Words.Any(word => words.Contains(word, StringComparer.Ordinal))).ToList();
        return named.Count < 2 ? [] : [.. named.Select(part => part.Column)];
    }

    /// <summary>"postcode and town need columns of their own"; null for a heading of one thing.</summary>
    public static string? Apart(string heading) => Several(heading) is { Count: > 0 } several ? Apart(several) : null;

    public static string Apart(IReadOnlyList<string> columns) =>
        $"{string.Join(", ", columns.Take(columns.Count - 1))} and {columns[^1]} need columns of their own";

    [GeneratedRegex(@"^(plz|postleitzahl|ort|stadt)(?:und)?(plz|postleitzahl|ort|stadt)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Glued();
}
