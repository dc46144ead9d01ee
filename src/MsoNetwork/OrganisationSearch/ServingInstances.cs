using Npgsql;

namespace MsoNetwork.OrganisationSearch;

/// <summary>A serving instance as it told of itself.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">Machine and process.</param>
/// <param name="Rebuilt">The last request to rebuild that its index is newer than.</param>
/// <param name="Read">Documents read so far for the rebuild that runs.</param>
/// <param name="Total">Documents to read.</param>
/// <param name="Lives">Whether its session with the database lasts.</param>
public sealed record ServingInstance(int Number, string Name, long Rebuilt, int Read, int Total, bool Lives);

/// <summary>Who serves searches, and requests that all of them rebuild their index.</summary>
public static class ServingInstances
{
    /// <summary>The class of the advisory locks that instances hold ("mso", 1).</summary>
    internal const int LockClass = 0x6D736F01;

    /// <summary>What listeners hear when a rebuild is asked for.</summary>
    internal const string RebuildAsked = "SearchRebuild";

    private const string Sweep = """
        WITH dead AS (DELETE FROM search_instances WHERE NOT session_holds($1, number))
        DELETE FROM search_rebuilds WHERE asked_at < now() - interval '1 day' AND number < (SELECT max(number) FROM search_rebuilds)
        """;

    /// <summary>A number that no other instance has; kept for the life of the process.</summary>
    internal static async Task<int> NumberAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT nextval(pg_get_serial_sequence('search_instances', 'number'))::int",
            connection
        );
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Tells how far an instance is; its session holds the lock already, else a sweep would take it for dead.</summary>
    internal static async Task TellAsync(
        NpgsqlDataSource database,
        int number,
        long rebuilt,
        int read,
        int total,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand("""
            INSERT INTO search_instances (number, name, rebuilt, read, total) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (number) DO UPDATE SET rebuilt = excluded.rebuilt, read = excluded.read, total = excluded.total
            """);
        foreach (var value in (object[])[number, $"{Environment.MachineName}, process {Environment.ProcessId}", rebuilt, read, total])
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes back what a number told.</summary>
    internal static async Task ForgetAsync(NpgsqlDataSource database, int number, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("DELETE FROM search_instances WHERE number = $1");
        command.Parameters.Add(new() { Value = number });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Asks all to rebuild; gives the request's number.</summary>
    public static async Task<long> AskToRebuildAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            WITH asked AS (INSERT INTO search_rebuilds DEFAULT VALUES RETURNING number)
            SELECT number, pg_notify('msonet_changes', 'SearchRebuild') FROM asked
            """);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The number of the last request to rebuild; 0 when there was none.</summary>
    internal static async Task<long> LastRequestAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT coalesce(max(number), 0) FROM search_rebuilds", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Forgets instances that are dead, and old requests.</summary>
    internal static async Task SweepAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sweep);
        command.Parameters.Add(new() { Value = LockClass });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<IReadOnlyList<ServingInstance>> ListAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT number, name, rebuilt, read, total, session_holds($1, number) FROM search_instances ORDER BY number"
        );
        command.Parameters.Add(new() { Value = LockClass });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var instances = new List<ServingInstance>();
        while (await rows.ReadAsync(cancellationToken))
            instances.Add(
                new ServingInstance(
                    rows.GetInt32(0),
                    rows.GetString(1),
                    rows.GetInt64(2),
                    rows.GetInt32(3),
                    rows.GetInt32(4),
                    rows.GetBoolean(5)
                )
            );
        return instances;
    }
}
