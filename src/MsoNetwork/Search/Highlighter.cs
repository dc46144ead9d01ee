using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Text;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Search;

/// <summary>What a highlighted text is.</summary>
public enum HighlightField
{
    Name,
    AlternateName,
    Topic,
    TargetGroup,
    Offer,
    Language,
    Origin,
    Kind,
    Keyword,
    Town,
    Description,
}

/// <summary>A piece of text, and whether it matched.</summary>
public sealed record TextFragment(string Text, bool Matched);

/// <summary>A text of an entry in which something matched.</summary>
/// <param name="Field">Which text.</param>
/// <param name="Language">BCP 47 tag of a description.</param>
/// <param name="Fragments">The text in pieces; together they are the text, or a part of a long one with … where it is cut.</param>
public sealed record Highlight(HighlightField Field, string? Language, IReadOnlyList<TextFragment> Fragments);

/// <summary>Marks what matched, by the same rules as the index, whichever engine found the entry.</summary>
public static class Highlighter
{
    /// <summary>Longer texts are cut around the first match.</summary>
    private const int Longest = 240;

    public static IReadOnlyList<Highlight> Of(OrganisationEntry entry, UnderstoodQuery query, VocabularySet vocabularies)
    {
        if (query.Parts.Count == 0) return [];
        var highlights = new List<Highlight>();
        void Text(HighlightField field, string? text, string? language = null)
        {
            if (text is not null && Marked(text, query) is { } fragments) highlights.Add(new Highlight(field, language, fragments));
        }

        Text(HighlightField.Name, entry.Name);
        foreach (var name in entry.AlternateNames) Text(HighlightField.AlternateName, name);
        highlights.AddRange(Terms(entry, query, vocabularies));
        foreach (var keyword in entry.Keywords) Text(HighlightField.Keyword, keyword);
        Town(entry, query, highlights);
        foreach (var field in OrganisationFields.ByLanguage.Where(field => field.IsSearched))
        {
            foreach (var (language, text) in entry.Texts(field.Column)) Text(HighlightField.Description, text, language);
        }

        return highlights;
    }

    private static IEnumerable<Highlight> Terms(OrganisationEntry entry, UnderstoodQuery query, VocabularySet vocabularies)
    {
        foreach (var (field, vocabulary, keys) in ((HighlightField, VocabularyName, string[])[])
            [
                (HighlightField.Topic, VocabularyName.Topics, entry.Topics),
                (HighlightField.TargetGroup, VocabularyName.TargetGroups, entry.TargetGroups),
                (HighlightField.Offer, VocabularyName.Offers, entry.Offers),
                (HighlightField.Language, VocabularyName.Languages, entry.Languages),
                (HighlightField.Origin, VocabularyName.Origins, entry.Origins),
                (HighlightField.Kind, VocabularyName.OrganisationKinds, entry.Kind is { } kind ? [kind] : []),
            ])
        {
            foreach (var term in vocabularies[vocabulary].ByKeys(keys))
            {
                if (Means(query, term)) yield return new Highlight(field, null, [new TextFragment(term.Label(null), true)]);
            }
        }
    }

    private static void Town(OrganisationEntry entry, UnderstoodQuery query, List<Highlight> highlights)
    {
        if (query.Parts.Any(part => part.Regions.Any(region => entry.MunicipalityKey.StartsWith(region.Key, StringComparison.Ordinal))))
            highlights.Add(new Highlight(HighlightField.Town, null, [new TextFragment(entry.Town, true)]));
        else if (Marked(entry.Town, query) is { } fragments) highlights.Add(new Highlight(HighlightField.Town, null, fragments));
    }

    /// <summary>Whether something typed means this term, or one above it.</summary>
    internal static bool Means(UnderstoodQuery query, Term term) =>
        query.Parts.Any(part => part.Terms.Any(meant => IsOrBelow(term, meant)));

    private static bool IsOrBelow(Term term, Term meant)
    {
        for (var above = term; above is not null; above = above.Broader)
        {
            if (above == meant) return true;
        }

        return false;
    }

    /// <summary>A text with what matched in it; null when nothing did.</summary>
    internal static List<TextFragment>? Marked(string text, UnderstoodQuery query)
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
