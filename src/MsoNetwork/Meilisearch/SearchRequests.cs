using System.Text;
using MsoNetwork.DirectorySearch;
using MsoNetwork.OrganisationSearch;
using Position = MsoNetwork.Regions.Position;

namespace MsoNetwork.Meilisearch;

/// <summary>A question in Meilisearch's words: one query for the hits, and those that count totals and facets.</summary>
internal sealed class SearchRequests
{
    /// <summary>Meilisearch looks at the first ten words of a query and silently leaves out the others.</summary>
    public const int MostWords = 10;

    private readonly SearchQuestion _question;
    private readonly SearchConditions _conditions;
    private readonly SearchRequest _base;

    public SearchRequests(SearchQuestion question, string index)
    {
        if (question.Filter.WithinPolygon is not null)
            throw new NotSupportedBySearchEngineException("a polygon over _geo; _geoPolygon takes _geojson only.");
        (_question, _conditions) = (question, new SearchConditions(question));
        // frequency: words that nobody has are dropped first, then the most frequent ones, so the telling ones stay.
        _base = new SearchRequest(index)
        {
            Q = Text(question.Query.Parts),
            MatchingStrategy = "frequency",
            AttributesToSearchOn = question.NamesOnly ? ["name", "alternateNames"] : null,
        };
    }

    /// <summary>The hits from a place of the list on.</summary>
    public SearchRequest Hits(int offset, int limit) => _base with
    {
        Filter = _conditions.All,
        Sort = Order(),
        AttributesToRetrieve = ["id"],
        ShowRankingScore = true,
        Offset = offset,
        Limit = limit,
    };

    /// <summary>
    /// The exact total with all facets that are not filtered by, then one query for each that is, without its own filter. Page mode with
    /// no hits on the page: only that counts exactly.
    /// </summary>
    public IEnumerable<(SearchRequest Request, FacetName[] Facets)> Counts(RegionFacet regions)
    {
        var own = _question.Facets.Where(_conditions.Has).ToArray();
        var others = _question.Facets.Except(own).ToArray();
        yield return (Count(_conditions.All, others, regions), others);
        foreach (var facet in own) yield return (Count(_conditions.Without(facet), [facet], regions), [facet]);
    }

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
    /// The words, folded as in the index. A blank at the end says that the last word is finished; else it is a beginning as well. Nothing
    /// but letters, digits and blanks is sent, so neither quotes nor minus signs can ask for phrases and exclusions.
    /// </summary>
    private static string? Text(IReadOnlyList<UnderstoodPart> parts)
    {
        if (parts.Count == 0)
            return null;
        var words = parts
            .SelectMany(part => part.Words)
            .Select(Plain)
            .SelectMany(word => word.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        var isCut = words.Count > MostWords;
        return string.Join(' ', words.Take(MostWords)) + (isCut || !parts[^1].MayGoOn ? " " : "");
    }

    private static string Plain(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var letter in word) plain.Append(char.IsAsciiLetterOrDigit(letter) ? letter : ' ');
        return plain.ToString();
    }

    private SearchRequest Count(IReadOnlyList<string[]> filter, FacetName[] facets, RegionFacet regions) => _base with
    {
        Filter = filter,
        Page = 1,
        HitsPerPage = 0,
        Facets = facets.Length == 0 ? null : [.. facets.SelectMany(facet => Attributes(facet, regions)).Distinct(StringComparer.Ordinal)],
    };

    /// <summary>
    /// With words the shorter name and the distance only decide between equally good ones (the rule sort stands late), and the ranking
    /// rules go on from there. Without words this is the order.
    /// </summary>
    private string[] Order() => (Centre(), _question.Query.Parts.Count) switch
    {
        ({ } centre, 0) => [FilterText.Nearest(centre.Latitude, centre.Longitude), "id:asc"],
        ({ } centre, _) => ["nameWords:asc", FilterText.Nearest(centre.Latitude, centre.Longitude)],
        (null, 0) => ["sortName:asc", "id:asc"],
        _ => ["nameWords:asc"],
    };

    /// <summary>The point asked for, else the circle's in the text, else that of a place in the text.</summary>
    private Position? Centre() =>
        _question.Criteria.Near is { } near ? new Position(near.Centre.Y, near.Centre.X)
        : _question.Query.Around is { } around ? around.Centre
        : _question.Query.Parts.FirstOrDefault(part => part.Regions.Count > 0 && part.Terms.Count == 0)?.Regions[0].Centre;
}
