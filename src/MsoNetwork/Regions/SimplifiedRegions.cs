using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Regions;

/// <summary>
/// Shapes of regions for maps, one per zoom. All municipalities are simplified as one coverage, and larger regions are made of the result:
/// neighbours have one line, and nothing overlaps or gapes, at any zoom.
/// </summary>
public static class SimplifiedRegions
{
    /// <summary>The zooms that have shapes; farther off and nearer the outermost are taken.</summary>
    public const int Farthest = 6, Nearest = 12;

    /// <summary>Farther off, no map shows municipalities.</summary>
    public const int MunicipalitiesFrom = 10;

    private const double Pixels = 1.5; // how much of a pixel a bend must be to stay: the square root of its area
    private const double EquatorMetres = 40_075_016.686; // in Web Mercator
    private const int TilePixels = 512; // MapLibre draws tiles that large
    private static readonly int[] Above = [2, 3, 5]; // digits of the keys of state, government districts, districts

    private const string Insert = """
        INSERT INTO region_shapes (region_key, zoom, geometry)
        SELECT key, zoom, ST_Multi(ST_GeomFromWKB(shape, 3857)) FROM unnest($1, $2, $3) AS drawn (key, zoom, shape)
        JOIN regions USING (key)
        """;

    /// <summary>Makes the shapes anew from the boundaries of municipalities, in the transaction of the connection.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (keys, shapes) = await ReadAsync(connection, cancellationToken);
        var drawn = keys.Length == 0 ? [] : Draw(keys, shapes).ToList();
        var writer = new WKBWriter();
        var (drawnKeys, zooms) = (drawn.Select(one => one.Key).ToArray(), drawn.Select(one => (short)one.Zoom).ToArray());
        var bytes = drawn.Select(one => writer.Write(one.Shape)).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("DELETE FROM region_shapes"));
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(Insert)
            {
                Parameters =
                {
                    new() { Value = drawnKeys, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                    new() { Value = zooms, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint },
                    new() { Value = bytes, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <param name="keys">Of municipalities.</param>
    /// <param name="shapes">Their polygons in Web Mercator, which fit together.</param>
    public static IEnumerable<(string Key, int Zoom, Geometry Shape)> Draw(string[] keys, Geometry[] shapes)
    {
        for (var zoom = Nearest; zoom >= Farthest; zoom--)
        {
            // Those of the zoom before are simplified further: less work, and lines stay nested.
            if (zoom == MunicipalitiesFrom - 1) (keys, shapes) = Joined(keys, shapes, 5);
            shapes = CoverageSimplifier.Simplify(shapes, Pixels * EquatorMetres / (TilePixels << zoom));
            for (var i = 0; i < keys.Length; i++) yield return (keys[i], zoom, shapes[i]);
            foreach (var digits in Above.Where(digits => digits < keys[0].Length))
            {
                var (larger, joined) = Joined(keys, shapes, digits);
                for (var i = 0; i < larger.Length; i++) yield return (larger[i], zoom, joined[i]);
            }
        }
    }

    private static (string[] Keys, Geometry[] Shapes) Joined(string[] keys, Geometry[] shapes, int digits)
    {
        var groups = keys.Zip(shapes).GroupBy(one => one.First[..digits], one => one.Second).ToList();
        return ([.. groups.Select(group => group.Key)], [.. groups.Select(group => CoverageUnion.Union([.. group]))]);
    }

    private static async Task<(string[] Keys, Geometry[] Shapes)> ReadAsync(
        NpgsqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT region_key, ST_AsBinary(ST_Transform(geometry, 3857)) FROM region_boundaries WHERE length(region_key) = 8
            ORDER BY region_key
            """,
            connection
        );
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var reader = new WKBReader();
        var (keys, shapes) = (new List<string>(), new List<Geometry>());
        while (await rows.ReadAsync(cancellationToken))
        {
            keys.Add(rows.GetString(0));
            shapes.Add(reader.Read(rows.GetFieldValue<byte[]>(1)));
        }

        return ([.. keys], [.. shapes]);
    }
}
