using MsoNetwork.Errors;
using NetTopologySuite.Geometries;
using Position = MsoNetwork.Regions.Position;

namespace MsoNetwork.Organisations;

/// <summary>Points and degrees of WGS 84 (SRID 4326).</summary>
internal static class Geography
{
    public static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    // A box around NRW with a margin, to recognise swapped coordinates.
    private static readonly Envelope AroundNrw = new(5, 10.5, 49.5, 53);

    public static Point Point(Position position) => Factory.CreatePoint(new Coordinate(position.Longitude, position.Latitude));

    public static void CheckDegrees(double degrees, double limit, string argument)
    {
        if (!(Math.Abs(degrees) <= limit))
            throw NetworkException.Invalid(
                argument,
                $"{argument[(argument.LastIndexOf('.') + 1)..]} is {degrees}; it takes degrees from -{limit} to {limit}."
            );
    }

    /// <summary>Whether all of it lies elsewhere, and in North Rhine-Westphalia once latitude and longitude change places.</summary>
    public static bool LooksSwapped(Envelope area) =>
        !AroundNrw.Intersects(area) && AroundNrw.Contains(new Envelope(area.MinY, area.MaxY, area.MinX, area.MaxX));
}

/// <summary>A client's text inside an error message.</summary>
internal static class Shown
{
    public static string Short(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
