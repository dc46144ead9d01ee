using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Search;

namespace MsoNetwork.OrganisationSearch;

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

    /// <summary>Parts of the query that a hit needs, where that was decided already (<see cref="Relaxed"/>); null for all.</summary>
    public int? Needed { get; init; }
}

/// <summary>
/// Answers searches. Both engines keep the rules of <see cref="MatchRules"/> as far as they can and say where they cannot.
/// </summary>
public interface ISearchEngine
{
    SearchEngineName Name { get; }

    Task<SearchAnswer> SearchAsync(SearchQuestion question, CancellationToken cancellationToken);
}
