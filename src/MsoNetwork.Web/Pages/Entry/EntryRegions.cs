using System.Runtime.CompilerServices;
using MsoNetwork.Regions;

namespace MsoNetwork.Web.Pages.Entry;

/// <summary>Names of regions to choose from: those that mean one region each.</summary>
internal static class EntryRegions
{
    private static readonly ConditionalWeakTable<Gazetteer, IReadOnlyList<string>> Known = [];

    public static IReadOnlyList<string> Of(Gazetteer gazetteer) => Known.GetValue(gazetteer, known =>
    [
        .. known.Regions.Where(region => known.Region(region.Name) == region).Select(region => region.Name).Order(StringComparer.Ordinal),
    ]);
}
