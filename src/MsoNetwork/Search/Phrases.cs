using MsoNetwork.Regions;
using MsoNetwork.Text;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Search;

/// <summary>How a phrase was recognised, the surest first.</summary>
public enum Likeness
{
    Same,
    Inflected,
    Beginning,
    Typo,
    TwoTypos,
}

/// <summary>Something that phrases name, found by one or several words in any language and spelling.</summary>
public sealed class Phrases<T>
    where T : notnull
{
    private readonly Dictionary<string, List<T>> _same = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<T>> _stems = new(StringComparer.Ordinal);
    private readonly WordList _keys;

    public Phrases(IEnumerable<(string Text, T Meaning)> texts)
    {
        foreach (var (text, meaning) in texts)
        {
            var words = Words.In(text);
            if (words.Count is 0 or > Most) continue;
            Put(_same, Key(words), meaning);
            Put(_stems, Stems(words), meaning);
        }

        _keys = new WordList([.. _same.Keys.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Words of the longest phrase that is recognised.</summary>
    public const int Most = 9;

    /// <summary>The meanings of exactly these words, endings aside.</summary>
    public (IReadOnlyList<T> Meanings, Likeness Likeness) Find(IReadOnlyList<Word> words) =>
        _same.TryGetValue(Key(words), out var same) ? (same, Likeness.Same)
        : _stems.TryGetValue(Stems(words), out var inflected) ? (inflected, Likeness.Inflected)
        : ([], Likeness.Same);

    /// <summary>The meanings that begin so, or that a typo or two away stand; the nearest only.</summary>
    public (IReadOnlyList<T> Meanings, Likeness Likeness) FindLike(Word typed, bool goesOn)
    {
        if (goesOn && typed.Key.Length >= 3)
        {
            var range = _keys.Beginning(typed.Key);
            var begun = new List<T>();
            for (var i = range.Start.Value; i < range.End.Value; i++)
                begun.AddRange(_same[_keys[i]].Where(meaning => !begun.Contains(meaning)));
            if (begun.Count > 0)
                return (begun, Likeness.Beginning);
        }

        var limit = char.IsAsciiDigit(typed.Key[0]) ? 0 : MatchRules.Typos(typed.Spelt.Length);
        if (limit == 0) return ([], Likeness.Typo);
        var nearest = limit + 1;
        var like = new List<T>();
        _keys.Near(typed.Key, limit, goesOn: false, (number, distance) =>
        {
            if (distance < nearest) like.Clear();
            if (distance > nearest) return;
            nearest = distance;
            like.AddRange(_same[_keys[number]].Where(meaning => !like.Contains(meaning)));
        });
        return (like, nearest == 1 ? Likeness.Typo : Likeness.TwoTypos);
    }

    /// <summary>
    /// The meanings of a compound's first piece, the longest that means something (Mädchengruppe: Mädchen), with or without a joining s or
    /// n.
    /// </summary>
    public IReadOnlyList<T> FindHead(string compound)
    {
        for (var cut = compound.Length - MatchRules.CompoundPiece; cut >= MatchRules.CompoundPiece; cut--)
        {
            if (_same.TryGetValue(compound[..cut], out var meanings))
                return meanings;
            if (cut > MatchRules.CompoundPiece && compound[cut - 1] is 's' or 'n' && _same.TryGetValue(compound[..(cut - 1)], out meanings))
                return meanings;
        }

        return [];
    }

    private static void Put(Dictionary<string, List<T>> phrases, string key, T meaning)
    {
        if (!phrases.TryGetValue(key, out var meanings)) phrases.Add(key, meanings = []);
        if (!meanings.Contains(meaning)) meanings.Add(meaning);
    }

    private static string Key(IReadOnlyList<Word> words) =>
        words.Count == 1 ? words[0].Key : string.Join(' ', words.Select(word => word.Key));

    private static string Stems(IReadOnlyList<Word> words) => string.Join(' ', words.Select(word => Words.Stem(word.Key)));
}

/// <summary>The names of terms and of places, made once for each state of the reference data.</summary>
public sealed class KnownPhrases(VocabularySet vocabularies, Gazetteer gazetteer)
{
    public VocabularySet Vocabularies { get; } = vocabularies;

    public Gazetteer Gazetteer { get; } = gazetteer;

    public Phrases<Term> Terms { get; } = new(
        from name in Enum.GetValues<VocabularyName>()
        from term in vocabularies[name].Terms
        from label in term.Labels
        from text in label.Synonyms.Prepend(label.Label)
        where !IsShort(text)
        select (text, term));

    /// <summary>The same for suggestions, while they are typed.</summary>
    public TermBeginnings Beginnings { get; } = new(vocabularies);

    private readonly ILookup<string, Term> _short = (
        from name in Enum.GetValues<VocabularyName>()
        from term in vocabularies[name].Terms
        from label in term.Labels
        from text in label.Synonyms.Prepend(label.Label)
        where IsShort(text)
        select (Text: Small(text), Term: term)).Distinct().ToLookup(pair => pair.Text, pair => pair.Term);

    /// <summary>
    /// Folded to one or two letters too many words are one: Turkish "iş" (work) is known as it is spelt only, so that "is" is none.
    /// </summary>
    public IReadOnlyList<Term> OfFewLetters(string typed) => [.. _short[Small(typed)]];

    private static bool IsShort(string text) => Words.In(text) is [{ Key.Length: <= 2 }];

    private static string Small(string text) => text.Replace('İ', 'i').ToLowerInvariant();

    /// <summary>
    /// Municipalities by all their names; districts and the others with their designation ("Kreis Düren") or where no municipality has the
    /// name.
    /// </summary>
    public Phrases<RegionEntry> Regions { get; } = new(NamesOf(gazetteer));

    private readonly Dictionary<string, bool> _german = Spellings(vocabularies);

    /// <summary>
    /// Whether this is a label or synonym of other languages only. Spellings come first (Turkish "kültür" is not "Kultur"), also in Turkish
    /// capitals;
    /// who writes without marks ("KADIN", "egitim") is known by the folded word.
    /// </summary>
    public bool IsForeign(string typed) =>
        (_german.TryGetValue(Small(typed), out var german)
            || _german.TryGetValue(typed.Replace('I', 'ı').Replace('İ', 'i').ToLowerInvariant(), out german)
            || _german.TryGetValue(Folded(typed), out german)) && !german;

    private static Dictionary<string, bool> Spellings(VocabularySet vocabularies)
    {
        var german = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var label in Enum.GetValues<VocabularyName>().SelectMany(name => vocabularies[name].Terms).SelectMany(term => term.Labels))
        {
            foreach (var text in label.Synonyms.Prepend(label.Label))
            {
                foreach (var spelling in (string[])[Small(text), Folded(text)])
                    german[spelling] = label.Language == "de" || german.GetValueOrDefault(spelling);
            }
        }

        return german;
    }

    private static string Folded(string text) => SegmentBuilder.KeyMark + Folding.MatchKey(text); // no spelling is taken for it

    private static IEnumerable<(string, RegionEntry)> NamesOf(Gazetteer gazetteer)
    {
        var towns = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var town in gazetteer
                .Regions.Where(region => region.Level == RegionLevel.Municipality)
                .OrderByDescending(region => region.Population)
        )
        {
            foreach (var name in town.OtherNames.Prepend(town.Name))
            {
                towns.Add(name);
                yield return (name, town);
            }
        }

        foreach (var region in gazetteer.Regions.Where(region => region.Level != RegionLevel.Municipality))
        {
            if (region is { Level: RegionLevel.District, Children.Count: 1 }) continue; // a town of its own, met as the town
            if (region.Designation is { } designation) yield return ($"{designation} {region.Name}", region);
            foreach (var name in region.OtherNames.Prepend(region.Name).Where(name => !towns.Contains(name))) yield return (name, region);
            if (region.Level == RegionLevel.State) yield return ("NRW", region);
        }
    }
}
