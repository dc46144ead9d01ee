using MsoNetwork.DirectorySearch;
using MsoNetwork.Regions;

namespace MsoNetwork.Meilisearch;

/// <summary>The regions that a facet offers, and the attributes that hold their keys.</summary>
internal sealed class RegionFacet
{
    private readonly HashSet<string> _keys;

    public RegionFacet(string[]? chosen, Gazetteer gazetteer)
    {
        _keys = FacetRegions.Of(chosen, gazetteer);
        Attributes = [.. _keys.Select(SearchConditions.LevelOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The attributes that hold keys of these regions' levels.</summary>
    public IReadOnlyList<string> Attributes { get; }

    public bool Offers(string key) => _keys.Contains(key);
}
