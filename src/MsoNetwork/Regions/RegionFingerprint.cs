using Npgsql;

namespace MsoNetwork.Regions;

/// <summary>A text that changes with the names and places of regions: what documents are found by beside their own words.</summary>
public static class RegionFingerprint
{
    private const string Regions = """
        SELECT concat(
            (SELECT md5(string_agg(concat_ws('|', key, name, designation, ST_AsText(centre)), '#' ORDER BY key)) FROM regions),
            (SELECT md5(string_agg(concat_ws('|', region_key, language, name, is_landscape), '#' ORDER BY region_key, language, name))
             FROM region_names))
        """;

    public static async Task<string> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Regions, connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
