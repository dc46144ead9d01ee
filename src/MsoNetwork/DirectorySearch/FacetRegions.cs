using MsoNetwork.Regions;

namespace MsoNetwork.DirectorySearch;

/// <summary>The regions that a facet offers.</summary>
internal static class FacetRegions
{
    private static readonly string[] State = ["05"];

    /// <summary>
    /// The keys one level below each chosen region, the government districts unless any is; beside a municipality its neighbours in the
    /// district.
    /// </summary>
    public static HashSet<string> Of(string[]? chosen, Gazetteer gazetteer) =>
        (chosen is { Length: > 0 } ? chosen : State)
            .Select(gazetteer.ByKey)
            .SelectMany(Offered)
            .Select(region => region.Key)
            .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<RegionEntry> Offered(RegionEntry? region) => region switch
    {
        null => [],
        { Children: [_, ..] children } => children,
        { Parent: { } parent } => parent.Children,
        _ => [],
    };
}
