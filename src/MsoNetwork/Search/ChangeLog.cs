using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Search;

/// <summary>How far somebody has read the change log.</summary>
/// <param name="Snapshot">PostgreSQL's snapshot (pg_snapshot as text): which transactions were over.</param>
/// <param name="Epoch">Database and timeline. After a restore or a failover the snapshot means nothing.</param>
public sealed record LogPosition(string Snapshot, string Epoch);

/// <summary>What has changed since a position.</summary>
/// <param name="Position">Where the next reading starts.</param>
/// <param name="Everything">True when single changes do not say it: read all. Then the ids are empty.</param>
/// <param name="Ids">Organisations written or deleted, each once.</param>
/// <param name="OldestAge">How long ago the first of them was written, by the database's clock.</param>
public sealed record LoggedChanges(LogPosition Position, bool Everything, Guid[] Ids, TimeSpan OldestAge);

/// <summary>
/// Reads search_changes, which triggers write in the transaction that changes organisations. A change is new to a reader when its
/// transaction is not in the snapshot of his last reading: exact, also when transactions commit in another order than they began.
/// </summary>
public static class ChangeLog
{
    private const string Here = """
        SELECT pg_current_snapshot()::text, concat((SELECT oid FROM pg_database WHERE datname = current_database()), '/', left(pg_walfile_name(pg_current_wal_lsn()), 8)),
          coalesce((SELECT pruned_below > pg_snapshot_xmin($1::pg_snapshot) OR pg_snapshot_xmax($1::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot()) FROM search_log), true)
        """;

    // The first condition can use the key, the second one says it exactly.
    private const string Since = """
        SELECT organisation_id, extract(epoch FROM clock_timestamp() - min(changed_at))::float8 FROM search_changes
        WHERE transaction >= pg_snapshot_xmin($1::pg_snapshot) AND NOT pg_visible_in_snapshot(transaction, $1::pg_snapshot)
        GROUP BY organisation_id LIMIT $2
        """;

    /// <param name="connection">In a REPEATABLE READ transaction; documents read in the same one are those of the new position.</param>
    /// <param name="since">The position before; null: from nothing, so everything.</param>
    /// <param name="most">With more organisations than this it says everything.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<LoggedChanges> ReadAsync(
        NpgsqlConnection connection,
        LogPosition? since,
        int most,
        CancellationToken cancellationToken
    )
    {
        var (position, pruned) = await HereAsync(connection, since, cancellationToken);
        if (since is null || pruned || position.Epoch != since.Epoch)
            return new LoggedChanges(position, true, [], TimeSpan.Zero);
        await using var command = new NpgsqlCommand(Since, connection)
        {
            Parameters =
            {
                Text(since.Snapshot),
                new() { Value = (long)most + 1 },
            },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<Guid>();
        var age = 0.0;
        var everything = false;
        while (await rows.ReadAsync(cancellationToken))
        {
            age = Math.Max(age, rows.GetDouble(1));
            if (rows.IsDBNull(0)) everything = true;
            else ids.Add(rows.GetGuid(0));
        }

        everything |= ids.Count > most;
        return new LoggedChanges(position, everything, everything ? [] : [.. ids], TimeSpan.FromSeconds(age));
    }

    private static async Task<(LogPosition Position, bool Pruned)> HereAsync(
        NpgsqlConnection connection,
        LogPosition? since,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Here, connection) { Parameters = { Text(since?.Snapshot) } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (new LogPosition(row.GetString(0), row.GetString(1)), row.GetBoolean(2));
    }

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
