using System.Globalization;

namespace MsoNetwork.Meilisearch;

/// <summary>Pieces of Meilisearch's filter language. Values always stand in quotes, so nothing in them is an operator.</summary>
internal static class FilterText
{
    /// <summary>A value as a literal: the backslash first, then the quote.</summary>
    public static string Quote(string value) =>
        $"'{value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";

    public static string In(string attribute, IEnumerable<string> values) => $"{attribute} IN [{string.Join(", ", values.Select(Quote))}]";

    public static string Equal(string attribute, string value) => $"{attribute} = {Quote(value)}";

    public static string AtLeast(string attribute, double value) => $"{attribute} >= {Number(value)}";

    /// <summary>Degrees and metres; drops documents without a place.</summary>
    public static string Circle(double latitude, double longitude, double metres) =>
        $"_geoRadius({Number(latitude)}, {Number(longitude)}, {Number(metres)})";

    /// <summary>The north-eastern corner comes first, then the south-western one, latitude before longitude in both.</summary>
    public static string Box(double south, double west, double north, double east) =>
        $"_geoBoundingBox([{Number(north)}, {Number(east)}], [{Number(south)}, {Number(west)}])";

    public static string Nearest(double latitude, double longitude) => $"_geoPoint({Number(latitude)}, {Number(longitude)}):asc";

    /// <summary>
    /// A point, no comma, and no exponent, which Meilisearch's parser of sort does not know: then twelve digits behind the point are
    /// enough.
    /// </summary>
    private static string Number(double value)
    {
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        return shortest.Contains('E', StringComparison.Ordinal) ? value.ToString("0.############", CultureInfo.InvariantCulture) : shortest;
    }
}
