using MsoNetwork.DirectorySearch;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Regions;
using Position = MsoNetwork.Regions.Position;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// A question in Meilisearch's words: one query for hits, total and facets, and one for each facet that is filtered by.
/// </summary>
internal sealed class SearchRequests
{
    /// <summary>Meilisearch looks at the first ten words of a query and silently leaves out the others.</summary>
    public const int MostWords = 10;

    private readonly SearchQuestion _question;
    private readonly SearchConditions _conditions;
    private readonly SearchRequest _base;

    public SearchRequests(SearchQuestion question, IReadOnlyList<string> texts, string index)
    {
        if (question.Filter.WithinPolygon is not null)
            throw new NotSupportedBySearchEngineException("a polygon over _geo; _geoPolygon takes _geojson only.");
        (_question, _conditions) = (question, new SearchConditions(question));
        // all: which words count was decided before, and where hits may lack some of them, our own index answers.
        _base = new SearchRequest(index)
        {
            Q = Text(question.Query.Parts, texts),
            MatchingStrategy = "all",
            AttributesToSearchOn = question.NamesOnly ? ["name", "nameForms", "alternateNames"] : null,
        };
    }

    /// <summary>
    /// A page of hits with the exact total, which only page mode counts, and with all facets that are not filtered by.
    /// </summary>
    /// <param name="page">Its number, from 1.</param>
    /// <param name="size">Hits of a page.</param>
    /// <param name="regions">The regions that the facet offers; null for no facets.</param>
    public (SearchRequest Request, FacetName[] Facets) Page(int page, int size, RegionFacet? regions)
    {
        var facets = regions is null ? [] : _question.Facets.Where(facet => !_conditions.Has(facet)).ToArray();
        return (
            _base with
            {
                Filter = _conditions.All,
                Sort = Order(),
                AttributesToRetrieve = ["id"],
                ShowRankingScore = true,
                Page = page,
                HitsPerPage = size,
                Facets = regions is null ? null : AttributesOf(facets, regions),
            },
            facets);
    }

    /// <summary>A query for each facet that is filtered by, without its own filter and without hits.</summary>
    public IEnumerable<(SearchRequest Request, FacetName[] Facets)> Counts(RegionFacet regions) =>
        from facet in _question.Facets.Where(_conditions.Has)
        select (
            _base with
            {
                Filter = _conditions.Without(facet),
                Page = 1,
                HitsPerPage = 0,
                Facets = AttributesOf([facet], regions),
            },
            (FacetName[])[facet]);

    /// <summary>The attributes that a facet is counted by.</summary>
    public static IReadOnlyList<string> Attributes(FacetName facet, RegionFacet regions) => facet switch
    {
        FacetName.Topics => ["topics"],
        FacetName.TargetGroups => ["targetGroups"],
        FacetName.Languages => ["languages"],
        FacetName.Origins => ["origins"],
        FacetName.Kinds => ["kinds"],
        _ => regions.Attributes,
    };

    /// <summary>
    /// The words, folded as in the index. A blank at the end says that the last word is finished; else it is a beginning as well. Folded
    /// words are letters and digits, so no quotes but ours and no minus signs ask for phrases and exclusions.
    /// </summary>
    private static string? Text(IReadOnlyList<UnderstoodPart> parts, IReadOnlyList<string> texts)
    {
        if (parts.Count == 0)
            return null;
        var words = texts.SelectMany(text => text.Split(' ')).ToList();
        var isCut = words.Count > MostWords || words[^1].EndsWith('"') || DirectoryTokens.IsToken(words[^1]);
        return string.Join(' ', words.Take(MostWords)) + (isCut || !parts[^1].MayGoOn ? " " : "");
    }

    private static string[]? AttributesOf(FacetName[] facets, RegionFacet regions) =>
        facets.Length == 0 ? null : [.. facets.SelectMany(facet => Attributes(facet, regions)).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// With words the distance and the shorter name only decide between equally good ones (the rule sort stands late), and the ranking
    /// rules go on from there. Without words this is the order. Within a town or landscape that is named nobody is nearer.
    /// </summary>
    private string[] Order() => (Centre(), _question.Query.Parts.Count) switch
    {
        ({ } centre, 0) => [FilterText.Nearest(centre.Latitude, centre.Longitude), "id:asc"],
        ({ } centre, _) => [FilterText.Nearest(centre.Latitude, centre.Longitude), "nameWords:asc"],
        (null, 0) => ["sortName:asc", "id:asc"],
        _ => ["nameWords:asc"],
    };

    /// <summary>The point asked for, else the circle's in the text, else that of a district or a larger region in the text.</summary>
    private Position? Centre() =>
        _question.Criteria.Near is { } near ? new Position(near.Centre.Y, near.Centre.X)
        : _question.Query.Around is { } around ? around.Centre
        : _question.Query.Parts.FirstOrDefault(IsLargePlace)?.Regions[0].Centre;

    private static bool IsLargePlace(UnderstoodPart part) => part is
    {
        Terms.Count: 0,
        Regions: [{ Level: not RegionLevel.Municipality }, ..],
        Parsed.Places: [{ IsWhole: false }, ..],
    };
}
