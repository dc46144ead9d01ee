using System.Data;
using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>
/// Carries the log into the outbox: one row of outbox_consumers says how far. Position and queue move in one transaction, so
/// every change is queued once, whichever instance does it and wherever it is killed.
/// </summary>
public static class OutboxFeed
{
    /// <summary>Changes at once; more are done by a rebuild.</summary>
    private const int Most = 50_000;

    private const string Save = """
        WITH lanes AS (INSERT INTO outbox_lanes SELECT $1, generate_series(0, 7) ON CONFLICT DO NOTHING)
        INSERT INTO outbox_consumers (name, snapshot, epoch) VALUES ($1, $2, $3)
        ON CONFLICT (name) DO UPDATE SET snapshot = excluded.snapshot, epoch = excluded.epoch,
          rebuild = outbox_consumers.rebuild + CASE WHEN $4 THEN 1 ELSE 0 END
        """;

    // A queue that nobody works off (the other side is away) does not grow for ever.
    private const string Overflow = """
        DELETE FROM outbox WHERE consumer = $2
            AND (SELECT count(*) FROM (SELECT FROM outbox WHERE consumer = $2 LIMIT $1 + 1) AS first) > $1
        """;

    /// <summary>Queues what is new. Two at once: one does it, the other passes by.</summary>
    /// <returns>How many changes were queued.</returns>
    public static async Task<int> RunAsync(NpgsqlDataSource database, OutboxConsumer consumer, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        try
        {
            var since = await PositionAsync(connection, consumer, cancellationToken);
            var changes = await ChangeLog.ReadAsync(connection, since, consumer.Subjects, Most, cancellationToken);
            if (since is not null && !changes.Everything && changes.Changes.Count == 0) return 0; // else every look would write
            if (changes.Changes.Count > 0) await QueueAsync(connection, consumer, changes.Changes, cancellationToken);
            await using var overflow = new NpgsqlCommand(Overflow, connection)
            {
                Parameters = { new() { Value = (long)4 * Most }, new() { Value = consumer.Name } },
            };
            var everything = changes.Everything | await overflow.ExecuteNonQueryAsync(cancellationToken) > 0;
            await using var save = new NpgsqlCommand(Save, connection);
            foreach (var value in (object[])[consumer.Name, changes.Position.Snapshot, changes.Position.Epoch, everything])
                save.Parameters.Add(new() { Value = value });
            await save.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return changes.Changes.Count;
        }
        catch (PostgresException error)
            when (error.SqlState
                    is PostgresErrorCodes.SerializationFailure
                        or PostgresErrorCodes.LockNotAvailable
                        or PostgresErrorCodes.UniqueViolation
            )
        {
            return 0; // another instance is at it
        }
    }

    /// <summary>Puts changes into the queue, each in the lane that all changes of the same thing take.</summary>
    internal static async Task QueueAsync(
        NpgsqlConnection connection,
        OutboxConsumer consumer,
        IReadOnlyCollection<LoggedChange> changes,
        CancellationToken cancellationToken
    )
    {
        const string Queue = """
            INSERT INTO outbox (consumer, lane, subject, key)
            SELECT $1, hashtext(key) & 7, subject, key FROM unnest($2, $3) AS new (subject, key)
            """;
        await using var command = new NpgsqlCommand(Queue, connection)
        {
            Parameters =
            {
                new() { Value = consumer.Name },
                new() { Value = changes.Select(change => change.Subject).ToArray() },
                new() { Value = changes.Select(change => change.Key).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<LogPosition?> PositionAsync(
        NpgsqlConnection connection,
        OutboxConsumer consumer,
        CancellationToken cancellationToken
    )
    {
        const string Position = "SELECT snapshot, epoch FROM outbox_consumers WHERE name = $1 FOR UPDATE NOWAIT";
        await using var command = new NpgsqlCommand(Position, connection) { Parameters = { new() { Value = consumer.Name } } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new LogPosition(row.GetString(0), row.GetString(1)) : null;
    }
}
