using Microsoft.Extensions.Caching.Memory;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Web.Pages.Site;
using Npgsql;

namespace MsoNetwork.Web.Pages.Map;

/// <summary>
/// An area of a drawing: its outline, how it is filled, and, where it leads somewhere, whereto and what it says when pointed at.
/// </summary>
internal sealed record MapArea(string Path, string Fill, string? Address, string? Says);

/// <summary>A drawing of regions that needs no scripts.</summary>
/// <param name="Drawing">The outlines.</param>
/// <param name="Areas">What is drawn, in this order.</param>
internal sealed record RegionMap(RegionDrawing Drawing, IReadOnlyList<MapArea> Areas)
{
    /// <summary>What it shows, in a sentence, for who does not see it; null when a list beside it says the same.</summary>
    public string? Says { get; init; }

    /// <summary>A single place.</summary>
    public Position? Point { get; init; }
}

/// <summary>A drawing beside a list that says the same; none where there are no boundaries.</summary>
internal sealed record OverviewMap(SitePage Page, RegionMap? Map);

/// <summary>A drawing of where something is, and the address of the map proper.</summary>
internal sealed record LocatorMap(SitePage Page, RegionMap Map, bool TownOnly, string Address);

/// <summary>Makes drawings. Outlines are kept: they change only when boundaries are loaded anew.</summary>
internal sealed class RegionMaps(NpgsqlDataSource database, ReferenceSnapshot<Gazetteer> regions) : IDisposable
{
    private const int Shades = 5;
    private const long KeptCharacters = 4_000_000;

    private readonly MemoryCache _drawings = new(new MemoryCacheOptions { SizeLimit = KeptCharacters });

    public void Dispose() => _drawings.Dispose();

    /// <summary>The parts of a region, the darker the more organisations, each a link; null where there are no boundaries.</summary>
    public async Task<RegionMap?> PartsAsync(
        SitePage page,
        string whole,
        IReadOnlyCollection<RegionEntry> parts,
        Func<RegionEntry, int> count
    )
    {
        var drawing = await DrawAsync("parts", whole, [.. parts.Select(part => part.Key)], page.Aborted);
        if (drawing.IsEmpty) return null;
        var most = parts.Max(count);
        var byKey = parts.ToDictionary(part => part.Key);
        return new RegionMap(drawing, [.. drawing.Shapes.Select(shape => Area(byKey[shape.Key], shape.Path))]);

        MapArea Area(RegionEntry part, string path) =>
            new(
                path,
                $"shade{Shade(count(part), most)}",
                page.Path("regionen/" + part.Key),
                $"{part.Name}: {page.T.Count("organisations", count(part))}"
            );
    }

    /// <summary>Where a municipality lies in its district, with a point where the place is known better than the municipality.</summary>
    public async Task<RegionMap?> TownAsync(SitePage page, RegionEntry town, Position? point, Gazetteer gazetteer)
    {
        if (town.Parent is not { } district) return null;
        var around = gazetteer.Regions.Where(region => region.Level == RegionLevel.District).Concat(district.Children);
        var drawing = await DrawAsync("town", district.Key, [.. around.Select(region => region.Key)], page.Aborted);
        if (drawing.IsEmpty) return null;
        var says = page.T["map.where", town.Name, town.Name == district.Name ? district.Parent?.Name ?? district.Name : district.Name];
        return new RegionMap(
            drawing,
            [
                .. drawing.Shapes.Select(shape => new MapArea(
                    shape.Path,
                    shape.Key == town.Key ? "here"
                        : shape.Key.StartsWith(district.Key, StringComparison.Ordinal) ? "near"
                        : "far",
                    null,
                    null
                )),
            ]
        )
        {
            Says = says,
            Point = point,
        };
    }

    // Square roots, so that a few large cities do not make all others look alike.
    private static int Shade(int count, int most) =>
        count == 0 ? 0 : Math.Max(1, (int)Math.Ceiling(Math.Sqrt(count / (double)most) * Shades));

    private async Task<RegionDrawing> DrawAsync(string kind, string framed, string[] drawn, CancellationToken cancellationToken)
    {
        var key = $"{regions.Generation} {kind} {framed}";
        if (_drawings.TryGetValue(key, out RegionDrawing? known)) return known!;
        var drawing = await RegionDrawing.ReadAsync(database, [framed], drawn, cancellationToken);
        return _drawings.Set(key, drawing, new MemoryCacheEntryOptions { Size = 200 + drawing.Shapes.Sum(shape => shape.Path.Length) });
    }
}
