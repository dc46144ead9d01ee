namespace MsoNetwork.Regions;

/// <summary>A point in WGS 84 degrees.</summary>
public readonly record struct Position(double Latitude, double Longitude);

/// <summary>A region as read by everything but the seed: with its place in the hierarchy, without its polygon.</summary>
public sealed class RegionEntry
{
    public required string Key { get; init; }
    public required RegionLevel Level { get; init; }
    public required string Name { get; init; }
    public string? Designation { get; init; }
    public required Position Centre { get; init; }
    public int? Population { get; init; }
    public double? AreaKm2 { get; init; }
    public RegionEntry? Parent { get; internal set; }
    public List<RegionEntry> Children { get; } = [];
    public List<string> Postcodes { get; } = [];
    public List<string> OtherNames { get; } = [];

    /// <summary>Names of the landscapes that it is a part of (Ruhrgebiet); a region of these is none itself.</summary>
    public List<string> Landscapes { get; } = [];
    public List<IntegrationCentre> IntegrationCentres { get; } = [];

    /// <summary>A district's name without what it is: Lippe, Rhein-Sieg, Hochsauerland; null where nothing is left out.</summary>
    public string? ShortName =>
        Level != RegionLevel.District ? null
        : Name.StartsWith("Kreis ", StringComparison.Ordinal) ? Name["Kreis ".Length..]
        : Name.EndsWith("-Kreis", StringComparison.Ordinal) ? Name[..^"-Kreis".Length]
        : Name.EndsWith("landkreis", StringComparison.Ordinal) ? Name[..^"kreis".Length]
        : null;

    /// <summary>The keys of the regions that it lies in, the smallest first.</summary>
    public IEnumerable<string> Above
    {
        get
        {
            for (var above = Parent; above is not null; above = above.Parent) yield return above.Key;
        }
    }
}

/// <summary>A postcode in one municipality.</summary>
public sealed record PostcodeEntry(string Postcode, RegionEntry Municipality, Position Location, bool IsArea);

/// <summary>All of NRW's regions, postcodes and centres as of one moment, found by key, name or postcode.</summary>
public sealed class Gazetteer
{
    private readonly Dictionary<string, RegionEntry> _byKey;
    private readonly RegionNames _municipalityNames;
    private readonly RegionNames _regionNames;
    private readonly RegionNames _landscapes;
    private readonly ILookup<string, PostcodeEntry> _byPostcode;

    internal Gazetteer(IReadOnlyList<RegionEntry> regions, IReadOnlyList<PostcodeEntry> postcodes)
    {
        Regions = regions;
        Postcodes = postcodes;
        _byKey = regions.ToDictionary(region => region.Key, StringComparer.Ordinal);
        _byPostcode = postcodes.ToLookup(entry => entry.Postcode, StringComparer.Ordinal);
        var municipalities = regions.Where(region => region.Level == RegionLevel.Municipality).ToList();
        _municipalityNames = new RegionNames(municipalities, region => [region.Name], region => region.OtherNames);
        // A town that is a district of its own is met as the town; its key lies below the district's.
        _regionNames = new RegionNames(
            [.. regions.Where(region => !(region is { Level: RegionLevel.District, Children.Count: 1 }))],
            region => [region.Name, .. region.Designation is { } designation ? [$"{designation} {region.Name}"] : Array.Empty<string>()],
            region => [.. region.OtherNames, .. region.ShortName is { } shortName ? [shortName] : Array.Empty<string>(),
                .. region.Level == RegionLevel.State ? ["NRW"] : Array.Empty<string>()]);
        _landscapes = new RegionNames(regions, region => region.Landscapes, _ => []);
        Places = new PlaceIndex(municipalities, postcodes);
    }

    public IReadOnlyList<RegionEntry> Regions { get; }
    public IReadOnlyList<PostcodeEntry> Postcodes { get; }
    public PlaceIndex Places { get; }

    /// <param name="key">None is null: what a page's address says by white space alone.</param>
    public RegionEntry? ByKey(string? key) => key is null ? null : _byKey.GetValueOrDefault(key);

    /// <summary>A municipality by its key or by any of its names, spelling folded.</summary>
    public RegionEntry? Municipality(string keyOrName) =>
        ByKey(keyOrName) is { Level: RegionLevel.Municipality } region
            ? region
            : MunicipalitiesNamed(keyOrName) is [var first, ..] ? first : null;

    /// <summary>The municipality whose centre is nearest, on a flat map: enough to name a place.</summary>
    public RegionEntry NearestMunicipality(Position place)
    {
        var narrow = Math.Cos(place.Latitude * Math.PI / 180);
        return Regions
            .Where(region => region.Level == RegionLevel.Municipality)
            .MinBy(town =>
                Math.Pow(town.Centre.Latitude - place.Latitude, 2) + Math.Pow((town.Centre.Longitude - place.Longitude) * narrow, 2)
            )!;
    }

    /// <summary>
    /// The municipalities of this name, larger ones first. The exact spelling wins over the folded one: Neuenkirchen and
    /// Neunkirchen are two towns of one folded spelling.
    /// </summary>
    public IReadOnlyList<RegionEntry> MunicipalitiesNamed(string name) => _municipalityNames.Find(name);

    /// <summary>A region of any level by its key or by its name with or without designation: Kreis Düren, Stadt Köln, NRW.</summary>
    public RegionEntry? Region(string keyOrName) =>
        ByKey(keyOrName) ?? (_regionNames.Find(keyOrName) is [var first, ..] ? first : null);

    /// <summary>The regions that make up a landscape, the largest first; none when there is no landscape of this name.</summary>
    public IReadOnlyList<RegionEntry> Landscape(string name) => _landscapes.Find(name);

    /// <summary>An integration centre by its key.</summary>
    public IntegrationCentre? Centre(string key) =>
        Regions.SelectMany(region => region.IntegrationCentres).FirstOrDefault(centre => centre.Key == key);

    public IEnumerable<PostcodeEntry> ByPostcode(string postcode) => _byPostcode[postcode];
}
