namespace MsoNetwork.Organisations.Merging;

/// <summary>
/// Whether the points of a file lie in the municipalities that its rows name. Each statement is set-based; where no boundaries are loaded,
/// none finds anything.
/// </summary>
internal static class PointSql
{
    /// <summary>Boundaries of this scale are off by so much (VG250, 1:250,000): who lives at one is not told to have moved.</summary>
    public const int ToleranceMetres = 100;

    /// <summary>
    /// Rows whose point is in another municipality: row, its name, the name of the one where the point is; null: in none of the state.
    /// </summary>
    public static readonly string Elsewhere = $"""
        WITH told AS MATERIALIZED (
            SELECT r.row, r.municipality_key AS key, ST_SetSRID(ST_MakePoint(r.longitude, r.latitude), 4326) AS point, b.geometry
            FROM import_rows AS r JOIN region_boundaries AS b ON b.region_key = r.municipality_key
            WHERE r.latitude IS NOT NULL AND r.longitude IS NOT NULL),
        outside AS MATERIALIZED (SELECT * FROM told WHERE NOT ST_Covers(geometry, point))
        SELECT o.row, own.name, (
            SELECT there.name FROM region_boundaries AS b JOIN regions AS there ON there.key = b.region_key
            WHERE there.level = 'Municipality' AND ST_DWithin(b.geometry::geography, o.point::geography, {ToleranceMetres})
              AND b.geometry && ST_Expand(o.point, 0.01) ORDER BY b.geometry <-> o.point LIMIT 1)
        FROM outside AS o JOIN regions AS own ON own.key = o.key
        WHERE NOT ST_DWithin(o.geometry::geography, o.point::geography, {ToleranceMetres}) ORDER BY o.row
        """;

    /// <summary>Takes points away. Parameter: @rows.</summary>
    public const string LeaveOut = "UPDATE import_rows SET latitude = NULL, longitude = NULL WHERE row = ANY(@rows)";
}
