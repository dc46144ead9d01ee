using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Regions;

/// <summary>A region's outline for a drawing: an SVG path in the drawing's units.</summary>
public sealed record RegionShape(string Key, string Path);

/// <summary>
/// A small drawing of regions without scripts: outlines in Web Mercator, as wide as <see cref="Width"/> units. Empty where no boundaries
/// are loaded.
/// </summary>
public sealed record RegionDrawing(IReadOnlyList<RegionShape> Shapes, double West, double North, double Scale, int Height)
{
    public const int Width = 500;
    private const double Radius = 6378137; // of the sphere that Web Mercator takes the earth for, metres
    private const double Margin = 0.03;

    // Of the shapes that fit together the coarsest whose pixels are no larger than a unit, cut off a little outside the frame: nobody sees
    // more in a drawing of this size. Corners fall on units, the same for both neighbours.
    private const string Sql = """
        WITH whole AS (SELECT coalesce(
          ST_Transform(ST_MakeEnvelope($6[1], $6[2], $6[3], $6[4], 4326), 3857)::box2d,
          (SELECT ST_Extent(geometry)::box2d FROM region_shapes WHERE region_key = ANY($1) AND zoom = $5)) AS box),
        frame AS (SELECT ST_Expand(box, $3 * greatest(ST_XMax(box) - ST_XMin(box), ST_YMax(box) - ST_YMin(box))) AS box FROM whole
        WHERE box IS NOT NULL),
        size AS (SELECT ST_XMin(box) AS west, ST_YMax(box) AS north, ST_YMax(box) - ST_YMin(box) AS high,
        $4 / (ST_XMax(box) - ST_XMin(box)) AS scale,
            ST_SetSRID(ST_Expand(box, (ST_XMax(box) - ST_XMin(box)) / 50), 3857) AS cut FROM frame)
        SELECT s.region_key, size.west, size.north, size.scale, round(size.high * size.scale)::int,
          ST_AsSVG(ST_Scale(ST_Translate(ST_ClipByBox2D(s.geometry, size.cut), -size.west, -size.north), size.scale, size.scale), 1, 0)
        FROM size CROSS JOIN LATERAL (
          SELECT DISTINCT ON (region_key) region_key, geometry FROM region_shapes
          WHERE region_key = ANY($2) AND geometry && size.cut
            AND zoom >= least($5, ceil(log(2, (40075016.686 / 512 * size.scale)::numeric)))
          ORDER BY region_key, zoom) AS s
        ORDER BY length(s.region_key), s.region_key
        """;

    /// <param name="database">The registry.</param>
    /// <param name="framed">The keys of the regions that the drawing is as large as.</param>
    /// <param name="drawn">The keys of the regions to draw as far as they are inside; larger ones come first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Task<RegionDrawing> ReadAsync(
        NpgsqlDataSource database,
        string[] framed,
        string[] drawn,
        CancellationToken cancellationToken
    ) => ReadAsync(database, framed, null, drawn, cancellationToken);

    /// <param name="database">The registry.</param>
    /// <param name="edges">West, south, east and north of the drawing, in degrees.</param>
    /// <param name="drawn">The keys of the regions to draw as far as they are inside; larger ones come first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Task<RegionDrawing> ReadAsync(
        NpgsqlDataSource database,
        double[] edges,
        string[] drawn,
        CancellationToken cancellationToken
    ) => ReadAsync(database, [], edges, drawn, cancellationToken);

    private static async Task<RegionDrawing> ReadAsync(
        NpgsqlDataSource database,
        string[] framed,
        double[]? edges,
        string[] drawn,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(Sql);
        foreach (var keys in (string[][])[framed, drawn])
            command.Parameters.Add(
                new NpgsqlParameter<string[]> { TypedValue = keys, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
            );
        foreach (var number in (double[])[Margin, Width])
            command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = number });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = SimplifiedRegions.Nearest });
        command.Parameters.Add(
            new NpgsqlParameter<double[]?> { TypedValue = edges, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Double }
        );
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var drawing = new RegionDrawing([], 0, 0, 0, 0);
        var shapes = new List<RegionShape>();
        while (await rows.ReadAsync(cancellationToken))
        {
            drawing = new RegionDrawing(shapes, rows.GetDouble(1), rows.GetDouble(2), rows.GetDouble(3), rows.GetInt32(4));
            if (rows.GetString(5) is { Length: > 0 } path) shapes.Add(new RegionShape(rows.GetString(0), path));
        }

        return drawing;
    }

    public bool IsEmpty => Shapes.Count == 0;

    /// <summary>Where a place stands in the drawing, as SVG writes it.</summary>
    public (string X, string Y) At(Position place)
    {
        var (x, y) = PointOf(place);
        return (Text(x), Text(y));
    }

    /// <summary>The same in the drawing's units.</summary>
    public (double X, double Y) PointOf(Position place)
    {
        var x = place.Longitude * Math.PI / 180 * Radius;
        var y = Math.Asinh(Math.Tan(place.Latitude * Math.PI / 180)) * Radius;
        return ((x - West) * Scale, (North - y) * Scale);
    }

    private static string Text(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
