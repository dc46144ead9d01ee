using System.Text;

namespace MsoNetwork.Search;

/// <summary>
/// Russian and Ukrainian in Latin letters, however it was typed: nemetskiy, nemeckij and nemezkij are one. Which letters a keyboard has
/// decides, so c, ts and z, j, y and i, v and w, and the ways to write sh are not told apart.
/// </summary>
internal static class LatinSpelling
{
    /// <summary>Letters from which on a word is looked for like this.</summary>
    public const int Shortest = 5;

    private static readonly (string From, string To)[] Rules =
    [
        ("schtsch", "sq"), ("shch", "sq"), ("tsch", "q"), ("sch", "s"), ("sh", "s"), ("zh", "j"), ("kh", "h"), ("ch", "q"), ("ts", "z"),
        ("tz", "z"), ("c", "z"), ("w", "v"), ("y", "i"), ("j", "i"),
    ];

    /// <param name="key">Words as folding transliterates or leaves them.</param>
    public static string Of(string key)
    {
        var result = new StringBuilder(key.Length);
        for (var at = 0; at < key.Length;)
        {
            var (from, to) = Array.Find(Rules, rule => string.CompareOrdinal(key, at, rule.From, 0, rule.From.Length) == 0);
            to ??= key[at].ToString();
            at += from?.Length ?? 1;
            foreach (var letter in to)
            {
                var one = letter == 'j' ? 'i' : letter; // zh is written j, too
                if (result.Length == 0 || result[^1] != one) result.Append(one);
            }
        }

        return result.ToString();
    }
}
