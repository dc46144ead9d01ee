using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Search;

/// <summary>
/// Carries the change log into the outbox: one row of search_outer_engine says how far. Position and queue move in one transaction, so
/// every change is queued once, whichever instance does it and wherever it is killed.
/// </summary>
public static class OutboxFeed
{
    /// <summary>Changes at once; more are done by a rebuild.</summary>
    private const int Most = 50_000;

    private const string Save = """
        INSERT INTO search_outer_engine (snapshot, epoch) VALUES ($1, $2)
        ON CONFLICT (single) DO UPDATE SET snapshot = excluded.snapshot, epoch = excluded.epoch,
          rebuild = search_outer_engine.rebuild + CASE WHEN $3 THEN 1 ELSE 0 END
        """;

    // A queue that nobody works off (the engine is away) does not grow for ever.
    private const string Overflow = """
        DELETE FROM search_outbox WHERE (SELECT count(*) FROM (SELECT FROM search_outbox LIMIT $1 + 1) AS first) > $1
        """;

    /// <summary>Queues what is new. Two at once: one does it, the other passes by.</summary>
    /// <returns>How many organisations were queued.</returns>
    public static async Task<int> RunAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        try
        {
            var since = await PositionAsync(connection, cancellationToken);
            var changes = await ChangeLog.ReadAsync(connection, since, Most, cancellationToken);
            if (since is not null && !changes.Everything && changes.Ids.Length == 0) return 0; // else every look would write
            if (changes.Ids.Length > 0) await QueueAsync(connection, changes.Ids, cancellationToken);
            await using var overflow = new NpgsqlCommand(Overflow, connection) { Parameters = { new() { Value = (long)4 * Most } } };
            var everything = changes.Everything | await overflow.ExecuteNonQueryAsync(cancellationToken) > 0;
            await using var save = new NpgsqlCommand(Save, connection)
            {
                Parameters =
                {
                    new() { Value = changes.Position.Snapshot },
                    new() { Value = changes.Position.Epoch },
                    new() { Value = everything },
                },
            };
            await save.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return changes.Ids.Length;
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

    /// <summary>Puts organisations into the queue, each in the lane that all of its changes take.</summary>
    internal static async Task QueueAsync(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO search_outbox (lane, organisation_id) SELECT uuid_hash(id) & 7, id FROM unnest($1) AS id",
            connection
        )
        {
            Parameters = { new() { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<LogPosition?> PositionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT snapshot, epoch FROM search_outer_engine FOR UPDATE NOWAIT", connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new LogPosition(row.GetString(0), row.GetString(1)) : null;
    }
}
