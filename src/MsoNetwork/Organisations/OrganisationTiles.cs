using MsoNetwork.Regions;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Organisations;

/// <summary>How many organisations conditions find, and the box around them in degrees; null around nobody.</summary>
public sealed record OrganisationExtent(int Count, BoxInput? Box);

/// <summary>What tiles show: rows with name, slug, town, vague, marker and place, of what conditions find.</summary>
/// <param name="Select">With {where} for the conditions.</param>
/// <param name="Location">The column of places that conditions may name.</param>
public sealed record PlacedRows(string Select, string Location);

/// <summary>
/// Organisations, or what else has a place, as vector tiles. A tile is cut into cells; those in a cell are one feature with their number,
/// at the mean of their places; together when that is one place (within 10 m), which no going nearer takes apart. A feature has the
/// marker of its organisations (<see cref="Markers"/>); of several kinds together that of an organisation.
/// Edges belong to one tile only, so the numbers of all tiles of a zoom add up to the number found.
/// </summary>
public static class OrganisationTiles
{
    private const int Extent = 4096; // units of a tile's side; MapLibre draws it 512 pixels wide

    // x and y count tiles from the tile's corner, as the formulas of Web Mercator give them. Sums of whole numbers are exact, whatever the
    // order of rows.
    private const string Cells = """
        WITH placed AS (
          SELECT name, slug, town, vague, marker, place,
            (ST_X(place) + 180) / 360 * 2 ^ {z} - {x} AS x, (1 - asinh(tan(radians(ST_Y(place)))) / pi()) / 2 * 2 ^ {z} - {y} AS y
          FROM ({rows}) AS found),
        inside AS (SELECT *, floor(x * 4096)::int AS px, floor(y * 4096)::int AS py FROM placed WHERE x >= 0 AND x < 1 AND y >= 0 AND y < 1),
        cells AS (
          SELECT count(*)::int AS count, CASE count(*) WHEN 1 THEN min(name) END AS name, CASE count(*) WHEN 1 THEN min(slug) END AS slug,
            CASE WHEN min(town) = max(town) THEN min(town) END AS town, bool_and(vague) AS vague,
            CASE WHEN min(marker) = max(marker) THEN min(marker) ELSE 'organisation' END AS marker,
            CASE WHEN count(*) > 1 AND max(ST_X(place)) - min(ST_X(place)) < 0.0001 AND max(ST_Y(place)) - min(ST_Y(place)) < 0.0001
              THEN true END AS together, ST_MakePoint(round(avg(px)), round(avg(py))) AS geom
          FROM inside GROUP BY px / {cell}, py / {cell} ORDER BY py / {cell}, px / {cell})
        SELECT coalesce(ST_AsMVT(cells, 'organisations', 4096, 'geom'), '') FROM cells
        """;

    private const string Around = """
        SELECT count(*)::int, min(ST_Y(place)), min(ST_X(place)), max(ST_Y(place)), max(ST_X(place))
        FROM ({rows}) AS found
        """;

    private static readonly PlacedRows Organisations = new(
        """
        SELECT o.name, o.slug, o.town, o.precision = 'Municipality' AS vague, {marker} AS marker, o.location::geometry AS place
        FROM organisations AS o WHERE {where}
        """,
        "o.location");

    public static async Task<byte[]> ReadAsync(
        NpgsqlDataSource database,
        SqlConditions conditions,
        TilePlace tile,
        CancellationToken cancellationToken,
        PlacedRows? rows = null
    )
    {
        var (asked, placed) = (conditions.Copy(), rows ?? Organisations);
        if (tile.Zoom >= 9) AddEdges(asked, tile, placed.Location);
        var sql = new Dictionary<string, string>
        {
            ["{rows}"] = placed.Select,
            ["{marker}"] = Markers.Sql(asked),
            ["{where}"] = asked.Where,
            ["{z}"] = asked.Parameter(tile.Zoom),
            ["{x}"] = asked.Parameter(tile.X),
            ["{y}"] = asked.Parameter(tile.Y),
            ["{cell}"] = asked.Parameter(Cell(tile.Zoom)),
        }.Aggregate(Cells, (text, part) => text.Replace(part.Key, part.Value, StringComparison.Ordinal));
        await using var command = asked.Command(database, sql);
        return (byte[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public static async Task<OrganisationExtent> ExtentAsync(
        NpgsqlDataSource database,
        SqlConditions conditions,
        CancellationToken cancellationToken,
        PlacedRows? rows = null
    )
    {
        var asked = conditions.Copy();
        var sql = Around.Replace("{rows}", (rows ?? Organisations).Select, StringComparison.Ordinal)
            .Replace("{marker}", Markers.Sql(asked), StringComparison.Ordinal).Replace("{where}", asked.Where, StringComparison.Ordinal);
        await using var command = asked.Command(database, sql);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var count = row.GetInt32(0);
        return new OrganisationExtent(
            count,
            count == 0
                ? null
                : new BoxInput
                {
                    South = row.GetDouble(1),
                    West = row.GetDouble(2),
                    North = row.GetDouble(3),
                    East = row.GetDouble(4),
                }
        );
    }

    // For the index; x and y above decide. Wider than the tile, because edges between geographies are arcs.
    private static void AddEdges(SqlConditions conditions, TilePlace tile, string location)
    {
        var (west, south, east, north) = tile.Edges;
        var margin = (east - west) / 20;
        conditions.AddPlace($"{location} && ST_MakeEnvelope({conditions.Parameter(west - margin)}, {conditions.Parameter(south - margin)}, "
            + $"{conditions.Parameter(east + margin)}, {conditions.Parameter(north + margin)}, 4326)::geography");
    }

    // 64 pixels, so that neighbours' numbers can be read; closer by, where fewer are left, down to 16.
    private static int Cell(int zoom) => zoom switch { < 13 => Extent / 8, < TilePlace.HighestZoom => Extent / 16, _ => Extent / 32 };
}
