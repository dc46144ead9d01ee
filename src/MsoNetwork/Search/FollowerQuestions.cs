using Npgsql;

namespace MsoNetwork.Search;

/// <summary>Small questions of a follower, asked in its snapshot.</summary>
internal static class FollowerQuestions
{
    // What documents are found by beside their own words.
    private const string Regions = """
        SELECT concat(
            (SELECT md5(string_agg(concat_ws('|', key, name, designation, ST_AsText(centre)), '#' ORDER BY key)) FROM regions),
            (SELECT md5(string_agg(concat_ws('|', region_key, language, name), '#' ORDER BY region_key, language, name)) FROM region_names))
        """;

    /// <summary>A text that changes with the names and places of regions.</summary>
    public static Task<string> RegionsAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        AskAsync<string>(connection, Regions, cancellationToken);

    /// <summary>The number of the last request to rebuild; 0 when there was none.</summary>
    public static Task<long> LastRequestAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        AskAsync<long>(connection, "SELECT coalesce(max(number), 0) FROM search_rebuilds", cancellationToken);

    public static Task<int> CountAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        AskAsync<int>(connection, "SELECT count(*)::int FROM organisations", cancellationToken);

    private static async Task<T> AskAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
