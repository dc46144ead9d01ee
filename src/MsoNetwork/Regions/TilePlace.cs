using System.Globalization;
using MsoNetwork.Errors;

namespace MsoNetwork.Regions;

/// <summary>A tile of the Web Mercator grid (EPSG:3857): column and row count from the north-west, 2^zoom in each direction.</summary>
public readonly record struct TilePlace(int Zoom, int X, int Y)
{
    /// <summary>The whole of North Rhine-Westphalia fits into a few of these.</summary>
    public const int LowestZoom = 4;

    /// <summary>Maps draw the tiles of this zoom larger when they go closer.</summary>
    public const int HighestZoom = 16;

    /// <summary>From an address's parts.</summary>
    public static TilePlace Parse(string z, string x, string y) => Check(Number(z, "z"), Number(x, "x"), Number(y, "y"));

    public static TilePlace Check(int zoom, int x, int y)
    {
        if (zoom is < LowestZoom or > HighestZoom)
            throw NetworkException.Invalid("z", $"z is {zoom}; tiles are there from zoom {LowestZoom} to {HighestZoom}.");
        var most = (1 << zoom) - 1;
        if (x < 0 || x > most) throw NetworkException.Invalid("x", $"x is {x}; at zoom {zoom} it goes from 0 to {most}.");
        if (y < 0 || y > most) throw NetworkException.Invalid("y", $"y is {y}; at zoom {zoom} it goes from 0 to {most}.");
        return new TilePlace(zoom, x, y);
    }

    /// <summary>Degrees (WGS 84) of the tile's edges.</summary>
    public (double West, double South, double East, double North) Edges => (Longitude(X), Latitude(Y + 1), Longitude(X + 1), Latitude(Y));

    private static int Number(string text, string argument) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw NetworkException.Invalid(argument, $"{argument} takes a whole number.");

    private double Longitude(int x) => (x / (double)(1 << Zoom) * 360) - 180;

    private double Latitude(int y) => Math.Atan(Math.Sinh(Math.PI * (1 - (2 * y / (double)(1 << Zoom))))) * 180 / Math.PI;
}
