using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Changes;

/// <summary>How far somebody has read the log.</summary>
/// <param name="Snapshot">PostgreSQL's snapshot (pg_snapshot as text): which transactions were over.</param>
/// <param name="Epoch">Database and timeline. After a restore or a failover the snapshot means nothing.</param>
public sealed record LogPosition(string Snapshot, string Epoch);

/// <summary>One thing that was written or deleted, however often.</summary>
/// <param name="Subject">One of <see cref="ChangeSubject"/>.</param>
/// <param name="Key">Its primary key as text; several columns are joined by a slash.</param>
public readonly record struct LoggedChange(string Subject, string Key);

/// <summary>What has changed since a position.</summary>
/// <param name="Position">Where the next reading starts.</param>
/// <param name="Everything">True when single changes do not say it: read all. Then there are none here.</param>
/// <param name="Changes">Each once.</param>
/// <param name="OldestAge">How long ago the first of them was written, by the database's clock.</param>
public sealed record LoggedChanges(LogPosition Position, bool Everything, IReadOnlyList<LoggedChange> Changes, TimeSpan OldestAge)
{
    /// <summary>The ids of a subject whose keys are such.</summary>
    public Guid[] IdsOf(string subject) =>
        [.. Changes.Where(change => change.Subject == subject).Select(change => Guid.Parse(change.Key))];
}

/// <summary>
/// Reads the log, which triggers write in the transaction that changes. A change is new to a reader when its transaction is not in the
/// snapshot of his last reading: exact, also when transactions commit in another order than they began.
/// </summary>
public static class ChangeLog
{
    /// <summary>Database and timeline.</summary>
    internal const string EpochOfNow = """
        concat((SELECT oid FROM pg_database WHERE datname = current_database()), '/', CASE WHEN pg_is_in_recovery()
            THEN upper(lpad(to_hex((SELECT timeline_id FROM pg_control_checkpoint())), 8, '0'))
            ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END)
        """;

    /// <summary>The position of now, the epoch, and whether a position ($1, may be null) is too old or from elsewhere.</summary>
    internal const string Here = $"""
        pg_current_snapshot()::text,
        {EpochOfNow},
        coalesce((
            SELECT pruned_to >= pg_snapshot_xmin($1::pg_snapshot)
                OR pg_snapshot_xmax($1::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot())
            FROM change_log), true)
        """;

    /// <summary>On change_sets. The first condition can use the index, the second one says it exactly.</summary>
    internal const string IsSince =
        "transaction >= pg_snapshot_xmin($1::pg_snapshot) AND NOT pg_visible_in_snapshot(transaction, $1::pg_snapshot)";

    private const string Since = $"""
        SELECT s.subject, c.key, extract(epoch FROM clock_timestamp() - min(s.changed_at))::float8
        FROM (SELECT number, subject, changed_at FROM change_sets WHERE {IsSince} AND subject = ANY($3)) AS s
            JOIN changes AS c ON c.change_set = s.number
        GROUP BY s.subject, c.key LIMIT $2
        """;

    /// <param name="connection">In a REPEATABLE READ transaction; what is read in the same one is as of the new position.</param>
    /// <param name="since">The position before; null: from nothing, so everything.</param>
    /// <param name="subjects">What the reader asks about.</param>
    /// <param name="most">With more changes than this it says everything.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<LoggedChanges> ReadAsync(
        NpgsqlConnection connection,
        LogPosition? since,
        string[] subjects,
        int most,
        CancellationToken cancellationToken
    )
    {
        var (position, isLost) = await HereAsync(connection, since, cancellationToken);
        if (since is null || isLost || position.Epoch != since.Epoch) return new LoggedChanges(position, true, [], TimeSpan.Zero);
        await using var command = new NpgsqlCommand(Since, connection);
        command.Parameters.Add(Text(since.Snapshot));
        command.Parameters.Add(new() { Value = (long)most + 1 });
        command.Parameters.Add(new() { Value = subjects });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var changes = new List<LoggedChange>();
        var age = 0.0;
        var everything = false;
        while (await rows.ReadAsync(cancellationToken))
        {
            age = Math.Max(age, rows.GetDouble(2));
            if (rows.IsDBNull(1)) everything = true;
            else changes.Add(new LoggedChange(rows.GetString(0), rows.GetString(1)));
        }

        everything |= changes.Count > most;
        return new LoggedChanges(position, everything, everything ? [] : changes, TimeSpan.FromSeconds(age));
    }

    private static async Task<(LogPosition Position, bool IsLost)> HereAsync(
        NpgsqlConnection connection,
        LogPosition? since,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand($"SELECT {Here}", connection) { Parameters = { Text(since?.Snapshot) } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (new LogPosition(row.GetString(0), row.GetString(1)), row.GetBoolean(2));
    }

    internal static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
