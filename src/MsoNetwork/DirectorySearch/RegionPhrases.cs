using MsoNetwork.Regions;

namespace MsoNetwork.DirectorySearch;

/// <summary>
/// Municipalities by all their names; districts and the others with their designation ("Kreis Düren") or where no municipality has the
/// name.
/// </summary>
internal static class RegionPhrases
{
    public static IEnumerable<(string Text, RegionEntry Region)> Of(Gazetteer gazetteer)
    {
        var towns = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var town in gazetteer
                .Regions.Where(region => region.Level == RegionLevel.Municipality)
                .OrderByDescending(region => region.Population)
        )
        {
            foreach (var name in town.OtherNames.Prepend(town.Name))
            {
                towns.Add(name);
                yield return (name, town);
            }
        }

        foreach (var region in gazetteer.Regions.Where(region => region.Level != RegionLevel.Municipality))
        {
            if (region is { Level: RegionLevel.District, Children.Count: 1 }) continue; // a town of its own, met as the town
            if (region.Designation is { } designation) yield return ($"{designation} {region.Name}", region);
            foreach (var name in region.OtherNames.Prepend(region.Name).Where(name => !towns.Contains(name))) yield return (name, region);
            if (region.ShortName is { } shortName && !towns.Contains(shortName)) yield return (shortName, region);
            if (region.Level == RegionLevel.State) yield return ("NRW", region);
        }
    }

    /// <summary>The regions of each landscape, by its names.</summary>
    public static IEnumerable<(string Text, RegionEntry Region)> OfLandscapes(Gazetteer gazetteer) =>
        gazetteer.Regions.SelectMany(region => region.Landscapes.Select(name => (name, region)));
}
