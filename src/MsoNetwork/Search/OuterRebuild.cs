using Npgsql;

namespace MsoNetwork.Search;

/// <summary>
/// Rebuilds the engine outside when that is wanted: at first, by command, when the change log could not say what changed,
/// and when vocabularies or regions have changed, whose labels stand in its documents.
/// One instance does it, under a session's lock; workers go on with the live index and keep what they did for the new one.
/// </summary>
public sealed class OuterRebuild(NpgsqlDataSource database, OuterEngine engine)
{
    /// <summary>The class of the advisory lock that is held while it is rebuilt ("mso", 2).</summary>
    internal const int LockClass = 0x6D736F02;

    /// <summary>Wants a rebuild; gives a number that <see cref="IsDoneAsync"/> knows.</summary>
    public async Task<long> WantAsync(CancellationToken cancellationToken)
    {
        await OutboxFeed.RunAsync(database, cancellationToken); // so that the row is there
        await using var command = database.CreateCommand("UPDATE search_outer_engine SET rebuild = rebuild + 1 RETURNING rebuild");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Wants one because the engine has no index, unless one is wanted anyway.</summary>
    internal async Task WantIfNoneAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("UPDATE search_outer_engine SET rebuild = rebuild + 1 WHERE rebuilt >= rebuild");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<bool> IsDoneAsync(long wanted, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT EXISTS (SELECT FROM search_outer_engine WHERE rebuilt >= $1)");
        command.Parameters.Add(new() { Value = wanted });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Rebuilds if it is wanted and nobody else is at it.</summary>
    /// <returns>Whether this call has rebuilt.</returns>
    public async Task<bool> RunAsync(IProgress<(int Done, int Total)>? progress, CancellationToken cancellationToken)
    {
        if (await WantedAsync(cancellationToken) is null) return false;
        await using var session = await ListeningSession.OpenAsync(database, [], cancellationToken);
        if (!await session.TryLockAsync(LockClass, 0, cancellationToken)) return false;
        if (await WantedAsync(cancellationToken) is not { } wanted) return false;
        await BatchesEndAsync(cancellationToken);
        await engine.RebuildAsync(database, progress, cancellationToken);
        await using var done = new NpgsqlCommand(
            "UPDATE search_outer_engine SET rebuilt = greatest(rebuilt, $1), reference = $2",
            session.Connection
        )
        {
            Parameters = { new() { Value = wanted.Number }, new() { Value = wanted.Reference } },
        };
        await done.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }

    private async Task<(long Number, string Reference)?> WantedAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT rebuild, now.reference FROM search_outer_engine AS engine, search_reference() AS now (reference) WHERE rebuilt < rebuild OR engine.reference <> now.reference"
        );
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (row.GetInt64(0), row.GetString(1)) : null;
    }

    // What workers took before they could see our lock has reached the engine when all lanes were ours once.
    private async Task BatchesEndAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var wait = new NpgsqlCommand(
            "SET LOCAL statement_timeout = 0; SELECT FROM search_lanes ORDER BY lane FOR UPDATE",
            connection
        )
        {
            CommandTimeout = 0,
        };
        await wait.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
