using MsoNetwork.DirectorySearch;
using MsoNetwork.Search;

namespace MsoNetwork.Meilisearch;

/// <summary>Reads facets out of an answer.</summary>
internal static class SearchFacets
{
    public static IReadOnlyDictionary<FacetName, IReadOnlyList<FacetCount>> Read(
        IEnumerable<FacetName[]> asked,
        IEnumerable<SearchResult> results,
        RegionFacet regions
    )
    {
        var facets = new Dictionary<FacetName, IReadOnlyList<FacetCount>>();
        foreach (var (names, result) in asked.Zip(results))
        {
            foreach (var name in names) facets.Add(name, Counts(name, result, regions));
        }

        return facets;
    }

    private static List<FacetCount> Counts(FacetName name, SearchResult result, RegionFacet regions)
    {
        var counts = from attribute in SearchRequests.Attributes(name, regions)
                     from count in result.FacetDistribution?.GetValueOrDefault(attribute) ?? []
                     where count.Value > 0 && (name != FacetName.Regions || regions.Offers(count.Key))
                     select new FacetCount(count.Key, count.Value);
        return [.. counts.OrderByDescending(count => count.Count).ThenBy(count => count.Key, StringComparer.Ordinal)];
    }
}
