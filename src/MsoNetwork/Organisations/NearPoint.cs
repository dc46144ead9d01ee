using MsoNetwork.Errors;
using MsoNetwork.Regions;
using NetTopologySuite.Geometries;
using Position = MsoNetwork.Regions.Position;

namespace MsoNetwork.Organisations;

/// <summary>A checked circle: its centre and its radius in metres.</summary>
public sealed record NearPoint(Point Centre, double Metres)
{
    /// <summary>The longest radius, kilometres; NRW measures about 260 km.</summary>
    public const double LongestRadiusKm = 500;

    /// <summary>The centre as text: distances compare only when they are measured from the same point.</summary>
    public string Place => FormattableString.Invariant($"{Centre.Y:R} {Centre.X:R}");

    public static NearPoint Check(NearInput near, Gazetteer gazetteer)
    {
        if (!(near.RadiusKm > 0 && near.RadiusKm <= LongestRadiusKm))
            throw NetworkException.Invalid(
                "filter.near.radiusKm",
                $"radiusKm is {near.RadiusKm}; it takes kilometres, more than 0 and at most {LongestRadiusKm}."
            );
        var byPoint = near.Latitude is not null || near.Longitude is not null;
        if ((byPoint ? 1 : 0) + (near.Postcode is null ? 0 : 1) + (near.Municipality is null ? 0 : 1) != 1)
            throw NetworkException.Invalid("filter.near", "near takes exactly one of: latitude with longitude, postcode, municipality.");
        var position =
            byPoint ? Coordinates(near)
            : near.Postcode is { } postcode ? Postcode(postcode, gazetteer)
            : Municipality(near.Municipality!, gazetteer);
        return new(Geography.Point(position), near.RadiusKm * 1000);
    }

    private static Position Coordinates(NearInput near)
    {
        if (near.Latitude is not { } latitude)
            throw NetworkException.Invalid("filter.near.latitude", "longitude is given without latitude; both are needed.");
        if (near.Longitude is not { } longitude)
            throw NetworkException.Invalid("filter.near.longitude", "latitude is given without longitude; both are needed.");
        Geography.CheckDegrees(latitude, 90, "filter.near.latitude");
        Geography.CheckDegrees(longitude, 180, "filter.near.longitude");
        if (Geography.LooksSwapped(new Envelope(longitude, longitude, latitude, latitude)))
        {
            throw NetworkException.Invalid(
                "filter.near.latitude",
                $"latitude {latitude} and longitude {longitude} look swapped: in North Rhine-Westphalia the latitude is about 51 and the "
                    + "longitude about 7."
            );
        }

        return new(latitude, longitude);
    }

    private static Position Postcode(string postcode, Gazetteer gazetteer) =>
        gazetteer
            .ByPostcode(postcode.Trim())
            .OrderBy(entry => !entry.IsArea)
            .ThenByDescending(entry => entry.Municipality.Population)
            .FirstOrDefault()
            ?.Location
        ?? throw NetworkException.Invalid(
            "filter.near.postcode",
            $"There is no postcode \"{Shown.Short(postcode)}\" in North Rhine-Westphalia; it takes five digits such as 52349."
        );

    private static Position Municipality(string town, Gazetteer gazetteer)
    {
        if (gazetteer.Municipality(town) is { } found)
            return found.Centre;
        var meant =
            town.Length > 200 ? null
            : gazetteer.Places.Find(town, 1) is [var place] ? place.Municipality
            : null;
        throw NetworkException.Invalid(
            "filter.near.municipality",
            $"There is no municipality \"{Shown.Short(town)}\"; it takes a key of 8 digits or a "
                + $"name{(meant is null ? "" : $", perhaps {meant.Key} ({meant.Name})")}."
        );
    }
}
