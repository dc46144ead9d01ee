using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.Web.Pages.Map;

/// <summary>Makes pictures of maps; none where no boundaries are loaded.</summary>
internal sealed class MapPictures(NpgsqlDataSource database)
{
    private const double TownsBelow = 1.5; // degrees of longitude: wider pictures have no room for borders of municipalities
    private const double NearlyState = 2.2; // degrees of longitude, of 3.6
    private const int Crowd = 60; // points, between which no name finds room
    private static readonly double[] State = [5.86, 50.32, 9.47, 52.54];

    /// <summary>What the map of a search shows, as a picture.</summary>
    /// <param name="question">Who is shown, and where.</param>
    /// <param name="gazetteer">The regions.</param>
    /// <param name="shape">Width by height of the picture; null for that of what is shown.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<MapPicture?> OfAsync(
        MapQuestion question,
        Gazetteer gazetteer,
        double? shape,
        CancellationToken cancellationToken
    )
    {
        var view = (await MapView.ReadAsync(database, question, cancellationToken)).View;
        var edges = view is null || view.East - view.West > NearlyState ? State : Widened(view);
        if (shape is { } wanted) edges = Shaped(edges, wanted);
        var (west, south, east, north) = (edges[0], edges[1], edges[2], edges[3]);
        string[] here = [.. question.Regions, .. question.Meant];
        var drawn = gazetteer.Regions.Where(region => region.Level == RegionLevel.District || here.Contains(region.Key)
            || (region.Level == RegionLevel.Municipality && east - west < TownsBelow));
        var drawing = await RegionDrawing.ReadAsync(database, edges, [.. drawn.Select(region => region.Key)], cancellationToken);
        if (drawing.IsEmpty) return null;
        var points = await OrganisationPoints.ReadAsync(database, question.Conditions, (east - west) / 20, cancellationToken);
        if (points.Count > Crowd)
            points = await OrganisationPoints.ReadAsync(database, question.Conditions, (east - west) / 10, cancellationToken);
        var towns = gazetteer.Regions
            .Where(town => town.Level == RegionLevel.Municipality && town.Centre.Longitude > west && town.Centre.Longitude < east
                && town.Centre.Latitude > south && town.Centre.Latitude < north)
            .OrderByDescending(town => town.Population).ThenBy(town => town.Key, StringComparer.Ordinal);
        return new MapPicture(drawing, here, question.Circle, points, towns);
    }

    // A single town's middle is no picture: at least some 20 km of land.
    private static double[] Widened(BoxInput view)
    {
        const double Least = 0.15; // degrees from the middle
        var (x, y) = ((view.West + view.East) / 2, (view.South + view.North) / 2);
        return
        [
            Math.Min(view.West, x - Least), Math.Min(view.South, y - (Least * 0.63)),
            Math.Max(view.East, x + Least), Math.Max(view.North, y + (Least * 0.63)),
        ];
    }

    // As wide or as high as the picture, with what lies around. RegionDrawing adds a margin, of the larger side on all four.
    private static double[] Shaped(double[] edges, double shape)
    {
        var inner = shape > 1 ? shape / (1.06 - (0.06 * shape)) : (1.06 * shape) - 0.06;
        var (x, y) = ((edges[0] + edges[2]) / 2, (edges[1] + edges[3]) / 2);
        var narrow = Math.Cos(y * Math.PI / 180);
        var (wide, high) = ((edges[2] - edges[0]) * narrow, edges[3] - edges[1]);
        (wide, high) = (Math.Max(wide, high * inner), Math.Max(high, wide / inner));
        return [x - (wide / narrow / 2), y - (high / 2), x + (wide / narrow / 2), y + (high / 2)];
    }
}
