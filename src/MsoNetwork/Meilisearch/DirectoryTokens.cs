using MsoNetwork.DirectorySearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Text;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// Terms and places as single words of the index: a term is <c>xqtalanguage0de</c>, a place its AGS. What they are called stands in no
/// document but in the index's synonyms, under one word for each name (<c>xqnkoln</c>), which need no rebuild when a label changes. What a
/// typed word means is decided before, by the reader of all searches; here its answer becomes the words that are asked for.
/// </summary>
internal sealed class DirectoryTokens
{
    // These begin no word of any language of the site, and are more than two typos away from all.
    private const string Every = "xq";
    private const string Term = Every + "t", Called = Every + "s", Name = Every + "n", ForeignName = Every + "f", Near = Every + "r";

    private readonly Dictionary<string, string> _byMeaning = new(StringComparer.Ordinal);

    public DirectoryTokens(VocabularySet vocabularies, Gazetteer gazetteer)
    {
        Compounds = new CompoundWords(vocabularies, gazetteer);
        var names = new Dictionary<string, Meaning>(StringComparer.Ordinal);
        foreach (var term in Enum.GetValues<VocabularyName>().SelectMany(name => vocabularies[name].Terms))
        {
            foreach (var label in term.Labels.OrderBy(label => label.Language != CompoundWords.Language))
            {
                var isGerman = label.Language == CompoundWords.Language;
                foreach (var text in label.Synonyms.Prepend(label.Label)) Add(text, Of(term), OfCalled(term), isGerman);
            }
        }

        foreach (var (text, region) in RegionPhrases.Of(gazetteer)) Add(text, region.Key, Around(region));
        foreach (var (text, region) in RegionPhrases.OfLandscapes(gazetteer)) Add(text, region.Key, null);
        foreach (var (name, meaning) in names)
        {
            var tokens = string.Join(' ', meaning.Tokens);
            _byMeaning.TryAdd(tokens, name);
            foreach (var word in meaning.Words) _byMeaning.TryAdd($"{tokens} {word}", name);
        }

        Synonyms = names.ToDictionary(
            one => one.Key,
            one => (string[])[.. one.Value.Tokens, .. one.Value.Others, .. one.Value.Words],
            StringComparer.Ordinal);

        void Add(string text, string token, string? other, bool isGerman = true)
        {
            var words = Words.In(text).ConvertAll(word => word.Key);
            if (words.Count is 0 or > Phrases<object>.Most) return;
            var name = Alias(isGerman ? Name : ForeignName, words);
            if (!names.TryGetValue(name, out var known)) names.Add(name, known = new Meaning());
            known.Tokens.Add(token);
            if (other is not null) known.Others.Add(other);
            // "kültür" folds to a German word, which compounds begin with.
            if (words is not [var word]) known.Words.Add(string.Join(' ', words));
            else if (isGerman || !Compounds.IsKnown(word)) known.Words.Add(isGerman ? Words.Stem(word) : word);
        }
    }

    private sealed record Meaning
    {
        public SortedSet<string> Tokens { get; } = new(StringComparer.Ordinal);

        /// <summary>What means it less surely.</summary>
        public SortedSet<string> Others { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> Words { get; } = new(StringComparer.Ordinal);
    }

    /// <summary>The same for documents.</summary>
    public CompoundWords Compounds { get; }

    /// <summary>For the index's settings: what a word of a query finds besides itself.</summary>
    public IReadOnlyDictionary<string, string[]> Synonyms { get; }

    /// <summary>A term's word.</summary>
    public static string Of(Term term) =>
        Term + (char)('a' + (int)term.Vocabulary) + term.Key.ToLowerInvariant().Replace('-', '0').Replace('_', '0');

    /// <summary>The word of who is called like the term and has not chosen it.</summary>
    public static string OfCalled(Term term) => string.Concat(Called, Of(term).AsSpan(Term.Length));

    /// <summary>The word of who is in this district, for towns that are looked for next to it.</summary>
    public static string Around(string district) => Near + district;

