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
