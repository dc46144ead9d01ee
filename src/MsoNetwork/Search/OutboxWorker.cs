using MsoNetwork.OrganisationSearch;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Search;

/// <summary>
/// Works the outbox off. A worker claims lanes, not rows: all changes of one organisation lie in one lane, so an older state never
/// arrives after a newer one. The claim is a row lock, gone with the worker; rows leave the queue after the engine has confirmed.
/// </summary>
public sealed class OutboxWorker(NpgsqlDataSource database, OuterEngine engine)
{
    private const int BatchSize = 1_000;

    // Half of the lanes at most, so that a second instance finds work too.
    private const string Claim = """
        SELECT lane FROM search_lanes WHERE EXISTS (SELECT FROM search_outbox AS o WHERE o.lane = search_lanes.lane AND (NOT o.done OR NOT session_holds($1, 0)))
          AND EXISTS (SELECT FROM search_outer_engine WHERE rebuilt > 0) -- before, there is no index to change
        ORDER BY random() LIMIT 4 FOR UPDATE SKIP LOCKED
        """;

    private const string Waiting = """
        SELECT seq, organisation_id FROM search_outbox WHERE lane = ANY($2) AND (NOT done OR NOT session_holds($1, 0)) ORDER BY seq LIMIT $3
        """;

    // While the engine is rebuilt, what it has confirmed may have gone to the index that is thrown away: kept until that is over.
    private const string Keep = "UPDATE search_outbox SET done = true WHERE lane = ANY($2) AND seq = ANY($3) AND session_holds($1, 0)";

    private const string Remove = "DELETE FROM search_outbox WHERE lane = ANY($1) AND seq = ANY($2)";

    private Guid[] _unsure = [];

    /// <summary>Takes a batch to the engine; 0 when there is none that others do not hold.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (_unsure.Length > 0)
        {
            await OutboxFeed.QueueAsync(connection, _unsure, cancellationToken);
            _unsure = [];
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var lanes = await ClaimAsync(connection, cancellationToken);
        if (lanes.Length == 0) return 0;
        var (rows, ids) = await WaitingAsync(connection, lanes, cancellationToken);
        if (rows.Length == 0) return 0; // another worker was faster
        // Read after the rows: at least as new as the changes they tell of.
        var documents = new List<OrganisationDocument>(ids.Length);
        await foreach (var document in OrganisationDocuments.OfAsync(connection, ids, cancellationToken)) documents.Add(document);
        // If the lock is lost while the engine works, another worker may have overtaken what was sent: then it is sent once more.
        _unsure = ids;
        try
        {
            await engine.ApplyAsync(documents, [.. ids.Except(documents.Select(document => document.Id))], cancellationToken);
        }
        catch
        {
            if (await HoldsAsync(connection)) _unsure = []; // nobody could overtake
            throw;
        }

        await RemoveAsync(connection, lanes, rows, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _unsure = [];
        return ids.Length;
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

    private static async Task<int[]> ClaimAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Claim, connection) { Parameters = { new() { Value = OuterRebuild.LockClass } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var lanes = new List<int>();
        while (await rows.ReadAsync(cancellationToken)) lanes.Add(rows.GetInt32(0));
        return [.. lanes];
    }

    private static async Task<(long[] Rows, Guid[] Ids)> WaitingAsync(
        NpgsqlConnection connection,
        int[] lanes,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Waiting, connection)
        {
            Parameters = { new() { Value = OuterRebuild.LockClass }, new() { Value = lanes }, new() { Value = (long)BatchSize } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<long>();
        var ids = new HashSet<Guid>();
        while (await row.ReadAsync(cancellationToken))
        {
            rows.Add(row.GetInt64(0));
            ids.Add(row.GetGuid(1));
        }

        return ([.. rows], [.. ids]);
    }

    private static async Task RemoveAsync(NpgsqlConnection connection, int[] lanes, long[] rows, CancellationToken cancellationToken)
    {
        var these = new NpgsqlParameter { Value = rows, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
        await using var keep = new NpgsqlCommand(Keep, connection)
        {
            Parameters =
            {
                new() { Value = OuterRebuild.LockClass },
                new() { Value = lanes },
                these,
            },
        };
        if (await keep.ExecuteNonQueryAsync(cancellationToken) > 0)
            return;
        await using var remove = new NpgsqlCommand(Remove, connection)
        {
            Parameters =
            {
                new() { Value = lanes },
                these.Clone(),
            },
        };
        await remove.ExecuteNonQueryAsync(cancellationToken);
    }
}
