using System.Collections;
using MsoNetwork.Errors;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace MsoNetwork.Organisations;

/// <summary>Reads a client's polygon; each refusal says which ring or point and what would be right.</summary>
public static class PolygonInput
{
    public const int MostPoints = 1000;
    private const string Argument = "filter.withinPolygon";

    public static Geometry Read(object? value)
    {
        if (value is not IDictionary<string, object?> json)
            throw Refused("withinPolygon takes a GeoJSON object with type and coordinates.");
        var points = 0;
        Geometry geometry = (
            json.TryGetValue("type", out var type) ? type as string : null,
            json.TryGetValue("coordinates", out var coordinates) ? coordinates : null
        ) switch
        {
            ("Polygon", IList rings) => Polygon(rings, ref points),
            ("MultiPolygon", IList { Count: > 0 } polygons) => MultiPolygon(polygons, ref points),
            _ => throw Refused("withinPolygon takes type \"Polygon\" or \"MultiPolygon\" with a list as coordinates."),
        };
        var validity = new IsValidOp(geometry);
        if (!validity.IsValid)
        {
            var at = validity.ValidationError.Coordinate;
            throw Refused(
                $"The polygon is not valid: {validity.ValidationError.Message.ToLowerInvariant()} near longitude {at.X}, latitude {at.Y}."
            );
        }

        if (Geography.LooksSwapped(geometry.EnvelopeInternal))
            throw Refused("The polygon's points look swapped: each is [longitude, latitude], in North Rhine-Westphalia about [7, 51].");
        return geometry;
    }

    private static MultiPolygon MultiPolygon(IList polygons, ref int points)
    {
        var members = new List<Polygon>();
        foreach (var polygon in polygons)
            members.Add(Polygon(polygon as IList ?? throw Refused("coordinates of a MultiPolygon are lists of rings."), ref points));
        return Geography.Factory.CreateMultiPolygon([.. members]);
    }

    private static Polygon Polygon(IList rings, ref int points)
    {
        if (rings.Count == 0) throw Refused("A polygon needs at least one ring.");
        var shells = new List<LinearRing>();
        foreach (var ring in rings)
            shells.Add(
                Ring(
                    ring as IList ?? throw Refused("coordinates of a Polygon are rings, each a list of [longitude, latitude]."),
                    ref points
                )
            );
        return Geography.Factory.CreatePolygon(shells[0], [.. shells.Skip(1)]);
    }

    private static LinearRing Ring(IList ring, ref int points)
    {
        points += ring.Count;
        if (points > MostPoints)
            throw new NetworkException(
                ErrorCode.LimitExceeded,
                $"The polygon has {points} points or more; at most {MostPoints} are taken. Simplify it first.",
                Argument
            )
            {
                Limit = (MostPoints, points),
            };
        if (ring.Count < 4)
            throw Refused($"A ring has {ring.Count} points; it needs at least 4, the last equal to the first.");
        var coordinates = new Coordinate[ring.Count];
        for (var i = 0; i < coordinates.Length; i++) coordinates[i] = Point(ring[i]);
        if (!coordinates[0].Equals2D(coordinates[^1]))
            throw Refused(
                $"The ring is not closed: it begins at [{coordinates[0].X}, {coordinates[0].Y}] and ends at [{coordinates[^1].X}, "
                    + $"{coordinates[^1].Y}]; repeat the first point at the end."
            );
        return Geography.Factory.CreateLinearRing(coordinates);
    }

    private static Coordinate Point(object? value)
    {
        if (value is not IList { Count: 2 or 3 } pair || Number(pair[0]) is not { } longitude || Number(pair[1]) is not { } latitude)
            throw Refused("Each point is [longitude, latitude], two numbers.");
        Geography.CheckDegrees(longitude, 180, Argument);
        Geography.CheckDegrees(latitude, 90, Argument);
        return new Coordinate(longitude, latitude);
    }

    private static double? Number(object? value) => value switch
    {
        int number => number,
        long number => number,
        double number when double.IsFinite(number) => number,
        decimal number => (double)number,
        _ => null,
    };

    private static NetworkException Refused(string message) => NetworkException.Invalid(Argument, message);
}
