using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Regions;

/// <summary>Loads seeds/regions and, where a file is given, the boundaries; running it again changes only what differs.</summary>
public static class SeedRegions
{
    private const string Upsert = """
        INSERT INTO regions (key, level, parent_key, name, designation, centre, population, population_on, area_km2)
        VALUES (@key, @level, @parent, @name, @designation, ST_Point(@longitude, @latitude, 4326)::geography, @population, @on, @area)
        ON CONFLICT (key) DO UPDATE SET name = excluded.name, designation = excluded.designation, centre = excluded.centre,
            population = excluded.population, population_on = excluded.population_on, area_km2 = excluded.area_km2
        """;

    private const string Sums = """
        UPDATE regions AS region SET population = parts.population, population_on = parts.population_on, area_km2 = parts.area_km2
        FROM (SELECT above.key, sum(town.population)::int AS population, max(town.population_on) AS population_on,
        sum(town.area_km2) AS area_km2
              FROM regions AS above JOIN regions AS town ON town.level = 'Municipality' AND starts_with(town.key, above.key)
              WHERE above.level <> 'Municipality' GROUP BY above.key) AS parts
        WHERE region.key = parts.key
        """;

    private const string InsertName = """
        INSERT INTO region_names (region_key, language, name, is_landscape) VALUES (@key, @language, @name, @landscape)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Reads the folder's CSV files in one transaction: all of them or none.</summary>
    public static async Task RunAsync(NpgsqlDataSource database, string folder, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LoadAsync(connection, folder, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The same in the transaction of the connection.</summary>
    public static async Task LoadAsync(NpgsqlConnection connection, string folder, CancellationToken cancellationToken)
    {
        foreach (var row in Rows(folder, "regions.csv"))
        {
            var key = row("key");
            await RunAsync(
                connection,
                Upsert,
                cancellationToken,
                ("key", key),
                ("level", LevelOf(key)),
                ("parent", ParentOf(key)),
                ("name", row("name")),
                ("designation", row("designation")),
                ("latitude", Number(row("latitude"))),
                ("longitude", Number(row("longitude"))),
                ("population", null),
                ("on", null),
                ("area", null)
            );
        }

        foreach (var row in Rows(folder, "municipalities.csv"))
        {
            var key = row("ags");
            await RunAsync(
                connection,
                Upsert,
                cancellationToken,
                ("key", key),
                ("level", LevelOf(key)),
                ("parent", ParentOf(key)),
                ("name", row("name")),
                ("designation", row("designation")),
                ("latitude", Number(row("latitude"))),
                ("longitude", Number(row("longitude"))),
                ("population", int.Parse(row("population"), CultureInfo.InvariantCulture)),
                ("on", DateOnly.ParseExact(row("population_date"), "yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ("area", Number(row("area_km2"))));
        }

        await RunAsync(connection, Sums, cancellationToken);
        await RunAsync(connection, "DELETE FROM postcodes; DELETE FROM integration_centres; DELETE FROM region_names", cancellationToken);
        foreach (var row in Rows(folder, "postcodes.csv"))
        {
            await RunAsync(
                connection,
                "INSERT INTO postcodes VALUES (@postcode, @town, @area, ST_Point(@longitude, @latitude, 4326)::geography)",
                cancellationToken,
                ("postcode", row("postcode")),
                ("town", row("municipality")),
                ("area", row("kind") == "area"),
                ("latitude", Number(row("latitude"))),
                ("longitude", Number(row("longitude")))
            );
        }

        foreach (var row in Rows(folder, "integration-centres.csv"))
        {
            await RunAsync(connection, """
                INSERT INTO integration_centres (key, name, covers, region_key, except_region_key)
                VALUES (@key, @name, @covers, @region, nullif(@except, ''))
                """, cancellationToken,
                ("key", row("key")), ("name", row("name")), ("covers", row("covers")), ("region", row("region")),
                    ("except", row("except")));
        }

        foreach (var row in Rows(folder, "exonyms.csv"))
        {
            await RunAsync(
                connection,
                InsertName,
                cancellationToken,
                ("key", row("ags")),
                ("language", row("language")),
                ("name", row("name")),
                ("landscape", false)
            );
        }

        foreach (var row in Rows(folder, "landscapes.csv"))
        {
            foreach (var name in row("other_names").Split('|', StringSplitOptions.RemoveEmptyEntries).Prepend(row("name")))
            {
                foreach (var key in row("regions").Split('|'))
                    await RunAsync(
                        connection,
                        InsertName,
                        cancellationToken,
                        ("key", key),
                        ("language", "de"),
                        ("name", name),
                        ("landscape", true)
                    );
            }
        }
    }

    /// <summary>Loads a file of one JSON object per line: ags, level, geometry (MultiPolygon, WGS 84).</summary>
    /// <returns>How many regions have a boundary now.</returns>
    public static async Task<long> LoadBoundariesAsync(
        NpgsqlConnection connection,
        string file,
        string source,
        CancellationToken cancellationToken
    )
    {
        await foreach (var line in File.ReadLinesAsync(file, cancellationToken))
        {
            using var region = JsonDocument.Parse(line);
            await RunAsync(connection, """
                INSERT INTO region_boundaries (region_key, geometry, source)
                SELECT key, ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_GeomFromGeoJSON(@geometry)), 3)), @source FROM regions
                WHERE key = @key
                ON CONFLICT (region_key) DO UPDATE SET geometry = excluded.geometry, source = excluded.source
                """, cancellationToken,
                ("key", region.RootElement.GetProperty("ags").GetString()),
                ("geometry", region.RootElement.GetProperty("geometry").GetRawText()), ("source", source));
        }

        await SimplifiedRegions.WriteAsync(connection, cancellationToken);
        await using var count = new NpgsqlCommand("SELECT count(*) FROM region_boundaries", connection);
        return (long)(await count.ExecuteScalarAsync(cancellationToken))!;
    }

    private static string LevelOf(string key) => (key.Length switch
    {
        2 => RegionLevel.State,
        3 => RegionLevel.GovernmentDistrict,
        5 => RegionLevel.District,
        _ => RegionLevel.Municipality,
    }).ToString();

    private static string? ParentOf(string key) => key.Length switch { 2 => null, 3 => key[..2], 5 => key[..3], _ => key[..5] };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<Func<string, string>> Rows(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path)) yield break;
        using var csv = new CsvReader(new StreamReader(path), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        while (csv.Read()) yield return column => csv.GetField(column) ?? "";
    }

    private static async Task RunAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken cancellationToken,
        params (string Name, object? Value)[] values
    )
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in values)
        {
            if (value is null)
                command.Parameters.Add(
                    new NpgsqlParameter(
                        name,
                        name switch
                        {
                            "population" => NpgsqlDbType.Integer,
                            "on" => NpgsqlDbType.Date,
                            "area" => NpgsqlDbType.Double,
                            _ => NpgsqlDbType.Text,
                        }
                    )
                    {
                        Value = DBNull.Value,
                    }
                );
            else
                command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
