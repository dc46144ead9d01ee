using System.Globalization;
using System.Text;
using MsoNetwork.Text;

namespace MsoNetwork.Search;

/// <summary>A word of a text.</summary>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
/// <param name="Length">How long it is there.</param>
/// <param name="Key">Its folded form: lower-case ASCII letters and digits.</param>
/// <param name="Spelt">The same with ae, oe and ue as they are written. Only typos look at it: "Soext" is one away from Soest, whose key is
/// "sost".</param>
public readonly record struct Word(int Start, int Length, string Key, string Spelt);

/// <summary>
/// Cuts texts into words, the same way for what is indexed and for what is typed. Words are folded (<see cref="Folding.MatchKey"/>);
/// everything that is no letter, digit, mark or apostrophe parts them (elisions and cases at an apostrophe are left out); single letters in
/// a row are one word ("e. V." is "ev").
/// </summary>
public static class Words
{
    /// <summary>Longer runs of letters are no words and are cut here.</summary>
    public const int Longest = 60;

    // Cases in Turkish after a name, and the English genitive; folded.
    private static readonly HashSet<string> Suffixes = new(StringComparer.Ordinal)
    {
        "de",
        "da",
        "te",
        "ta",
        "deki",
        "daki",
        "teki",
        "taki",
        "den",
        "dan",
        "ten",
        "tan",
        "e",
        "a",
        "ye",
        "ya",
        "i",
        "u",
        "yi",
        "yu",
        "in",
        "un",
        "nin",
        "nun",
        "li",
        "lu",
        "s",
    };

    public static List<Word> In(string text)
    {
        var words = new List<Word>();
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            while (Belonging(text, at) is > 0 and var units) at += units;
            if (at == start)
            {
                at++;
                continue;
            }

            var (from, to) = WithoutElision(text, start, at);
            foreach (var spelt in Folding.SortKey(text[from..to]).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                words.Add(new Word(from, to - from, Cut(Folding.MatchKey(spelt)), Cut(spelt)));
        }

        return Joined(words);
    }

    /// <summary>
    /// A word without its ending, for German mostly: the endings of CISTEM (Weissweiler and Fraser 2017) as long as four letters stay,
    /// so that Kulturen, Kultur and Frauen, Frau and Mädchen, Mädchens meet.
    /// </summary>
    public static string Stem(string key)
    {
        var end = key.Length;
        while (end > 4)
        {
            var word = key.AsSpan(0, end);
            if (
                end > 5
                && (
                    word.EndsWith("em", StringComparison.Ordinal)
                    || word.EndsWith("er", StringComparison.Ordinal)
                    || word.EndsWith("nd", StringComparison.Ordinal)
                )
            )
                end -= 2;
            else if (word[^1] is 'e' or 's' or 'n')
                end--;
            else
                break;
        }

        return end == key.Length ? key : key[..end];
    }

    /// <summary>
    /// French "d'Aix" and "l'école" are Aix and école, Turkish "Köln'de" (in) is Köln, "women's" is women. Only these: elsewhere an
    /// apostrophe is a letter (сім'я, Qur'an).
    /// </summary>
    private static (int Start, int End) WithoutElision(string text, int start, int end)
    {
        const int ShortestLeft = 3;
        var apostrophe = text.AsSpan(start, end - start).IndexOfAny("'’ʼ`");
        if (apostrophe < 0)
            return (start, end);
        if (apostrophe == 1 && end - start - 2 >= ShortestLeft && "dljmnstcDLJMNSTC".Contains(text[start]))
            return (start + 2, end);
        if (
            apostrophe >= ShortestLeft
            && Suffixes.Contains(Folding.SortKey(text[(start + apostrophe + 1)..end]))
            && char.IsBetween(text[start + apostrophe - 1], 'A', '\u024F')
        )
            return (start, start + apostrophe);
        return (start, end);
    }

    private static string Cut(string key) => key.Length <= Longest ? key : key[..Longest];

    private static List<Word> Joined(List<Word> words)
    {
        if (!words.Exists(word => word.Key.Length == 1)) return words;
        var joined = new List<Word>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            var last = i;
            while (last + 1 < words.Count && IsLetter(words[last]) && IsLetter(words[last + 1])) last++;
            if (last == i)
            {
                joined.Add(words[i]);
                continue;
            }

            var key = new StringBuilder();
            for (var j = i; j <= last; j++) key.Append(words[j].Key);
            joined.Add(new Word(words[i].Start, words[last].Start + words[last].Length - words[i].Start, key.ToString(), key.ToString()));
            i = last;
        }

        return joined;

        static bool IsLetter(Word word) => word.Key.Length == 1 && char.IsAsciiLetter(word.Key[0]);
    }

    /// <summary>The UTF-16 units of the letter, digit or mark that stands here; 0 when something else does.</summary>
    private static int Belonging(string text, int at)
    {
        if (at >= text.Length)
            return 0;
        if (text[at] < 128)
            return char.IsAsciiLetterOrDigit(text[at]) || text[at] is '\'' or '`' ? 1 : 0;
        if (!Rune.TryGetRuneAt(text, at, out var rune))
            return 0; // half of a pair
        return
            Rune.IsLetterOrDigit(rune)
            || text[at] is '’' or 'ʼ'
            || Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.SpacingCombiningMark
                    or UnicodeCategory.Format
            ? rune.Utf16SequenceLength
            : 0;
    }
}
