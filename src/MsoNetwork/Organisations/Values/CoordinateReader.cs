using System.Globalization;
using MsoNetwork.Regions;

namespace MsoNetwork.Organisations.Values;

/// <summary>
/// A row's own point: in the state's box, and near the municipality that the row names. One that cannot be right is left out: the town
/// says where the organisation is. Where boundaries are loaded, the merge looks closer: see <see cref="Merging.PointSql"/>.
/// </summary>
internal static class CoordinateReader
{
    private const double South = 50.2, North = 52.6, West = 5.8, East = 9.6;

    /// <summary>No municipality of the state reaches so far from its centre.</summary>
    private const double FarthestKm = 40;

    public static Position? Read(RowRemarks remarks, string latitude, string longitude, RegionEntry municipality)
    {
        if (latitude.Length == 0 && longitude.Length == 0) return null;
        var told = $"{latitude}, {longitude}";
        if (latitude.Length == 0 || longitude.Length == 0)
        {
            remarks.LeaveOut(
                latitude.Length == 0 ? "latitude" : "longitude", told, "latitude and longitude belong together, and one is missing");
            return null;
        }

        if (Degrees(latitude) is not { } north || Degrees(longitude) is not { } east)
        {
            var column = Degrees(latitude) is null ? "latitude" : "longitude";
            remarks.LeaveOut(column, told, "not a number of degrees such as 51.5136");
            return null;
        }

        if (north is < South or > North || east is < West or > East)
        {
            var swapped = east is >= South and <= North && north is >= West and <= East ? "; they look swapped" : "";
            remarks.LeaveOut(
                "latitude",
                told,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"not in North Rhine-Westphalia (latitude {South} to {North}, longitude {West} to {East}){swapped}"
                )
            );
            return null;
        }

        var point = new Position(north, east);
        var distance = DistanceKm(point, municipality.Centre);
        if (distance <= FarthestKm)
            return point;
        remarks.LeaveOut(
            "latitude",
            told,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the point is {distance:0} km from {municipality.Name}; more than {FarthestKm} cannot be right"
            ),
            RemarkTopic.PointElsewhere,
            $"the point is more than {FarthestKm} km from the town"
        );
        return null;
    }

    // Spreadsheets with a German decimal comma are common.
    private static double? Degrees(string text) =>
        double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees)
        && double.IsFinite(degrees)
            ? degrees
            : null;

    // On a sphere (haversine): off by less than 0.6 %, enough for a check of plausibility.
    private static double DistanceKm(Position from, Position to)
    {
        static double Radians(double degrees) => degrees * Math.PI / 180;
        var latitudes = Math.Sin(Radians(to.Latitude - from.Latitude) / 2);
        var longitudes = Math.Sin(Radians(to.Longitude - from.Longitude) / 2);
        var share = (latitudes * latitudes) + (Math.Cos(Radians(from.Latitude)) * Math.Cos(Radians(to.Latitude)) * longitudes * longitudes);
        return 2 * 6371 * Math.Asin(Math.Min(1, Math.Sqrt(share)));
    }
}
