using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Regions;

/// <summary>The outline of regions taken together, as a GeoJSON geometry in WGS 84, and its edges in degrees.</summary>
public sealed record RegionOutline(JsonElement Geometry, double West, double South, double East, double North)
{
    // As the nearest tiles draw it; farther off the difference is less than a pixel.
    private const string Sql = """
        SELECT ST_AsGeoJSON(whole, 5), ST_XMin(whole), ST_YMin(whole), ST_XMax(whole), ST_YMax(whole)
        FROM (SELECT ST_Transform(ST_Union(geometry), 4326) AS whole FROM region_shapes WHERE region_key = ANY($1) AND zoom = $2) AS region
        WHERE whole IS NOT NULL
        """;

    /// <summary>Null where no boundaries are loaded.</summary>
    public static async Task<RegionOutline?> ReadAsync(
        NpgsqlDataSource database,
        IReadOnlyList<string> keys,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(
            new NpgsqlParameter<string[]> { TypedValue = [.. keys], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
        );
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = SimplifiedRegions.Nearest });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return null;
        using var geometry = JsonDocument.Parse(row.GetString(0));
        return new RegionOutline(
            geometry.RootElement.Clone(),
            row.GetDouble(1),
            row.GetDouble(2),
            row.GetDouble(3),
            row.GetDouble(4)
        );
    }
}
