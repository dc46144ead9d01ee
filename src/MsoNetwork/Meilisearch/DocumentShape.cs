using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Meilisearch;

/// <summary>Makes Meilisearch's documents, with the vocabularies and regions as of one moment.</summary>
internal sealed class DocumentShape(VocabularySet vocabularies, Gazetteer gazetteer)
{
    private static readonly int[] Levels = [2, 3, 5, 8];

    private readonly CompoundWords _compounds = new(vocabularies);
    private readonly Dictionary<Term, string[]> _wordsOf = [];

    public IndexedDocument Of(OrganisationDocument document)
    {
        var topics = Terms(VocabularyName.Topics, document.Topics);
        var targetGroups = Terms(VocabularyName.TargetGroups, document.TargetGroups);
        var offers = Terms(VocabularyName.Offers, document.Offers);
        var languages = Terms(VocabularyName.Languages, document.Languages);
        var origins = Terms(VocabularyName.Origins, document.Origins);
        var kinds = Terms(VocabularyName.OrganisationKinds, document.Kind is { } kind ? [kind] : []);
        var name = Folded(document.Name);
        var alternateNames = Folded(document.AlternateNames);
        var keywords = Folded(document.Keywords);
        return new IndexedDocument
        {
            Id = document.Id,
            Name = name,
            AlternateNames = alternateNames,
            Terms =
            [
                .. topics
                    .Concat(targetGroups)
                    .Concat(offers)
                    .Concat(kinds)
                    .Concat(languages)
                    .Concat(origins)
                    .SelectMany(WordsOf)
                    .Distinct(StringComparer.Ordinal),
            ],
            Keywords = keywords,
            Town = Town(document),
            Region = Region(document),
            Descriptions = Folded(document.Descriptions.Values.Concat(document.Notes)),
            Pieces = _compounds.PiecesOf([name, .. alternateNames, .. keywords]),
            Topics = Keys(topics),
            TargetGroups = Keys(targetGroups),
            Offers = Keys(offers),
            Languages = Keys(languages),
            Origins = Keys(origins),
            Kinds = Keys(kinds),
            Status = document.Status.ToString(),
            Verified = document.Verification != VerificationState.Unverified,
            Office = Offices.Are(document.Kind),
            State = Prefix(document.MunicipalityKey, 2),
            GovernmentDistrict = Prefix(document.MunicipalityKey, 3),
            District = Prefix(document.MunicipalityKey, 5),
            Municipality = document.MunicipalityKey,
            Reach = [.. document.ActiveIn.Append(document.MunicipalityKey).SelectMany(PrefixesOf).Distinct(StringComparer.Ordinal)],
            ActiveIn = document.ActiveIn,
            UpdatedAt = UnixSeconds(document.UpdatedAt),
            SortName = document.SortName,
            NameWords = Words.In(document.Name).Count,
            Freshness = document.Freshness,
            Geo = Point(document.Location),
        };
    }

    /// <summary>To the microsecond, as PostgreSQL has it; exact in a double.</summary>
    public static double UnixSeconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond / 1e6;

    /// <summary>The keys of the regions above and of the region itself.</summary>
    public static IEnumerable<string> PrefixesOf(string key) =>
        Levels.Where(digits => digits <= key.Length).Select(digits => key[..digits]);

    private static string Prefix(string key, int digits) => key.Length <= digits ? key : key[..digits];

    private static GeoPoint? Point(Position place) =>
        Math.Abs(place.Latitude) <= 90 && Math.Abs(place.Longitude) <= 180 ? new GeoPoint(place.Latitude, place.Longitude) : null;

    private static string[] Keys(List<Term> terms) => [.. terms.Select(term => term.Key)];

    /// <summary>A text as its words, cut and folded as those of queries are.</summary>
    private static string Folded(string text) => string.Join(' ', Words.In(text).Select(word => word.Key));

    private static string[] Folded(IEnumerable<string> texts) =>
        [.. texts.Select(Folded).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)];

    private List<Term> Terms(VocabularyName name, string[] keys)
    {
        var terms = new List<Term>();
        foreach (var term in vocabularies[name].ByKeys(keys))
        {
            for (var each = term; each is not null && !terms.Contains(each); each = each.Broader) terms.Add(each);
        }

        return terms;
    }

    private string[] WordsOf(Term term)
    {
        if (!_wordsOf.TryGetValue(term, out var words))
            _wordsOf.Add(term, words = Folded(term.Labels.SelectMany(label => label.Synonyms.Prepend(label.Label))));
        return words;
    }

    private string[] Town(OrganisationDocument document)
    {
        var municipality = gazetteer.ByKey(document.MunicipalityKey);
        return Folded([
            document.Town,
            .. document.Postcode is { } postcode ? [postcode] : Array.Empty<string>(),
            .. municipality is null ? [] : NamesOf(municipality),
        ]);
    }

    /// <summary>
    /// Without the seat's government district: they are called after a town, and half of the Rhineland would be found by "Köln".
    /// </summary>
    private string[] Region(OrganisationDocument document) => Folded(
        PrefixesOf(document.MunicipalityKey).Where(key => key.Length is 2 or 5).Concat(document.ActiveIn)
            .Select(gazetteer.ByKey).OfType<RegionEntry>().SelectMany(NamesOf)
            .Concat(PrefixesOf(document.MunicipalityKey).Concat(document.ActiveIn)
                .Select(gazetteer.ByKey).OfType<RegionEntry>().SelectMany(region => region.Landscapes)));

    private static IEnumerable<string> NamesOf(RegionEntry region) =>
        [region.Name, .. region.OtherNames, .. region.ShortName is { } shortName ? [shortName] : Array.Empty<string>()];
}
