using MsoNetwork.Regions;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// The regions that a facet offers: those one level below each chosen one, the government districts unless any is; beside a
/// municipality its neighbours in the district.
/// </summary>
internal sealed class RegionFacet
{
    private const string State = "05";

    private readonly HashSet<string> _keys;

    public RegionFacet(string[]? chosen, Gazetteer gazetteer)
    {
        _keys = (chosen is { Length: > 0 } ? chosen : [State]).Select(gazetteer.ByKey).SelectMany(Offered).Select(region => region.Key).ToHashSet(StringComparer.Ordinal);
        Attributes = [.. _keys.Select(SearchConditions.LevelOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The attributes that hold keys of these regions' levels.</summary>
    public IReadOnlyList<string> Attributes { get; }

    public bool Offers(string key) => _keys.Contains(key);

    private static IEnumerable<RegionEntry> Offered(RegionEntry? region) => region switch
    {
        null => [],
        { Children: [_, ..] children } => children,
        { Parent: { } parent } => parent.Children,
        _ => [],
    };
}
