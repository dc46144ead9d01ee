using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Text;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Meilisearch;

/// <summary>Makes Meilisearch's documents, with the vocabularies and regions as of one moment.</summary>
internal sealed class DocumentShape(VocabularySet vocabularies, CompoundWords compounds)
{
    private static readonly int[] Levels = [2, 3, 5, 8];

    // Kinds of organisations with the keys of what they mean nearly.
    private readonly (Term Kind, IReadOnlyList<string> Keys)[] _twins =
        [.. vocabularies[VocabularyName.OrganisationKinds].Terms.Select(kind => (kind, KindTwins.Of(kind, vocabularies)))];

    public IndexedDocument Of(OrganisationDocument document)
    {
        var exact = Chosen(document).ToHashSet();
        var topics = WithBroader(exact, VocabularyName.Topics);
        var targetGroups = WithBroader(exact, VocabularyName.TargetGroups);
        var offers = WithBroader(exact, VocabularyName.Offers);
        var languages = WithBroader(exact, VocabularyName.Languages);
        var origins = WithBroader(exact, VocabularyName.Origins);
        var kinds = WithBroader(exact, VocabularyName.OrganisationKinds);
        string[] names = [document.Name, .. document.AlternateNames];
        Term[] chosen = [.. topics, .. targetGroups, .. offers, .. kinds, .. languages, .. origins];
        var called = SaidIn(names);
        var said = called.Union(SaidIn([.. document.Keywords, .. document.Descriptions.Values, .. document.Notes]));
        return new IndexedDocument
        {
            Id = document.Id,
            Place = [.. PrefixesOf(document.MunicipalityKey)],
            WorksIn = Some([.. document.ActiveIn.SelectMany(PrefixesOf).Except(PrefixesOf(document.MunicipalityKey))]),
            Name = Folded(document.Name),
            NameForms = Some(Forms([document.Name])),
            AlternateNames = Some(Searched(document.AlternateNames)),
            CalledTerms = Some(Tokens(chosen.Where(called.Contains))),
            Terms = Some(Tokens(exact)),
            BroaderTerms = Some(Tokens(chosen.Except(exact))),
            Keywords = Some(Searched(document.Keywords)),
            SaidTerms = Some([
                .. Tokens(TwinsOf(chosen).Except(chosen)),
                .. said.Except(chosen).Select(DirectoryTokens.OfCalled).Distinct(StringComparer.Ordinal),
            ]),
            Town = Folded([document.Town, .. document.Postcode is { } postcode ? [postcode] : Array.Empty<string>()]),
            Descriptions = Some(Searched(document.Descriptions.Values.Concat(document.Notes))),
            Around = DirectoryTokens.Around(Prefix(document.MunicipalityKey, 5)),
            Topics = Some(Keys(topics)),
            TargetGroups = Some(Keys(targetGroups)),
            Offers = Some(Keys(offers)),
            Languages = Some(Keys(languages)),
            Origins = Some(Keys(origins)),
            Kinds = Some(Keys(kinds)),
            Status = document.Status.ToString(),
            Verified = document.Verification != VerificationState.Unverified,
            Office = Offices.Are(document.Kind),
            State = Prefix(document.MunicipalityKey, 2),
            GovernmentDistrict = Prefix(document.MunicipalityKey, 3),
            District = Prefix(document.MunicipalityKey, 5),
            Municipality = document.MunicipalityKey,
            ActiveIn = Some(document.ActiveIn),
            UpdatedAt = UnixSeconds(document.UpdatedAt),
            ConfirmedDay = document.VerifiedOn?.DayNumber ?? 0,
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

    private static string[]? Some(string[] values) => values.Length == 0 ? null : values;

    private static string[] Keys(List<Term> terms) => [.. terms.Select(term => term.Key)];

    /// <summary>A text as its words, cut and folded as those of queries are.</summary>
    private static string Folded(string text) => string.Join(' ', Words.In(text).Select(word => Folding.MatchKey(word.Key)));

    private static string[] Folded(IEnumerable<string> texts) =>
        [.. texts.Select(Folded).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)];

    private static List<Term> WithBroader(IEnumerable<Term> chosen, VocabularyName name)
    {
        var terms = new List<Term>();
        foreach (var term in chosen.Where(term => term.Vocabulary == name))
        {
            for (var each = term; each is not null && !terms.Contains(each); each = each.Broader) terms.Add(each);
        }

        return terms;
    }

    private IEnumerable<Term> Chosen(OrganisationDocument document) =>
        from chosen in (IEnumerable<(VocabularyName Name, string[] Keys)>)
        [
            (VocabularyName.Topics, document.Topics), (VocabularyName.TargetGroups, document.TargetGroups),
            (VocabularyName.Offers, document.Offers), (VocabularyName.Languages, document.Languages),
            (VocabularyName.Origins, document.Origins), (VocabularyName.OrganisationKinds, document.Kind is { } kind ? [kind] : []),
        ]
        from term in vocabularies[chosen.Name].ByKeys(chosen.Keys)
        select term;

    private static string[] Tokens(IEnumerable<Term> terms) => [.. terms.Select(DirectoryTokens.Of).Distinct(StringComparer.Ordinal)];

    /// <summary>Texts as words; then, as values of their own, what else is found in them.</summary>
    private string[] Searched(IEnumerable<string> texts) => [.. Folded(texts), .. Forms(texts)];

    /// <summary>The words of texts without their endings, and the pieces of compounds, as far as they are no words of the texts.</summary>
    private string[] Forms(IEnumerable<string> texts)
    {
        var words = Folded(texts).SelectMany(text => text.Split(' ')).ToHashSet(StringComparer.Ordinal);
        var forms = words.Select(Words.Stem).Concat(words.SelectMany(compounds.In).Select(Words.Stem)).Distinct(StringComparer.Ordinal);
        var others = string.Join(' ', forms.Where(word => !words.Contains(word)));
        return others.Length == 0 ? [] : [others];
    }

    /// <summary>What texts call by a German word: "jüdische Gemeinde" is also who calls itself Synagoge.</summary>
    private HashSet<Term> SaidIn(IEnumerable<string> texts)
    {
        var said = new HashSet<Term>();
        foreach (var known in Folded(texts).SelectMany(text => text.Split(' ')).Distinct(StringComparer.Ordinal).SelectMany(compounds.In))
            said.UnionWith(compounds.TermsOf(known));
        return said;
    }

    // A term means nearly what its twin means (KindTwins).
    private IEnumerable<Term> TwinsOf(Term[] chosen)
    {
        var keys = chosen.Select(term => DirectoryKeys.Of(term.Vocabulary, term.Key)).ToHashSet(StringComparer.Ordinal);
        return from twin in _twins where twin.Keys.Any(keys.Contains) select twin.Kind;
    }
}
