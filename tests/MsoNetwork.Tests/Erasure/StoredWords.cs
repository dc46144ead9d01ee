using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using Npgsql;

namespace MsoNetwork.Tests.Erasure;

/// <summary>All that a dump of the database would have of some words.</summary>
internal static class StoredWords
{
    /// <summary>Tables in which one of the words stands, as text or as bytes.</summary>
    public static async Task<string> FoundAsync(RunningSite site, params string[] words)
    {
        var token = TestContext.Current.CancellationToken;
        var tables = (await site.TextAsync("""
            SELECT string_agg(relname::text, ' ') FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                AND relname NOT IN ('spatial_ref_sys', 'region_boundaries', '__EFMigrationsHistory')
            """)).Split(' ');
        var found = new List<string>();
        await using var connection = await site.Database.OpenConnectionAsync(token);
        foreach (var table in tables)
        {
            await using var command = new NpgsqlCommand($"""
                SELECT string_agg(DISTINCT word, ' ') FROM (SELECT t::text AS told FROM {table} AS t OFFSET 0) AS row, unnest($1) AS word
                WHERE position(word IN told) > 0 OR position(encode(convert_to(word, 'UTF8'), 'hex') IN told) > 0
                """, connection);
            command.Parameters.Add(new() { Value = words });
            if (await command.ExecuteScalarAsync(token) is string told) found.Add($"{table}: {told}");
        }

        return string.Join("; ", found);
    }
}
