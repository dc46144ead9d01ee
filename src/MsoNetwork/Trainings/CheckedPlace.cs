using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using NetTopologySuite.Geometries;

namespace MsoNetwork.Trainings;

/// <summary>Where a training is, read from what its provider says: the town, the postcode, the point.</summary>
internal static class CheckedPlace
{
    /// <summary>A point lies no further from the middle of its town: no town here is larger.</summary>
    private const double MostMetres = 30_000;

    /// <summary>The town's key; of what names none, that of the postcode, else where its provider is.</summary>
    public static string Town(TrainingContentInput input, string seat, Gazetteer gazetteer)
    {
        if (!string.IsNullOrWhiteSpace(input.Municipality))
        {
            return gazetteer.Municipality(input.Municipality.Trim())?.Key
                ?? throw Wrong("municipality", $"There is no municipality \"{Shown.Short(input.Municipality)}\" in this state.");
        }

        if (string.IsNullOrWhiteSpace(input.Postcode)) return seat;
        var towns = gazetteer.ByPostcode(input.Postcode.Trim()).Select(entry => entry.Municipality.Key).ToList();
        return towns.Find(key => key.StartsWith(seat, StringComparison.Ordinal)) ?? towns.FirstOrDefault() ?? seat;
    }

    /// <summary>The postcode, which has to be one of the town.</summary>
    public static string? Postcode(TrainingContentInput input, string town, Gazetteer gazetteer)
    {
        if (string.IsNullOrWhiteSpace(input.Postcode)) return null;
        var postcode = input.Postcode.Trim();
        return gazetteer.ByPostcode(postcode).Any(entry => entry.Municipality.Key.StartsWith(town, StringComparison.Ordinal)) ? postcode
            : throw Wrong("postcode", $"There is no postcode \"{Shown.Short(postcode)}\" in {gazetteer.ByKey(town)?.Name}.");
    }

    /// <summary>The point, which has to be in or near the town.</summary>
    public static Point? Point(TrainingContentInput input, string town, Gazetteer gazetteer)
    {
        if (input.Latitude is null && input.Longitude is null) return null;
        if (input is not { Latitude: { } latitude, Longitude: { } longitude })
            throw Wrong("latitude", "A point takes both latitude and longitude.");
        var centre = gazetteer.ByKey(town)!.Centre;
        var metres = Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180
            ? new GeoPosition(centre.Latitude, centre.Longitude).MetresTo(new GeoPosition(latitude, longitude)) : double.NaN;
        return metres <= MostMetres ? new Point(longitude, latitude) { SRID = 4326 }
            : throw Wrong("latitude", $"The point is not in {gazetteer.ByKey(town)!.Name}; it takes for example 51.5139 and 7.4653.");
    }

    private static NetworkException Wrong(string field, string message) => NetworkException.Invalid(field, message);
}
