using Npgsql;

namespace MsoNetwork.Regions;

/// <summary>
/// Boundaries as vector tiles: layer regions (key, level; polygons) and layer names (key, name, level, population; one point each).
/// The state is there as the land; municipalities close by, and the names of towns the sooner the larger they are,
/// without what only tells them from namesakes elsewhere, such as (Ruhr).
/// </summary>
public static class RegionTiles
{
    // Inhabitants from which a town has its name on tiles of a zoom; the map leaves out what finds no room.
    private static readonly int[] TownsOf = [500_000, 250_000, 120_000, 50_000, 20_000];
    private const int FirstTowns = 5; // the zoom of the first number

    // 1,024 units of a tile are half pixels, because MapLibre draws it 512 pixels wide. The buffer hides where polygons are cut.
    private const string Sql = """
        WITH edge AS (SELECT ST_TileEnvelope($1, $2, $3) AS box, ST_TileEnvelope($1, $2, $3, margin => 0.03125) AS wide),
        levels (level, name) AS (VALUES ('Municipality', 'municipality'), ('District', 'district'), ('State', 'state')),
        shapes AS (
          SELECT r.key, levels.name AS level, ST_AsMVTGeom(s.geometry, edge.box, 1024, 32) AS geom
          FROM edge JOIN region_shapes AS s ON s.zoom = $4 AND s.geometry && edge.wide JOIN regions AS r ON r.key = s.region_key
          JOIN levels USING (level)),
        towns AS (
          SELECT r.key, regexp_replace(r.name, ' \(.*', '') AS name, 'municipality' AS level, r.population,
            ST_Transform(r.centre::geometry, 3857) AS point
          FROM regions AS r WHERE r.level = 'Municipality' AND r.population >= $5),
        districts AS (
          SELECT r.key, r.name, 'district' AS level, r.population, ST_PointOnSurface(s.geometry) AS point
          FROM regions AS r JOIN region_shapes AS s ON s.region_key = r.key AND s.zoom = $4
          WHERE r.level = 'District' AND (SELECT count(*) FROM regions AS town WHERE town.parent_key = r.key) > 1)
        SELECT (SELECT coalesce(ST_AsMVT(drawn, 'regions', 1024, 'geom'), '')
        FROM (SELECT * FROM shapes WHERE geom IS NOT NULL ORDER BY key) AS drawn)
          || (SELECT coalesce(ST_AsMVT(drawn, 'names', 1024, 'geom'), '') FROM (
            SELECT key, name, level, population, ST_AsMVTGeom(point, box, 1024, 0) AS geom
            FROM edge JOIN (TABLE towns UNION ALL TABLE districts) AS named ON ST_Intersects(point, box) ORDER BY key) AS drawn)
        """;

    public static async Task<byte[]> ReadAsync(NpgsqlDataSource database, TilePlace tile, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        var shapes = Math.Clamp(tile.Zoom, SimplifiedRegions.Farthest, SimplifiedRegions.Nearest);
        foreach (var number in (ReadOnlySpan<int>)[tile.Zoom, tile.X, tile.Y, shapes, Inhabitants(tile.Zoom)])
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
        return (byte[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static int Inhabitants(int zoom) =>
        zoom < FirstTowns ? int.MaxValue : TownsOf.ElementAtOrDefault(zoom - FirstTowns);
}
