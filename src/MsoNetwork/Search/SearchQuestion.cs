using MsoNetwork.Organisations;

namespace MsoNetwork.Search;

/// <summary>The engines that can answer. Postgres is our own index over the registry, there without anything else to install.</summary>
public enum SearchEngineName
{
    Postgres,
    Meilisearch,
}

/// <summary>What answers can be narrowed by.</summary>
public enum FacetName
{
    Topics,
    Regions,
    TargetGroups,
    Languages,
    Origins,
    Kinds,
}

/// <summary>A search as an engine gets it: read and checked.</summary>
/// <param name="Query">What was typed, and what it was understood as.</param>
/// <param name="Filter">The filter as given, keys known to exist.</param>
/// <param name="Criteria">The same for SQL; its <see cref="OrganisationCriteria.Near"/> is the point that distances are measured
/// from.</param>
/// <param name="First">How many hits, 1 to 100.</param>
/// <param name="After">The hit before the page; null for the first page.</param>
/// <param name="Facets">Which facets to count; none unless asked for.</param>
public sealed record SearchQuestion(
    UnderstoodQuery Query,
    OrganisationFilter Filter,
    OrganisationCriteria Criteria,
    int First,
    SearchCursor? After,
    IReadOnlySet<FacetName> Facets
)
{
    /// <summary>True for suggestions: only names and other names count.</summary>
    public bool NamesOnly { get; init; }

    /// <summary>
    /// True where a region also means what applies to a part of it or to a larger one: its facet then counts so, and ignores <see
    /// cref="OrganisationFilter.ActiveIn"/>.
    /// </summary>
    public bool RegionsByReach { get; init; }

    /// <summary>Conditions of a room above, on <see cref="IndexedOrganisation.Own"/>.</summary>
    public IReadOnlyList<OwnCondition> Own { get; init; } = [];

    /// <summary>Facets of a room above.</summary>
    public IReadOnlyList<OwnFacet> OwnFacets { get; init; } = [];
}

/// <summary>A condition on what a room above keeps in the index.</summary>
/// <param name="Facet">The facet that ignores it; null for none.</param>
/// <param name="Holds">Whether an entry passes.</param>
public sealed record OwnCondition(string? Facet, Func<IndexedOrganisation, bool> Holds);

/// <summary>A facet by what a room above keeps in the index: each hit counts for one value.</summary>
public sealed record OwnFacet(string Name, Func<IndexedOrganisation, string> KeyOf);

/// <summary>A hit.</summary>
/// <param name="Id">The organisation's id.</param>
/// <param name="Score">0 to 1, greater is better; comparable within one answer only.</param>
/// <param name="Cursor">Where it stands.</param>
public sealed record SearchHit(Guid Id, double Score, SearchCursor Cursor);

/// <summary>How many hits have this key. Regions' keys are AGS, one level below the region chosen.</summary>
public sealed record FacetCount(string Key, int Count);

/// <summary>An engine's answer.</summary>
/// <param name="Hits">The page, best first.</param>
/// <param name="More">Whether hits follow.</param>
/// <param name="TotalCount">All hits.</param>
/// <param name="Facets">For each facet asked for its counts, greatest first; a facet ignores its own filter.</param>
public sealed record SearchAnswer(
    IReadOnlyList<SearchHit> Hits,
    bool More,
    int TotalCount,
    IReadOnlyDictionary<FacetName, IReadOnlyList<FacetCount>> Facets
)
{
    /// <summary>The counts of <see cref="SearchQuestion.OwnFacets"/> by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> OwnFacets { get; init; } =
        new Dictionary<string, IReadOnlyList<FacetCount>>();

    public static SearchAnswer Nothing(IReadOnlySet<FacetName> facets) =>
        new([], false, 0, facets.ToDictionary(facet => facet, IReadOnlyList<FacetCount> (_) => []));
}

/// <summary>
/// Answers searches. Both engines keep the rules of <see cref="MatchRules"/> as far as they can and say where they cannot.
/// </summary>
public interface ISearchEngine
{
    SearchEngineName Name { get; }

    Task<SearchAnswer> SearchAsync(SearchQuestion question, CancellationToken cancellationToken);
}
