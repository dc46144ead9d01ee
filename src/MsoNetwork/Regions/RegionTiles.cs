using Npgsql;

namespace MsoNetwork.Regions;

/// <summary>
/// Boundaries as vector tiles: layer regions (key, level; simplified polygons) and layer names (key, name, level; one point each).
/// The state's is there far off, those of municipalities close by: each costs as much as all others.
/// </summary>
public static class RegionTiles
{
    private const int MunicipalitiesFrom = 10;

    // A pixel is a 512th of a tile, because MapLibre draws tiles that large; 1,024 units are half pixels. The buffer hides where polygons
    // are cut.
    private const string Sql = """
        WITH edge AS (SELECT ST_TileEnvelope($1, $2, $3) AS box, ST_TileEnvelope($1, $2, $3, margin => 0.03125) AS wide,
        40075016.686 / 2 ^ $1 / 512 AS pixel),
        near AS (
          SELECT r.key, r.name,
            CASE r.level WHEN 'Municipality' THEN 'municipality' WHEN 'District' THEN 'district' ELSE 'state' END AS level,
            ST_Transform(b.geometry, 3857) AS shape, edge.*
          FROM edge JOIN region_boundaries AS b ON b.geometry && ST_Transform(edge.wide, 4326) JOIN regions AS r ON r.key = b.region_key
          WHERE r.level = ANY($4)),
        shapes AS (
          SELECT key, level, ST_AsMVTGeom(ST_SimplifyPreserveTopology(shape, 1.5 * pixel), box, 1024, 32) AS geom FROM near),
        points AS (SELECT key, name, level, ST_PointOnSurface(shape) AS point, box FROM near WHERE level <> 'state')
        SELECT (SELECT coalesce(ST_AsMVT(drawn, 'regions', 1024, 'geom'), '')
        FROM (SELECT * FROM shapes WHERE geom IS NOT NULL ORDER BY key) AS drawn)
          || (SELECT coalesce(ST_AsMVT(drawn, 'names', 1024, 'geom'), '') FROM (
            SELECT key, name, level, ST_AsMVTGeom(point, box, 1024, 0) AS geom FROM points WHERE ST_Intersects(point, box)
            ORDER BY key) AS drawn)
        """;

    public static async Task<byte[]> ReadAsync(NpgsqlDataSource database, TilePlace tile, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        foreach (var number in (ReadOnlySpan<int>)[tile.Zoom, tile.X, tile.Y])
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
        string[] levels = tile.Zoom < MunicipalitiesFrom ? ["State", "District"] : ["District", "Municipality"];
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = levels });
        return (byte[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
