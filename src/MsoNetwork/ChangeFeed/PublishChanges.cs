using System.Data;
using MsoNetwork.Changes;
using Npgsql;

namespace MsoNetwork.ChangeFeed;

/// <summary>
/// Brings what is new in the log into the feed: rows, their positions and how far the log was read move in one transaction, so that a
/// change is published once, whichever instance does it and wherever it is killed.
/// </summary>
public sealed class PublishChanges(NpgsqlDataSource database)
{
    /// <summary>What listeners hear when something was published.</summary>
    public const string Subject = "PublishedChange";

    /// <summary>What of the log is told.</summary>
    public static IReadOnlyList<string> Subjects => PublishedFields.Subjects;

    private const string Turn = "SELECT snapshot, epoch, last_position FROM change_feed FOR UPDATE NOWAIT";

    // $1: the snapshot of the last time, $2: subjects. What the sweep took, and what TRUNCATE took, no row says.
    private const string Look = $"""
        SELECT {ChangeLog.Here}, EXISTS (SELECT FROM change_sets WHERE {ChangeLog.IsSince}),
            EXISTS (SELECT FROM change_sets AS s JOIN changes AS c ON c.change_set = s.number
                WHERE {ChangeLog.IsSince} AND s.subject = ANY($2) AND c.key IS NULL),
            coalesce((SELECT max(position) FROM published_changes), 0)
        """;

    private const string Save = """
        WITH kept AS (UPDATE change_log SET unpublished_from = pg_snapshot_xmin($1::pg_snapshot))
        UPDATE change_feed SET snapshot = $1, epoch = $2, last_position = $3,
            generation = CASE WHEN $4 THEN gen_random_uuid() ELSE generation END
        """;

    /// <summary>Publishes what is new. Two at once: one does it, the other passes by.</summary>
    /// <returns>How many changes were published.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        try
        {
            var published = await RunInAsync(connection, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return published;
        }
        catch (PostgresException error)
            when (error.SqlState
                    is PostgresErrorCodes.SerializationFailure
                        or PostgresErrorCodes.LockNotAvailable
                        or PostgresErrorCodes.UniqueViolation
            )
        {
            return 0; // another instance is at it, or the sweep
        }
    }

    private static async Task<int> RunInAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await TurnAsync(connection, cancellationToken) is not var (since, last))
        {
            await using var begin = Command(connection, "INSERT INTO change_feed DEFAULT VALUES"); // the next time starts anew
            return await begin.ExecuteNonQueryAsync(cancellationToken) - 1;
        }

        await using var look = Command(connection, Look, since.Snapshot, PublishedFields.Subjects);
        LogPosition here;
        bool startsAnew, isNew;
        await using (var row = await look.ExecuteReaderAsync(cancellationToken))
        {
            await row.ReadAsync(cancellationToken);
            here = new LogPosition(row.GetString(0), row.GetString(1));
            startsAnew = row.GetBoolean(2) || here.Epoch != since.Epoch || row.GetBoolean(4) || row.GetInt64(5) > last;
            (isNew, last) = (row.GetBoolean(3), Math.Max(last, row.GetInt64(5)));
        }

        if (!startsAnew && !isNew) return 0; // else every look would write
        var published = 0;
        if (!startsAnew)
        {
            await using var publish = Command(
                connection, PublishSql.Publish, since.Snapshot, PublishedFields.Subjects, PublishedFields.Columns, PublishedFields.Names,
                last);
            publish.CommandTimeout = 0;
            published = await publish.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var save = Command(connection, Save, here.Snapshot, here.Epoch, last + published, startsAnew);
        await save.ExecuteNonQueryAsync(cancellationToken);
        if (published == 0) return 0;
        await using var tell = Command(connection, "SELECT pg_notify('msonet_changes', $1)", Subject);
        await tell.ExecuteNonQueryAsync(cancellationToken);
        return published;
    }

    private static async Task<(LogPosition Since, long Last)?> TurnAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using (var patience = new NpgsqlCommand("SET LOCAL statement_timeout = 0; SET LOCAL jit = off", connection))
            await patience.ExecuteNonQueryAsync(cancellationToken);
        await using var turn = new NpgsqlCommand(Turn, connection);
        await using var row = await turn.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken)) return null;
        return (new LogPosition(row.GetString(0), row.GetString(1)), row.GetInt64(2));
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
