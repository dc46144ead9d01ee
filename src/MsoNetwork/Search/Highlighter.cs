using MsoNetwork.Text;

namespace MsoNetwork.Search;

/// <summary>A piece of text, and whether it matched.</summary>
public sealed record TextFragment(string Text, bool Matched);

/// <summary>Marks what matched in a text, by the same rules as the index, whichever engine found it.</summary>
public static class Highlighter
{
    /// <summary>Longer texts are cut around the first match.</summary>
    private const int Longest = 240;

    /// <summary>A text with what matched in it; null when nothing did.</summary>
    public static List<TextFragment>? Mark(string text, ParsedQuery query)
    {
        var hits = Words.In(text).FindAll(word => query.Parts.Any(part => Matches(part, word)));
        if (hits.Count == 0) return null;
        var (from, to) = Cut(text, hits[0].Start);
        var fragments = new List<TextFragment>();
        var at = from;
        var pending = from > 0 ? "…" : "";
        foreach (var hit in hits)
        {
            if (hit.Start < at || hit.Start + hit.Length > to) continue;
            pending += text[at..hit.Start];
            if (pending.Length > 0) fragments.Add(new TextFragment(pending, false));
            fragments.Add(new TextFragment(text.Substring(hit.Start, hit.Length), true));
            (at, pending) = (hit.Start + hit.Length, "");
        }

        pending += text[at..to] + (to < text.Length ? "…" : "");
        if (pending.Length > 0) fragments.Add(new TextFragment(pending, false));
        return fragments;
    }

    /// <summary>A part of a long text around a place in it, cut between words.</summary>
    private static (int From, int To) Cut(string text, int around)
    {
        if (text.Length <= Longest) return (0, text.Length);
        var from = Math.Max(0, Math.Min(around - (Longest / 3), text.Length - Longest));
        if (from > 0 && text.IndexOf(' ', from) is > 0 and var blank && blank < around) from = blank + 1;
        var to = Math.Min(text.Length, from + Longest);
        if (to < text.Length && text.LastIndexOf(' ', to) is var end && end > around + Words.Longest) to = end;
        return (from, to);
    }

    private static bool Matches(QueryPart part, Word word)
    {
        for (var i = 0; i < part.Words.Count; i++)
        {
            var typed = part.Words[i];
            if (part.Words.Count > 1 && StopWords.All.Contains(typed)) continue;
            var goesOn = part.MayGoOn && i == part.Words.Count - 1;
            if (Matches(typed, word.Key, goesOn, !part.IsForeign) || IsNear(typed, part.Spelt[i], word, goesOn)) return true;
        }

        return false;
    }

    private static bool Matches(string typed, string word, bool goesOn, bool compounds)
    {
        if (typed == word || (goesOn && word.StartsWith(typed, StringComparison.Ordinal))) return true;
        var stem = Words.Stem(typed);
        if (stem == Words.Stem(word))
            return true;
        if (char.IsAsciiDigit(typed[0]))
            return false;
        const int Piece = 4,
            Rest = 3;
        if (
            compounds
            && typed.Length >= Piece
            && (
                (word.Length >= stem.Length + Rest && word.StartsWith(stem, StringComparison.Ordinal))
                || (word.Length >= typed.Length + Rest && word.EndsWith(typed, StringComparison.Ordinal))
            )
        )
        {
            return true;
        }

        return compounds && word.Length >= Piece && typed.Length >= word.Length + Piece - 1
            && (typed.StartsWith(Words.Stem(word), StringComparison.Ordinal) || typed.EndsWith(word, StringComparison.Ordinal));
    }

    /// <summary>As <see cref="NearWords"/>, for one word.</summary>
    private static bool IsNear(string typed, string spelt, Word word, bool goesOn)
    {
        if (char.IsAsciiDigit(typed[0])) return false;
        var limit = MatchRules.Typos(spelt.Length);
        if (
            limit > 0
            && goesOn
            && (EditDistance.ToPrefix(typed, word.Key, limit) <= limit || EditDistance.ToPrefix(spelt, word.Spelt, limit) <= limit)
        )
            return true;
        limit = MatchRules.Typos(Math.Max(spelt.Length, word.Spelt.Length));
        return limit > 0
            && (EditDistance.Between(typed, word.Key, limit) <= limit || EditDistance.Between(spelt, word.Spelt, limit) <= limit);
    }
}
