using System.Globalization;
using System.Text;
using MsoNetwork.Text;

namespace MsoNetwork.Search;

/// <summary>A word of a text.</summary>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
/// <param name="Length">How long it is there.</param>
/// <param name="Key">Its folded form: lower-case ASCII letters and digits.</param>
/// <param name="Spelt">The same with ae, oe and ue as they are written. Only typos look at it: "Soext" is one away from Soest, whose key is "sost".</param>
public readonly record struct Word(int Start, int Length, string Key, string Spelt);

/// <summary>
/// Cuts texts into words, the same way for what is indexed and for what is typed. Words are folded (<see cref="Folding.MatchKey"/>);
/// everything that is no letter, digit, mark or apostrophe parts them; single letters in a row are one word ("e. V." is "ev").
/// </summary>
public static class Words
{
    /// <summary>Longer runs of letters are no words and are cut here.</summary>
    public const int Longest = 60;

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

            foreach (var spelt in Folding.SortKey(text[start..at]).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                words.Add(new Word(start, at - start, Cut(Folding.MatchKey(spelt)), Cut(spelt)));
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
            if (end > 5 && (word.EndsWith("em", StringComparison.Ordinal) || word.EndsWith("er", StringComparison.Ordinal) || word.EndsWith("nd", StringComparison.Ordinal))) end -= 2;
            else if (word[^1] is 'e' or 's' or 'n') end--;
            else break;
        }

        return end == key.Length ? key : key[..end];
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
        if (at >= text.Length) return 0;
        if (text[at] < 128) return char.IsAsciiLetterOrDigit(text[at]) || text[at] is '\'' or '`' ? 1 : 0;
        if (!Rune.TryGetRuneAt(text, at, out var rune)) return 0; // half of a pair
        return Rune.IsLetterOrDigit(rune) || text[at] is '’' or 'ʼ'
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format ? rune.Utf16SequenceLength : 0;
    }
}
