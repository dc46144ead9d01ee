using MsoNetwork.DirectorySearch;
using MsoNetwork.Search;

namespace MsoNetwork.Meilisearch;

/// <summary>Reads facets out of an answer.</summary>
internal static class SearchFacets
{
    /// <param name="asked">What each query counted; a facet's queries stand in the order of the sets of parts.</param>
    /// <param name="results">Their answers.</param>
    /// <param name="regions">The regions offered.</param>
    /// <param name="partial">What the numbers of several queries amount to.</param>
    public static IReadOnlyDictionary<FacetName, IReadOnlyList<FacetCount>> Read(
        IEnumerable<FacetName[]> asked,
        IEnumerable<SearchResult> results,
        RegionFacet regions,
        PartialMatches partial
    )
    {
        var answers = asked.Zip(results).SelectMany(one => one.First.Select(name => (Name: name, Result: one.Second)));
        return answers
            .GroupBy(one => one.Name, one => one.Result)
            .ToDictionary(facet => facet.Key, facet => Counts(facet.Key, [.. facet], regions, partial));
    }

    private static IReadOnlyList<FacetCount> Counts(
        FacetName name,
        IReadOnlyList<SearchResult> results,
        RegionFacet regions,
        PartialMatches partial
    )
    {
        var counted = results.Select(result => SearchRequests.Attributes(name, regions)
            .SelectMany(attribute => result.FacetDistribution?.GetValueOrDefault(attribute) ?? [])
            .ToDictionary(StringComparer.Ordinal)).ToList();
        return [.. counted.SelectMany(counts => counts.Keys).Distinct(StringComparer.Ordinal)
            .Where(key => name != FacetName.Regions || regions.Offers(key))
            .Select(key => new FacetCount(key, partial.Total(counted.Select(counts => counts.GetValueOrDefault(key)))))
            .Where(count => count.Count > 0)
            .OrderByDescending(count => count.Count).ThenBy(count => count.Key, StringComparer.Ordinal)];
    }
}
