namespace MsoNetwork.Organisations.Values;

/// <summary>Where an organisation is said to be.</summary>
/// <param name="MunicipalityKey">Eight digits.</param>
/// <param name="Municipality">Its name.</param>
/// <param name="Town">The municipality's name, or the teller's own word for a part of it.</param>
/// <param name="Postcode">Five digits, or null.</param>
/// <param name="Latitude">WGS 84 degrees, if a point of its own is told.</param>
/// <param name="Longitude">WGS 84 degrees, if a point of its own is told.</param>
internal sealed record ToldPlace(
    string MunicipalityKey,
    string Municipality,
    string Town,
    string? Postcode,
    double? Latitude,
    double? Longitude
);
