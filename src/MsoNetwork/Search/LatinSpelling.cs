using System.Text;

namespace MsoNetwork.Search;

/// <summary>
/// Russian and Ukrainian in Latin letters, however it was typed: nemetskiy, nemeckij and nemezkij are one, and so are zhenshchiny,
/// zhenschiny and zenschini. Which letters a keyboard has decides, so hissing sounds (c, ts, z, zh, ch, sh, s) are one, and j, y and i,
/// v and w.
/// </summary>
internal static class LatinSpelling
{
    /// <summary>Letters from which on a word is looked for like this.</summary>
    public const int Shortest = 5;

    private static readonly (string From, string To)[] Rules =
    [
        ("tsch", "s"), ("sch", "s"), ("sh", "s"), ("zh", "s"), ("kh", "h"), ("ch", "s"), ("ts", "s"), ("tz", "s"), ("c", "s"), ("z", "s"),
        ("w", "v"), ("y", "i"), ("j", "i"),
    ];

    /// <summary>What a word of the vocabulary may be typed as: zh is written j, too.</summary>
    public static IEnumerable<string> AllOf(string key) =>
        new[] { Of(key), Of(key.Replace("zh", "j", StringComparison.Ordinal)) }.Distinct(StringComparer.Ordinal);

    /// <param name="key">Words as folding transliterates or leaves them.</param>
    public static string Of(string key)
    {
        var result = new StringBuilder(key.Length);
        for (var at = 0; at < key.Length;)
        {
            var (from, to) = Array.Find(Rules, rule => string.CompareOrdinal(key, at, rule.From, 0, rule.From.Length) == 0);
            to ??= key[at].ToString();
            at += from?.Length ?? 1;
            if (result.Length == 0 || result[^1] != to[0]) result.Append(to);
        }

        return result.ToString();
    }
}
