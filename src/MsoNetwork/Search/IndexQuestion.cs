namespace MsoNetwork.Search;

/// <summary>A hit's place in the order.</summary>
public readonly record struct HitPlace(long Rank, Guid Id);

/// <summary>A search of an index.</summary>
/// <param name="Query">What was typed.</param>
/// <param name="Conditions">All of which hold.</param>
/// <param name="First">How many hits; 0 only counts.</param>
public sealed record IndexQuestion<T>(ParsedQuery Query, IReadOnlyList<Condition<T>> Conditions, int First)
{
    /// <summary>The hit before the page; null for the first page.</summary>
    public HitPlace? After { get; init; }

    /// <summary>Where distances are measured from; null for the place in the text, if there is one.</summary>
    public GeoPosition? Near { get; init; }

    /// <summary>True when only titles and other titles count.</summary>
    public bool TitlesOnly { get; init; }

    public IReadOnlyList<KeyFacet> KeyFacets { get; init; } = [];

    public IReadOnlyList<PayloadFacet<T>> PayloadFacets { get; init; } = [];

    /// <summary>The part that names a place, also where nobody is there: who is nearer comes first.</summary>
    internal QueryPart? Named { get; init; }

    /// <summary>All that hits must have: the conditions, and the circle that the text asks for.</summary>
    internal IEnumerable<Condition<T>> AllConditions =>
        Query.Around is { } around
            ? Conditions.Append(new CircleCondition<T>(around.Centre, around.RadiusKm * 1000) { IsScope = true })
            : Conditions;
}

/// <summary>A hit.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Score">0 to 1, greater is better; comparable within one answer only.</param>
public sealed record IndexHit(HitPlace Place, double Score)
{
    /// <summary>As typed: the parts that count and that it has.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];
}

/// <summary>An index's answer.</summary>
/// <param name="Hits">The page, best first.</param>
/// <param name="More">Whether hits follow.</param>
/// <param name="TotalCount">All hits.</param>
/// <param name="Facets">For each facet asked for its counts, greatest first; a facet ignores its own conditions.</param>
public sealed record IndexAnswer(
    IReadOnlyList<IndexHit> Hits,
    bool More,
    int TotalCount,
    IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets
)
{
    /// <summary>What was typed and found, as typed: parts that one of the best hits has, whatever the filters.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];

    /// <summary>What was typed and not found; words that say nothing are in neither.</summary>
    public IReadOnlyList<string> Unmatched { get; init; } = [];

    public static IndexAnswer Nothing { get; } = new([], false, 0, new Dictionary<string, IReadOnlyList<FacetCount>>());
}