    /// <summary>
    /// What is asked of the index for a part of a query: what the reader took it for, by a name whose synonyms are just that; else its
    /// words, in quotes where nothing but the word itself counts.
    /// </summary>
    public string Asked(UnderstoodPart part)
    {
        var terms = IsMeant(part.Parsed, part.Parsed.TermLikeness) ? part.Terms : [];
        var regions = IsMeant(part.Parsed, part.Parsed.PlaceLikeness) ? part.Regions : [];
        string[] tokens = [.. terms.Select(Of).Concat(regions.Select(region => region.Key)).Distinct().Order(StringComparer.Ordinal)];
        if (tokens.Length == 0) return Plain(part);
        var alias = Alias(part.Parsed.IsForeign ? ForeignName : Name, part.Words);
        if (Synonyms.TryGetValue(alias, out var meant) && tokens.All(meant.Contains)) return alias;
        // Begegnungs is asked for as Begegnung is, not by another name of the term.
        var meaning = string.Join(' ', tokens);
        return _byMeaning.GetValueOrDefault($"{meaning} {Words.Stem(part.Words[^1])}") ?? _byMeaning.GetValueOrDefault(meaning)
            ?? (part.MayGoOn ? Plain(part) : _byMeaning.GetValueOrDefault(tokens[0], tokens[0]));
    }

    /// <summary>
    /// What may be meant by a part with typos, by one that is still being typed, and by two words that are one: each is asked for, and a
    /// hit has one of them. Empty where <see cref="Asked"/> says all.
    /// </summary>
    public IReadOnlyList<string> Alternatives(UnderstoodPart part)
    {
        if (part.Parsed.Compound is { } compound) return [Asked(part), $"\"{Words.Stem(compound)}\""];
        if (part.Words.Count > 1) return [];
        var likeness = part.Terms.Count > 0 ? part.Parsed.TermLikeness : part.Parsed.PlaceLikeness;
        var isUnfinished = part.MayGoOn && likeness == Likeness.Beginning;
        if (part.Parsed.Forgiven == Forgiveness.Nothing && !isUnfinished) return [];
        var terms = isUnfinished || IsMeant(part.Parsed, part.Parsed.TermLikeness) ? part.Terms : [];
        var places = isUnfinished || IsMeant(part.Parsed, part.Parsed.PlaceLikeness) ? part.Regions : [];
        var words = part.MayGoOn ? null : part.Parsed.Meant;
        return
        [
            .. terms.Select(Of).Concat(places.Select(place => _byMeaning.GetValueOrDefault(place.Key, place.Key)))
                .Concat(words?.Select(word => $"\"{Folding.MatchKey(word)}\"") ?? [Folding.MatchKey(part.Words[0])])
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether the word stands for something, so that no beginning of it is meant.</summary>
    public static bool IsToken(string word) =>
        word.StartsWith(Every, StringComparison.Ordinal) || char.IsAsciiDigit(word[0]);

    private string Plain(UnderstoodPart part) =>
        string.Join(' ', part.Words.Select((word, at) => Plain(word, part, at == part.Words.Count - 1)));

    private string Plain(string word, UnderstoodPart part, bool isLast)
    {
        word = Folding.MatchKey(word); // "O.E.K." is OEK
        if (part.Parsed.Forgiven > Forgiveness.Nothing) return word;
        var asked = part.Parsed.IsForeign ? word : Words.Stem(word);
        if (isLast && part.MayGoOn) return asked;
        return Compounds.IsCompound(word) ? word : $"\"{asked}\"";
    }

    private static string? Around(RegionEntry region) =>
        region is { Level: RegionLevel.Municipality, Parent: { Children.Count: > 1 } district } ? Around(district.Key) : null;

    // Where nobody has the word itself (Relaxing), what it looks like counts.
    private static bool IsMeant(QueryPart part, Likeness likeness) => likeness switch
    {
        Likeness.Beginning or Likeness.Piece or Likeness.Typo => part.Forgiven >= Forgiveness.Typos,
        Likeness.TwoTypos => part.Forgiven >= Forgiveness.Guesses,
        _ => true,
    };

    /// <summary>Several words as one: Meilisearch looks up synonyms of three words at most, and counts ten words of a query.</summary>
    private static string Alias(string kind, IEnumerable<string> words) =>
        kind + string.Concat(words.SelectMany(word => word.Where(char.IsAsciiLetterOrDigit)));
}

/// <summary>The tokens of the vocabularies and regions as they are now, made anew when one of these was.</summary>
internal sealed class TokensNow(ReferenceSnapshot<VocabularySet> vocabularies, ReferenceSnapshot<Gazetteer> gazetteer)
{
    private Made? _made;

    public async Task<DirectoryTokens> GetAsync(CancellationToken cancellationToken)
    {
        var (terms, regions) = (await vocabularies.GetAsync(cancellationToken), await gazetteer.GetAsync(cancellationToken));
        if (_made is { } made && ReferenceEquals(made.Terms, terms) && ReferenceEquals(made.Regions, regions)) return made.Tokens;
        _made = made = new Made(terms, regions, new DirectoryTokens(terms, regions));
        return made.Tokens;
    }

    private sealed record Made(VocabularySet Terms, Gazetteer Regions, DirectoryTokens Tokens);
}
