using MsoNetwork.Text;

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
    public List<IntegrationCentre> IntegrationCentres { get; } = [];
}

/// <summary>A postcode in one municipality.</summary>
public sealed record PostcodeEntry(string Postcode, RegionEntry Municipality, Position Location, bool IsArea);

/// <summary>All of NRW's regions, postcodes and centres as of one moment, found by key, name or postcode.</summary>
public sealed class Gazetteer
{
    private readonly Dictionary<string, RegionEntry> _byKey;
    private readonly Dictionary<string, RegionEntry> _municipalityByName = new(StringComparer.Ordinal);
    private readonly ILookup<string, PostcodeEntry> _byPostcode;

    internal Gazetteer(IReadOnlyList<RegionEntry> regions, IReadOnlyList<PostcodeEntry> postcodes)
    {
        Regions = regions;
        Postcodes = postcodes;
        _byKey = regions.ToDictionary(region => region.Key, StringComparer.Ordinal);
        _byPostcode = postcodes.ToLookup(entry => entry.Postcode, StringComparer.Ordinal);
        var municipalities = regions.Where(region => region.Level == RegionLevel.Municipality).ToList();
        foreach (var town in municipalities) _municipalityByName.TryAdd(Folding.MatchKey(town.Name), town);
        foreach (var (town, name) in municipalities.SelectMany(town => town.OtherNames, (town, name) => (town, name)))
            _municipalityByName.TryAdd(Folding.MatchKey(name), town);
        Places = new PlaceIndex(municipalities, postcodes);
    }

    public IReadOnlyList<RegionEntry> Regions { get; }
    public IReadOnlyList<PostcodeEntry> Postcodes { get; }
    public PlaceIndex Places { get; }

    public RegionEntry? ByKey(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>A municipality by its key or by any of its names, spelling folded.</summary>
    public RegionEntry? Municipality(string keyOrName) =>
        ByKey(keyOrName) is { Level: RegionLevel.Municipality } region
            ? region
            : _municipalityByName.GetValueOrDefault(Folding.MatchKey(keyOrName));

    public IEnumerable<PostcodeEntry> ByPostcode(string postcode) => _byPostcode[postcode];
}
