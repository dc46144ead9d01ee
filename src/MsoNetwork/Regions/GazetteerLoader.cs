using Npgsql;

namespace MsoNetwork.Regions;

/// <summary>Reads the <see cref="Gazetteer"/> in one round trip; about 2,000 rows.</summary>
public static class GazetteerLoader
{
    private const string Sql = """
        SELECT key, level, parent_key, name, designation, ST_Y(centre::geometry), ST_X(centre::geometry), population, area_km2 FROM regions
        ORDER BY key;
        SELECT postcode, municipality_key, is_area, ST_Y(location::geometry), ST_X(location::geometry) FROM postcodes
        ORDER BY postcode, municipality_key;
        SELECT region_key, name, is_landscape FROM region_names ORDER BY region_key, name;
        SELECT key, name, covers, region_key, except_region_key FROM integration_centres ORDER BY key;
        """;

    public static async Task<Gazetteer> LoadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var regions = new Dictionary<string, RegionEntry>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellationToken))
        {
            var region = new RegionEntry
            {
                Key = rows.GetString(0),
                Level = Enum.Parse<RegionLevel>(rows.GetString(1)),
                Name = rows.GetString(3),
                Designation = rows.IsDBNull(4) ? null : rows.GetString(4),
                Centre = new Position(rows.GetDouble(5), rows.GetDouble(6)),
                Population = rows.IsDBNull(7) ? null : rows.GetInt32(7),
                AreaKm2 = rows.IsDBNull(8) ? null : rows.GetDouble(8),
            };
            if (!rows.IsDBNull(2) && regions.TryGetValue(rows.GetString(2), out var parent))
            {
                region.Parent = parent;
                parent.Children.Add(region);
            }

            regions.Add(region.Key, region);
        }

        await rows.NextResultAsync(cancellationToken);
        var postcodes = new List<PostcodeEntry>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var entry = new PostcodeEntry(rows.GetString(0), regions[rows.GetString(1)],
                new Position(rows.GetDouble(3), rows.GetDouble(4)), rows.GetBoolean(2));
            postcodes.Add(entry);
            for (var region = entry.Municipality; region is not null; region = region.Parent)
            {
                if (region.Postcodes.Count == 0 || region.Postcodes[^1] != entry.Postcode) region.Postcodes.Add(entry.Postcode);
            }
        }

        await rows.NextResultAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var region = regions[rows.GetString(0)];
            (rows.GetBoolean(2) ? region.Landscapes : region.OtherNames).Add(rows.GetString(1));
        }

        await rows.NextResultAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var centre = new IntegrationCentre
            {
                Key = rows.GetString(0),
                Name = rows.GetString(1),
                Covers = rows.GetString(2),
                RegionKey = rows.GetString(3),
                ExceptRegionKey = rows.IsDBNull(4) ? null : rows.GetString(4),
            };
            foreach (var region in regions.Values.Where(region => Serves(centre, region.Key))) region.IntegrationCentres.Add(centre);
        }

        return new Gazetteer([.. regions.Values], postcodes);
    }

    /// <summary>A centre serves its region and what lies in it, and is listed for every region above it.</summary>
    private static bool Serves(IntegrationCentre centre, string region) =>
        centre.RegionKey.StartsWith(region, StringComparison.Ordinal)
        || (region.StartsWith(centre.RegionKey, StringComparison.Ordinal) && region != centre.ExceptRegionKey);
}
