namespace MsoNetwork.Search;

/// <summary>How a phrase was recognised, the surest first.</summary>
public enum Likeness
{
    Same,
    Inflected,
    Beginning,

    /// <summary>The first piece of a compound.</summary>
    Piece,
    Typo,
    TwoTypos,
}

/// <summary>
/// Something that phrases name, found by one or several words in any language and spelling. A name that is spelt as typed wins over those
/// that are only folded to the same, and names in the script typed over those in others.
/// </summary>
public sealed class Phrases<T>
    where T : notnull
{
    private readonly Dictionary<string, List<Name>> _same = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Name>> _stems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Name>> _latin = new(StringComparer.Ordinal);
    private readonly WordList _keys;
    private readonly bool _areWords;

    /// <param name="texts">All names.</param>
    /// <param name="areWords">
    /// True for words of a language, false for proper names. Words are guessed with more care: of the same first letter only.
    /// </param>
    public Phrases(IEnumerable<(string Text, T Meaning)> texts, bool areWords = false)
    {
        _areWords = areWords;
        foreach (var (text, meaning) in texts)
        {
            var words = Words.In(text);
            if (words.Count is 0 or > Most) continue;
            var name = new Name(meaning, Spelling.Of(text, words), Spelling.Typed(text, words), Spelling.ScriptOf(text));
            Put(_same, Key(words), name);
            Put(_stems, Stems(words), name);
            if (!areWords || name.Script != Script.Cyrillic) continue;
            foreach (var spelling in LatinSpelling.AllOf(Key(words))) Put(_latin, spelling, name);
        }

        _keys = new WordList([.. _same.Keys.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Words of the longest phrase that is recognised.</summary>
    public const int Most = 9;

    /// <summary>The meanings of exactly these words of a text, endings aside.</summary>
    public (IReadOnlyList<T> Meanings, Likeness Likeness) Find(string text, IReadOnlyList<Word> words)
    {
        if (_same.TryGetValue(Key(words), out var same)) return (Spelt(same, text, words), Likeness.Same);
        if (_stems.TryGetValue(Stems(words), out var inflected)) return (InScriptOf(text, words, inflected), Likeness.Inflected);
        return ([], Likeness.Same);
    }

    /// <summary>Whether these words are a name as they are spelt.</summary>
    public bool IsSpelt(string text, IReadOnlyList<Word> words) =>
        _same.TryGetValue(Key(words), out var names)
        && Spelling.Of(text, words) is var spelling
        && names.Exists(name => name.Spelling == spelling);

    /// <summary>The meanings of these words when they are Russian or Ukrainian in Latin letters, however that was typed.</summary>
    public IReadOnlyList<T> FindLatin(IReadOnlyList<Word> words) =>
        words.Sum(word => word.Key.Length) >= LatinSpelling.Shortest && _latin.TryGetValue(LatinSpelling.Of(Key(words)), out var names)
            ? Meanings(names)
            : [];

    /// <summary>The meanings that begin so, or that a typo or two away stand; the nearest only.</summary>
    public (IReadOnlyList<T> Meanings, Likeness Likeness) FindLike(string text, Word typed, bool goesOn)
    {
        var script = Spelling.ScriptOf(text.Substring(typed.Start, typed.Length));
        if (goesOn && typed.Key.Length >= 3)
        {
            var range = _keys.Beginning(typed.Key);
            var begun = new List<T>();
            for (var i = range.Start.Value; i < range.End.Value; i++) Add(begun, _same[_keys[i]].Where(name => MayBe(name, script)));
            if (begun.Count > 0)
                return (begun, Likeness.Beginning);
        }

        var limit = char.IsAsciiDigit(typed.Key[0]) ? 0 : MatchRules.Typos(typed.Spelt.Length - (_areWords ? 1 : 0));
        if (limit == 0) return ([], Likeness.Typo);
        var spelling = Spelling.Of(text, [typed]);
        var nearest = limit + 1;
        var like = new List<T>();
        _keys.Near(typed.Key, limit, goesOn: false, (number, distance) =>
        {
            if (distance > nearest || (_areWords && _keys[number][0] != typed.Key[0])) return;
            var names = _same[_keys[number]]
                .Where(name => MayBe(name, script) && (!_areWords || distance + Spelling.Marks(spelling, name.Spelling) <= limit + 0.5))
                .ToList();
            if (names.Count == 0) return;
            if (distance < nearest) like.Clear();
            nearest = distance;
            Add(like, names);
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
                return Meanings(meanings);
            if (cut > MatchRules.CompoundPiece && compound[cut - 1] is 's' or 'n' && _same.TryGetValue(compound[..(cut - 1)], out meanings))
                return Meanings(meanings);
        }

        return [];
    }

    /// <summary>A typo or a beginning stays in its script: folded Arabic words are short, and near to many others.</summary>
    private bool MayBe(Name name, Script typed) => !_areWords || name.Script == typed;

    private static List<T> Spelt(List<Name> names, string text, IReadOnlyList<Word> words)
    {
        if (names.Count == 1) return [names[0].Meaning];
        var spelling = Spelling.Of(text, words);
        var spelt = names.FindAll(name => name.Spelling == spelling);
        var typed = spelt.Count > 1 ? Spelling.Typed(text, words) : "";
        if (spelt.Exists(name => name.Typed == typed)) return Meanings(spelt.FindAll(name => name.Typed == typed));
        if (spelt.Count > 0) return Meanings(spelt);
        var script = Spelling.ScriptOf(spelling);
        var written = names.FindAll(name => name.Script == script);
        return Meanings(written.Count > 0 ? written : names);
    }

    private static List<T> InScriptOf(string text, IReadOnlyList<Word> words, List<Name> names)
    {
        var script = Spelling.ScriptOf(Spelling.Of(text, words));
        var written = names.FindAll(name => name.Script == script);
        return Meanings(written.Count > 0 || script != Script.Latin ? written : names);
    }

    private static List<T> Meanings(List<Name> names)
    {
        var meanings = new List<T>(names.Count);
        Add(meanings, names);
        return meanings;
    }

    private static void Add(List<T> meanings, IEnumerable<Name> names)
    {
        foreach (var name in names)
        {
            if (!meanings.Contains(name.Meaning)) meanings.Add(name.Meaning);
        }
    }

    private static void Put(Dictionary<string, List<Name>> phrases, string key, Name name)
    {
        if (!phrases.TryGetValue(key, out var names)) phrases.Add(key, names = []);
        names.Add(name);
    }

    private static string Key(IReadOnlyList<Word> words) =>
        words.Count == 1 ? words[0].Key : string.Join(' ', words.Select(word => word.Key));

    private static string Stems(IReadOnlyList<Word> words) => string.Join(' ', words.Select(word => Words.Stem(word.Key)));

    private readonly record struct Name(T Meaning, string Spelling, string Typed, Script Script);
}
