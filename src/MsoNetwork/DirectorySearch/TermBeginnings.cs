using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.DirectorySearch;

/// <summary>
/// Terms while somebody types. The rules:
/// 1. A label or a synonym in any language begins so, or a later word of a label does; spellings are folded.
/// 2. For Latin letters only Latin labels count: nobody who types "kol" means how a Ukrainian word is transliterated.
/// 3. Marks that somebody has typed are meant ("köl" does not begin Kolumbien); those left out are forgiven.
/// 4. Order: a label before a synonym, its first word before a later one, then the term that more organisations have, then the shorter
/// label.
/// </summary>
public sealed class TermBeginnings
{
    /// <summary>Letters from which on terms are suggested.</summary>
    public const int Shortest = 2;

    private readonly Entry[] _entries;

    public TermBeginnings(VocabularySet vocabularies)
    {
        var entries =
            from name in Enum.GetValues<VocabularyName>()
            from term in vocabularies[name].Terms
            from label in term.Labels
            from entry in Of(term, label.Label, isLabel: true)
                .Concat(label.Synonyms.SelectMany(synonym => Of(term, synonym, isLabel: false)))
            select entry;
        _entries = [.. entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)];
    }

    /// <param name="typed">What was typed.</param>
    /// <param name="having">How many organisations have a term.</param>
    public IEnumerable<Term> Find(string typed, Func<Term, int> having)
    {
        var key = KeyOf(Words.In(typed));
        if (key.Length < Shortest) return [];
        var (spelt, latin) = (Small(typed.Trim()), IsLatin(typed));
        var isPlain = spelt.All(char.IsAscii);
        return Begun(key)
            .Where(entry => (entry.IsLatin || !latin) && (isPlain || !latin || entry.Spelt.StartsWith(spelt, StringComparison.Ordinal)))
            .GroupBy(
                entry => entry.Term,
                (term, entries) => (Term: term, Best: entries.Min(entry => (!entry.IsLabel, !entry.IsFirst, entry.Key.Length)))
            )
            .OrderBy(found => (found.Best.Item1, found.Best.Item2))
            .ThenByDescending(found => having(found.Term))
            .ThenBy(found => found.Best.Length)
            .ThenBy(found => (found.Term.Vocabulary, found.Term.Position))
            .Select(found => found.Term);
    }

    private IEnumerable<Entry> Begun(string key)
    {
        var (low, high) = (0, _entries.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(_entries[middle].Key, key) < 0) low = middle + 1;
            else high = middle;
        }

        for (; low < _entries.Length && _entries[low].Key.StartsWith(key, StringComparison.Ordinal); low++) yield return _entries[low];
    }

    private static IEnumerable<Entry> Of(Term term, string text, bool isLabel)
    {
        var words = Words.In(text);
        var latin = IsLatin(text);
        for (var from = 0; from < (isLabel ? words.Count : Math.Min(1, words.Count)); from++)
        {
            if (from > 0 && StopWords.All.Contains(words[from].Key)) continue;
            yield return new Entry(KeyOf(words[from..]), Small(text[words[from].Start..]), latin, isLabel, from == 0, term);
        }
    }

    private static string KeyOf(List<Word> words) => string.Join(' ', words.Select(word => word.Key));

    private static string Small(string text) => text.Normalize().Replace('İ', 'i').ToLowerInvariant();

    private static bool IsLatin(string text) =>
        !text.Any(letter => char.IsLetter(letter) && letter > '\u024F' && letter is not (>= '\u1E00' and <= '\u1EFF'));

    private readonly record struct Entry(string Key, string Spelt, bool IsLatin, bool IsLabel, bool IsFirst, Term Term);
}
