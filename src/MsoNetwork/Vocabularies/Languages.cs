using System.Text.RegularExpressions;

namespace MsoNetwork.Vocabularies;

/// <summary>Language tags as requests bring them.</summary>
public static partial class Languages
{
    /// <summary>The directory's own language.</summary>
    public const string Default = "de";

    /// <summary>Those that labels, pages and texts are written in.</summary>
    public static IReadOnlyList<string> Spoken { get; } = ["de", "en", "tr", "ar", "uk", "ru", "fr", "pl", "ro", "kmr", "fa"];

    /// <summary>
    /// A BCP 47 tag in its usual spelling: blanks off, underscores to hyphens; ku means Kurmanji here, whatever stands behind it.
    /// </summary>
    public static string Normalise(string? tag)
    {
        if (string.IsNullOrWhiteSpace(tag)) return Default;
        var normal = tag.Trim().Replace('_', '-');
        var isKurdish = normal.StartsWith("ku", StringComparison.OrdinalIgnoreCase) && (normal.Length == 2 || normal[2] == '-');
        return isKurdish ? "kmr" + normal[2..] : normal;
    }

    /// <summary>Whether it has a tag's form; nobody knows all tags.</summary>
    public static bool IsTag(ReadOnlySpan<char> text) => Tag().IsMatch(text);

    [GeneratedRegex("^[a-z]{2,3}([-_][a-z0-9]{2,8})*\\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
