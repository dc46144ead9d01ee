using MsoNetwork.Text;

namespace MsoNetwork.Vocabularies;

/// <summary>A term with its labels, as read by everything but the seed.</summary>
public sealed class Term
{
    private readonly Dictionary<string, TermLabel> _byLanguage;
    private readonly TermLabel? _unlessTold;
    private string[]? _keysWithNarrower;

    internal Term(VocabularyName vocabulary, string key, int position, IReadOnlyList<TermLabel> labels)
    {
        Vocabulary = vocabulary;
        Key = key;
        Position = position;
        Labels = labels;
        _byLanguage = labels.ToDictionary(label => label.Language, StringComparer.OrdinalIgnoreCase);
        _unlessTold = _byLanguage.GetValueOrDefault(Languages.Default) ?? (labels.Count > 0 ? labels[0] : null);
    }

    public VocabularyName Vocabulary { get; }
    public string Key { get; }
    public int Position { get; }
    public Term? Broader { get; internal set; }
    public IReadOnlyList<Term> Narrower { get; internal set; } = [];
    public IReadOnlyList<TermLabel> Labels { get; }

    /// <summary>Its key and those of all terms below it: who asks for education also means schools.</summary>
    public string[] KeysWithNarrower => _keysWithNarrower ??= [Key, .. Narrower.SelectMany(term => term.KeysWithNarrower)];

    /// <summary>The label in the language asked for, else in its base language (en-GB → en), else German, else the key.</summary>
    public string Label(string? language) => Find(language)?.Label ?? Key;

    public TermLabel? Find(string? language)
    {
        if (language is null) return _unlessTold; // of every term of every row that is listed
        for (var tag = Languages.Normalise(language); tag.Length > 0;)
        {
            if (_byLanguage.TryGetValue(tag, out var label)) return label;
            var dash = tag.LastIndexOf('-');
            tag = dash < 0 ? "" : tag[..dash];
        }

        return _unlessTold;
    }
}

/// <summary>One vocabulary: its terms in display order, found by key, label or synonym.</summary>
public sealed class Vocabulary
{
    private readonly Dictionary<string, Term> _byKey;
    private readonly Dictionary<string, Term> _bySpelling = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Term> _byWord = new(StringComparer.Ordinal);

    internal Vocabulary(VocabularyName name, IReadOnlyList<Term> terms)
    {
        Name = name;
        Terms = terms;
        _byKey = terms.ToDictionary(term => term.Key, StringComparer.OrdinalIgnoreCase);
        foreach (var word in terms.SelectMany(term => term.Labels, (term, label) => (term, label.Label)))
            Add(word.term, word.Label);
        foreach (
            var (term, synonym) in terms.SelectMany(
                term => term.Labels.SelectMany(label => label.Synonyms),
                (term, synonym) => (term, synonym)
            )
        )
            Add(term, synonym);
    }

    public VocabularyName Name { get; }
    public IReadOnlyList<Term> Terms { get; }

    public Term? ByKey(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>
    /// By key, label or synonym in any language: as written (case aside), then folded (umlauts, diacritics, script). So "romanî", which is
    /// Romanian in Kurmanji, is not Romani.
    /// </summary>
    public Term? Resolve(string word) =>
        ByKey(word.Trim()) ?? _bySpelling.GetValueOrDefault(Spelling(word)) ?? _byWord.GetValueOrDefault(Folding.MatchKey(word));

    /// <summary>The terms for these keys, in vocabulary order of the array; keys that are gone are left out.</summary>
    public IReadOnlyList<Term> ByKeys(string[] keys)
    {
        if (keys.Length == 0) return [];
        var terms = new List<Term>(keys.Length);
        foreach (var key in keys)
        {
            if (ByKey(key) is { } term) terms.Add(term);
        }

        return terms;
    }

    /// <summary>The key most like the wrong one, for an error message; null when none is near.</summary>
    public string? Nearest(string wrong)
    {
        if (Resolve(wrong) is { } meant) return meant.Key;
        var typed = Folding.MatchKey(wrong);
        var best = Terms.Select(term => (term.Key, Distance: EditDistance.Between(typed, Folding.MatchKey(term.Key), 3)))
            .OrderBy(candidate => candidate.Distance).FirstOrDefault();
        return best.Key is not null && best.Distance <= Math.Min(3, typed.Length / 2) ? best.Key : null;
    }

    private static string Spelling(string word) => word.Trim().ToLowerInvariant();

    // The first term to claim a word keeps it: labels before synonyms, and in display order.
    private void Add(Term term, string word)
    {
        _bySpelling.TryAdd(Spelling(word), term);
        var key = Folding.MatchKey(word);
        if (key.Length > 0) _byWord.TryAdd(key, term);
    }
}

/// <summary>All vocabularies as of one moment.</summary>
public sealed class VocabularySet(IReadOnlyDictionary<VocabularyName, Vocabulary> vocabularies)
{
    public Vocabulary this[VocabularyName name] => vocabularies[name];
}
