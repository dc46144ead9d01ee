using MsoNetwork.Text;

namespace MsoNetwork.Regions;

/// <summary>
/// Regions by name. Three spellings are tried one after the other: as written (case aside), without diacritics, folded.
/// Within each, a region's own name wins over another region's byname; then the larger region comes first.
/// </summary>
internal sealed class RegionNames
{
    private static readonly Func<string, string>[] Spellings =
        [name => name.Trim().ToLowerInvariant(), Folding.SortKey, Folding.MatchKey];

    private readonly Dictionary<string, List<RegionEntry>>[] _bySpelling;

    public RegionNames(
        IReadOnlyList<RegionEntry> regions,
        Func<RegionEntry, IEnumerable<string>> names,
        Func<RegionEntry, IEnumerable<string>> bynames
    )
    {
        var ordered = regions.OrderByDescending(region => region.Population).ThenBy(region => region.Key, StringComparer.Ordinal).ToList();
        _bySpelling = [.. Spellings.Select(spell =>
        {
            var found = Collect(ordered, names, spell);
            foreach (var (key, others) in Collect(ordered, bynames, spell)) found.TryAdd(key, others);
            return found;
        })];
    }

    public IReadOnlyList<RegionEntry> Find(string name)
    {
        for (var i = 0; i < Spellings.Length; i++)
        {
            if (_bySpelling[i].TryGetValue(Spellings[i](name), out var found)) return found;
        }

        return [];
    }

    private static Dictionary<string, List<RegionEntry>> Collect(
        List<RegionEntry> regions,
        Func<RegionEntry, IEnumerable<string>> names,
        Func<string, string> spell
    )
    {
        var found = new Dictionary<string, List<RegionEntry>>(StringComparer.Ordinal);
        foreach (var region in regions)
        {
            foreach (var key in names(region).Select(spell).Distinct(StringComparer.Ordinal).Where(key => key.Length > 0))
            {
                if (!found.TryGetValue(key, out var same)) found.Add(key, same = []);
                same.Add(region);
            }
        }

        return found;
    }
}
