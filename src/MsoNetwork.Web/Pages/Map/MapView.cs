using System.Text.Json;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.Web.Pages.Map;

/// <summary>What a map of a search shows beside the organisations.</summary>
/// <param name="Count">How many organisations.</param>
/// <param name="Box">The box around them; null around nobody.</param>
/// <param name="View">What the map fits: the circle or the regions that were searched in, else those found.</param>
/// <param name="Circle">What was searched in.</param>
/// <param name="Outline">Of the regions that were searched in, a GeoJSON geometry; null without regions or boundaries.</param>
internal sealed record MapView(int Count, BoxInput? Box, BoxInput? View, MapCircle? Circle, JsonElement? Outline)
{
    /// <summary>Kilometres of a degree of latitude, and of longitude on the equator.</summary>
    public const double KmOfADegree = 111.32;

    public static async Task<MapView> ReadAsync(NpgsqlDataSource database, MapQuestion question, CancellationToken cancellationToken)
    {
        var (count, box) = await OrganisationTiles.ExtentAsync(database, question.Conditions, cancellationToken, question.Rows);
        var keys = question.Regions.Count > 0 ? question.Regions : question.Meant;
        var outline = keys.Count == 0 ? null : await RegionOutline.ReadAsync(database, keys, cancellationToken);
        var region = outline is null ? null : Edges(outline.West, outline.South, outline.East, outline.North);
        var view = question.Circle is { } circle ? Around(circle)
            : question.Regions.Count > 0 ? region ?? box
            : Both(region, box);
        return new MapView(count, box, view, question.Circle, outline?.Geometry);
    }

    private static BoxInput Around(MapCircle circle)
    {
        var high = circle.Km / KmOfADegree;
        var wide = high / Math.Cos(circle.Latitude * Math.PI / 180);
        return Edges(circle.Longitude - wide, circle.Latitude - high, circle.Longitude + wide, circle.Latitude + high);
    }

    private static BoxInput? Both(BoxInput? one, BoxInput? other) =>
        one is null || other is null ? one ?? other
            : Edges(
                Math.Min(one.West, other.West),
                Math.Min(one.South, other.South),
                Math.Max(one.East, other.East),
                Math.Max(one.North, other.North)
            );

    private static BoxInput Edges(double west, double south, double east, double north) =>
        new() { West = west, South = south, East = east, North = north };
}
