using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>
/// Works the outbox off. A worker claims lanes, not rows: all changes of one thing lie in one lane, so an older state never
/// arrives after a newer one. The claim is a row lock, gone with the worker; rows leave the queue after the other side has confirmed.
/// </summary>
public sealed class OutboxWorker(NpgsqlDataSource database, OutboxConsumer consumer)
{
    private const int BatchSize = 1_000;

    // Half of the lanes at most, so that a second instance finds work too.
    private const string Claim = """
        SELECT lane FROM outbox_lanes AS l WHERE consumer = $2
          AND EXISTS (SELECT FROM outbox AS o WHERE (o.consumer, o.lane) = (l.consumer, l.lane)
            AND (NOT o.done OR NOT session_holds($1, outbox_lock($2))))
          AND (NOT $3 OR EXISTS (SELECT FROM outbox_consumers WHERE name = $2 AND rebuilt > 0)) -- before, there is no copy to change
        ORDER BY random() LIMIT 4 FOR UPDATE SKIP LOCKED
        """;

    private const string Waiting = """
        SELECT seq, subject, key FROM outbox WHERE consumer = $2 AND lane = ANY($3) AND (NOT done OR NOT session_holds($1, outbox_lock($2)))
        ORDER BY seq LIMIT $4
        """;

    // While the copy is rebuilt, what was confirmed may have gone to the one that is thrown away: kept until that is over.
    private const string Keep = """
        UPDATE outbox SET done = true WHERE consumer = $2 AND lane = ANY($3) AND seq = ANY($4) AND session_holds($1, outbox_lock($2))
        """;

    private const string Remove = "DELETE FROM outbox WHERE consumer = $1 AND lane = ANY($2) AND seq = ANY($3)";

    private IReadOnlyCollection<LoggedChange> _unsure = [];

    /// <summary>Brings a batch; 0 when there is none that others do not hold.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (_unsure.Count > 0)
        {
            await OutboxFeed.QueueAsync(connection, consumer, _unsure, cancellationToken);
            _unsure = [];
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var lanes = await ClaimAsync(connection, cancellationToken);
        if (lanes.Length == 0) return 0;
        var (rows, changes) = await WaitingAsync(connection, lanes, cancellationToken);
        if (rows.Length == 0) return 0; // another worker was faster
        // If the lock is lost meanwhile, another worker may have overtaken what was brought: then it is brought once more.
        _unsure = changes;
        try
        {
            await consumer.DeliverAsync(connection, changes, cancellationToken);
        }
        catch
        {
            if (await HoldsAsync(connection)) _unsure = []; // nobody could overtake
            throw;
        }

        await RemoveAsync(connection, lanes, rows, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _unsure = [];
        return changes.Count;
    }

    private static async Task<bool> HoldsAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT true", connection);
            return await command.ExecuteScalarAsync(CancellationToken.None) is true;
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    private async Task<int[]> ClaimAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, Claim, OutboxConsumer.LockClass, consumer.Name, consumer.KeepsCopy);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var lanes = new List<int>();
        while (await rows.ReadAsync(cancellationToken)) lanes.Add(rows.GetInt32(0));
        return [.. lanes];
    }

    private async Task<(long[] Rows, IReadOnlyCollection<LoggedChange> Changes)> WaitingAsync(
        NpgsqlConnection connection,
        int[] lanes,
        CancellationToken cancellationToken
    )
    {
        await using var command = Command(connection, Waiting, OutboxConsumer.LockClass, consumer.Name, lanes, (long)BatchSize);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<long>();
        var changes = new HashSet<LoggedChange>();
        while (await row.ReadAsync(cancellationToken))
        {
            rows.Add(row.GetInt64(0));
            changes.Add(new LoggedChange(row.GetString(1), row.GetString(2)));
        }

        return ([.. rows], changes);
    }

    private async Task RemoveAsync(NpgsqlConnection connection, int[] lanes, long[] rows, CancellationToken cancellationToken)
    {
        await using var keep = Command(connection, Keep, OutboxConsumer.LockClass, consumer.Name, lanes, rows);
        if (await keep.ExecuteNonQueryAsync(cancellationToken) > 0)
            return;
        await using var remove = Command(connection, Remove, consumer.Name, lanes, rows);
        await remove.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
