using MsoNetwork.Search;

namespace MsoNetwork.DirectorySearch;

/// <summary>A hit.</summary>
/// <param name="Id">The id of what was found.</param>
/// <param name="Score">0 to 1, greater is better; comparable within one answer only.</param>
/// <param name="Cursor">Where it stands.</param>
public sealed record SearchHit(Guid Id, double Score, SearchCursor Cursor)
{
    /// <summary>As typed: what it has of what counts; null when the engine does not say.</summary>
    public IReadOnlyList<string>? Matched { get; init; }
}

/// <summary>An engine's answer.</summary>
/// <param name="Hits">The page, best first.</param>
/// <param name="More">Whether hits follow.</param>
/// <param name="TotalCount">All hits.</param>
/// <param name="Facets">For each facet asked for its counts, greatest first; a facet ignores its own filter. Regions' keys are AGS, one
/// level below the region chosen.</param>
public sealed record SearchAnswer(
    IReadOnlyList<SearchHit> Hits,
    bool More,
    int TotalCount,
    IReadOnlyDictionary<FacetName, IReadOnlyList<FacetCount>> Facets
)
{
    /// <summary>What was typed and found (<see cref="IndexAnswer.Matched"/>).</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];

    /// <summary>What was typed and not found.</summary>
    public IReadOnlyList<string> Unmatched { get; init; } = [];

    public static SearchAnswer Nothing(IReadOnlySet<FacetName> facets) =>
        new([], false, 0, facets.ToDictionary(facet => facet, IReadOnlyList<FacetCount> (_) => []));

    /// <summary>What our own index has answered.</summary>
    public static SearchAnswer Of(IndexAnswer answer, UnderstoodQuery query, IReadOnlySet<FacetName> facets)
    {
        var typed = SearchCursor.Fingerprint(query.Text);
        return new SearchAnswer(
            [
                .. answer.Hits.Select(hit => new SearchHit(
                    hit.Place.Id,
                    hit.Score,
                    new SearchCursor(SearchEngineName.Postgres, hit.Place.Rank, hit.Place.Id, typed)
                )
                {
                    Matched = hit.Matched,
                }),
            ],
            answer.More,
            answer.TotalCount,
            facets.ToDictionary(facet => facet, facet => answer.Facets[DirectoryFacets.Name(facet)])
        )
        {
            Matched = answer.Matched,
            Unmatched = answer.Unmatched,
        };
    }
}
