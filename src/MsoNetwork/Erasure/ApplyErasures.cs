using MsoNetwork.Organisations.Merging;
using Npgsql;

namespace MsoNetwork.Erasure;

/// <summary>
/// After an older backup was restored, what had been erased since is erased again: by the hashes of the file. At each start, and by
/// <c>msonet apply-erasures</c>. A start that breaks off between file and database is ended so, too.
/// </summary>
public sealed class ApplyErasures(NpgsqlDataSource database, ErasureFiles files, TimeProvider time)
{
    /// <returns>How many organisations and persons were erased again.</returns>
    public async Task<(int Organisations, int Persons)> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await Tombstones.RaiseAsync(connection, files, cancellationToken);
        var (organisations, persons) = (0, 0);
        foreach (var id in await FoundAsync(connection, """
            SELECT o.id FROM organisations AS o JOIN tombstones AS t ON t.kind = 'organisation'
                AND t.hash = tombstone_hash('organisation', o.id::text) WHERE EXISTS (SELECT FROM tombstones)
            """, cancellationToken))
        {
            await using var transaction = await MergeTransaction.BeginShortAsync(connection, cancellationToken);
            if (await WipedOrganisation.RunAsync(connection, id, "Restored", time, files, cancellationToken) is not { } wiped) continue;
            await transaction.CommitAsync(cancellationToken);
            files.Forget(wiped.Mails, wiped.Mentions, wiped.Paths);
            organisations++;
        }

        foreach (var id in await FoundAsync(connection, """
            SELECT p.id FROM persons AS p JOIN tombstones AS t ON t.kind = 'person' AND t.hash = tombstone_hash('person', p.id::text)
            """, cancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var find = new NpgsqlCommand("SELECT lower(email) FROM persons WHERE id = $1", connection, transaction);
            find.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            if (await find.ExecuteScalarAsync(cancellationToken) is not string mail) continue;
            await ErasePerson.WipeAsync(connection, transaction, id, mail, cancellationToken);
            await using var remove = new NpgsqlCommand("DELETE FROM persons WHERE id = $1", connection, transaction);
            remove.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            await remove.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            files.Forget([mail], Mentions.OfMail(mail));
            persons++;
        }

        return (organisations, persons);
    }

    private static async Task<List<Guid>> FoundAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Guid>();
        while (await rows.ReadAsync(cancellationToken)) found.Add(rows.GetGuid(0));
        return found;
    }
}
