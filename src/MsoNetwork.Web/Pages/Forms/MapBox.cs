using System.Globalization;
using MsoNetwork.Organisations;

namespace MsoNetwork.Web.Pages.Forms;

/// <summary>A part of the map, as the address has it: west,south,east,north in degrees, four decimals (11 m) at most.</summary>
internal sealed record MapBox(double West, double South, double East, double North)
{
    public string Text => Degrees.Write(West, South, East, North);

    public BoxInput Input => new() { West = West, South = South, East = East, North = North };

    public static MapBox? Parse(string text) =>
        Degrees.Read(text).Select(degrees => Math.Round(degrees, 4)).ToArray()
            is [>= -180 and var west, >= -90 and var south, <= 180 and var east, <= 90 and var north]
        && west < east
        && south < north
            ? new MapBox(west, south, east, north)
            : null;
}

internal static class Degrees
{
    /// <summary>Four decimals are 11 m.</summary>
    public static string Write(params IEnumerable<double> numbers) =>
        string.Join(',', numbers.Select(number => number.ToString("0.####", CultureInfo.InvariantCulture)));

    /// <summary>Numbers between commas; empty when there is anything else.</summary>
    public static double[] Read(string text)
    {
        if (text.Length > 100) return [];
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (
                !double.TryParse(
                    parts[i],
                    NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out numbers[i]
                )
            )
                return [];
        }

        return numbers;
    }
}
