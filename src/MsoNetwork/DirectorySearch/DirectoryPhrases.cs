using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.DirectorySearch;

/// <summary>What terms and places are called, made once for each state of the vocabularies and regions.</summary>
public sealed class DirectoryPhrases
{
    private const string TextsAreIn = "de";

    private readonly Dictionary<TermMeaning, Term> _terms;
    private readonly Dictionary<PlaceMeaning, RegionEntry> _regions;

    public DirectoryPhrases(VocabularySet vocabularies, Gazetteer gazetteer)
    {
        (Vocabularies, Gazetteer) = (vocabularies, gazetteer);
        _terms = Enum.GetValues<VocabularyName>()
            .SelectMany(name => vocabularies[name].Terms)
            .ToDictionary(term => MeaningOf(term, vocabularies));
        _regions = gazetteer.Regions.ToDictionary(MeaningOf);
        var meanings = _regions.ToDictionary(pair => pair.Value, pair => pair.Key);
        var parts = gazetteer.Regions.Where(region => region.Landscapes.Count > 0).ToDictionary(region => region, PartOfLandscape);
        foreach (var (region, meaning) in parts) _regions.Add(meaning, region);
        Known = new KnownPhrases(
            [.. _terms.SelectMany(pair => NamesOf(pair.Value, pair.Key))],
            RegionPhrases.Of(gazetteer)
                .Select(name => (name.Text, meanings[name.Region]))
                .Concat(RegionPhrases.OfLandscapes(gazetteer).Select(name => (name.Text, parts[name.Region]))),
            gazetteer
                .Postcodes.OrderBy(entry => !entry.IsArea)
                .ThenByDescending(entry => entry.Municipality.Population)
                .ToLookup(entry => entry.Postcode, entry => new CodedPlace(meanings[entry.Municipality], Point(entry.Location)))
        );
        Beginnings = new TermBeginnings(vocabularies);
    }

    public VocabularySet Vocabularies { get; }

    public Gazetteer Gazetteer { get; }

    /// <summary>The same for the engine.</summary>
    public KnownPhrases Known { get; }

    internal LastRead LastRead { get; } = new();

    /// <summary>Terms for suggestions, while they are typed.</summary>
    public TermBeginnings Beginnings { get; }

    public IReadOnlyList<Term> Of(IReadOnlyList<TermMeaning> meanings) => [.. meanings.Select(meaning => _terms[meaning])];

    public IReadOnlyList<RegionEntry> Of(IReadOnlyList<PlaceMeaning> meanings) => [.. meanings.Select(Of)];

    public RegionEntry Of(PlaceMeaning meaning) => _regions[meaning];

    internal static GeoPosition Point(Position position) => new(position.Latitude, position.Longitude);

    private static TermMeaning MeaningOf(Term term, VocabularySet vocabularies) =>
        new(
            DirectoryKeys.Of(term.Vocabulary, term.Key),
            [.. term.KeysWithNarrower.Where(key => key != term.Key).Select(key => DirectoryKeys.Of(term.Vocabulary, key))],
            [
                .. term
                    .Labels.Where(label => label.Language == TextsAreIn)
                    .SelectMany(label => label.Synonyms.Prepend(label.Label))
                    .SelectMany(text => Words.In(text) is [var single] ? [single.Key] : Array.Empty<string>()),
            ]
        )
        {
            Twins = KindTwins.Of(term, vocabularies),
        };

    // The other towns of a town's district are near enough.
    private static PlaceMeaning MeaningOf(RegionEntry region) =>
        new(region.Key, Point(region.Centre), region is { Level: RegionLevel.Municipality, Parent: { } district } ? district.Key : null);

    private static PlaceMeaning PartOfLandscape(RegionEntry region) =>
        new(region.Key, Point(region.Centre), around: null) { IsWhole = true };

    private static IEnumerable<TermName> NamesOf(Term term, TermMeaning meaning) =>
        from label in term.Labels
        from text in label.Synonyms.Prepend(label.Label)
        select new TermName(text, meaning, label.Language != TextsAreIn);
}
