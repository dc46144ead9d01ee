using NetTopologySuite.Geometries;
using Position = MsoNetwork.Regions.Position;

namespace MsoNetwork.Organisations;

/// <summary>Points and degrees of WGS 84 (SRID 4326).</summary>
internal static class Geography
{
    public static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    public static Point Point(Position position) => Factory.CreatePoint(new Coordinate(position.Longitude, position.Latitude));

    public static void CheckDegrees(double degrees, double limit, string argument)
    {
        if (!(Math.Abs(degrees) <= limit))
            throw NetworkException.Invalid(argument, $"{argument[(argument.LastIndexOf('.') + 1)..]} is {degrees}; it takes degrees from -{limit} to {limit}.");
    }
}

/// <summary>A client's text inside an error message.</summary>
internal static class Shown
{
    public static string Short(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
