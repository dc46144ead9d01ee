using MsoNetwork.Changes;
using Npgsql;

namespace MsoNetwork.OrganisationSearch;

/// <summary>
/// Rebuilds the external search when that is wanted: at first, by command, when the change log could not say what changed,
/// and when vocabularies or regions have changed, whose labels stand in its documents.
/// One instance does it, under a session's lock; workers go on with the live index and keep what they did for the new one.
/// </summary>
public sealed class ExternalSearchRebuild(NpgsqlDataSource database, ExternalSearch search, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private const string Wanted = """
        SELECT rebuild, now.reference, outbox_lock($1) FROM outbox_consumers AS c, search_reference() AS now (reference)
        WHERE c.name = $1 AND (rebuilt < rebuild OR c.reference <> now.reference)
        """;

    /// <summary>
    /// Rebuilds when the search has no index, and then whenever it is wanted, until something fails or the token ends it.
    /// </summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        await OutboxFeed.RunAsync(database, search.Consumer, cancellationToken);
        // its data may have been thrown away
        if (!await search.IsBuiltAsync(cancellationToken)) await WantIfNoneAsync(cancellationToken);
        while (true)
        {
            await RunAsync(null, cancellationToken);
            await Task.Delay(LookEvery, time, cancellationToken);
        }
    }

    /// <summary>Wants a rebuild; gives a number that <see cref="IsDoneAsync"/> knows.</summary>
    public async Task<long> WantAsync(CancellationToken cancellationToken)
    {
        await OutboxFeed.RunAsync(database, search.Consumer, cancellationToken); // so that the row is there
        await using var command = database.CreateCommand(
            "UPDATE outbox_consumers SET rebuild = rebuild + 1 WHERE name = $1 RETURNING rebuild"
        );
        command.Parameters.Add(new() { Value = ExternalSearch.Name });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Wants one because the search has no index, unless one is wanted anyway.</summary>
    private async Task WantIfNoneAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "UPDATE outbox_consumers SET rebuild = rebuild + 1 WHERE name = $1 AND rebuilt >= rebuild"
        );
        command.Parameters.Add(new() { Value = ExternalSearch.Name });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<bool> IsDoneAsync(long wanted, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT EXISTS (SELECT FROM outbox_consumers WHERE name = $2 AND rebuilt >= $1)");
        command.Parameters.Add(new() { Value = wanted });
        command.Parameters.Add(new() { Value = ExternalSearch.Name });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Rebuilds if it is wanted and nobody else is at it.</summary>
    /// <returns>Whether this call has rebuilt.</returns>
    public async Task<bool> RunAsync(IProgress<(int Done, int Total)>? progress, CancellationToken cancellationToken)
    {
        if (await WantedAsync(cancellationToken) is not { } seen) return false;
        await using var session = await ListeningSession.OpenAsync(database, null, cancellationToken);
        if (!await session.TryLockAsync(OutboxConsumer.LockClass, seen.Lock, cancellationToken)) return false;
        if (await WantedAsync(cancellationToken) is not { } wanted) return false;
        await BatchesEndAsync(cancellationToken);
        await search.RebuildAsync(database, progress, cancellationToken);
        await using var done = new NpgsqlCommand(
            "UPDATE outbox_consumers SET rebuilt = greatest(rebuilt, $1), reference = $2 WHERE name = $3",
            session.Connection
        )
        {
            Parameters = { new() { Value = wanted.Number }, new() { Value = wanted.Reference }, new() { Value = ExternalSearch.Name } },
        };
        await done.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }

    private async Task<(long Number, string Reference, int Lock)?> WantedAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Wanted);
        command.Parameters.Add(new() { Value = ExternalSearch.Name });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (row.GetInt64(0), row.GetString(1), row.GetInt32(2)) : null;
    }

    // What workers took before they could see our lock has reached the search when all lanes were ours once.
    private async Task BatchesEndAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var patience = new NpgsqlCommand("SET LOCAL statement_timeout = 0", connection);
        await patience.ExecuteNonQueryAsync(cancellationToken);
        await using var wait = new NpgsqlCommand("SELECT FROM outbox_lanes WHERE consumer = $1 ORDER BY lane FOR UPDATE", connection)
        {
            CommandTimeout = 0,
            Parameters = { new() { Value = ExternalSearch.Name } },
        };
        await wait.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
