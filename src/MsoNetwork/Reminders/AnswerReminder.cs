using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Merging;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Sql;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Reminders;

/// <summary>What a key in a mail still is for.</summary>
/// <param name="Organisation">The entry that it was sent about.</param>
/// <param name="IsOpen">Whether it can confirm.</param>
/// <param name="IsEnded">Whether the reminders of this entry were ended.</param>
public sealed record ReminderKey(Guid Organisation, bool IsOpen, bool IsEnded);

/// <summary>
/// What whoever has a reminder does with the key in its link: says that all is true, once, or wants no more. The key is for one entry and
/// for nothing else.
/// </summary>
public sealed class AnswerReminder(
    NpgsqlDataSource database, ChangeOrganisation change, IdempotencyKeys keys, TimeProvider time)
{
    /// <summary>After it was sent, a key confirms nothing any more; it still ends reminders until the next round.</summary>
    public static readonly TimeSpan Valid = TimeSpan.FromDays(60);

    private const string Find = """
        SELECT r.organisation_id, r.ended_at IS NOT NULL, o.status <> 'Dissolved' AND r.step <> 'Confirmed'
            AND coalesce(CASE WHEN r.second_hash = $1 THEN r.second_at ELSE r.first_at END > $2, false)
        FROM reminders AS r JOIN organisations AS o ON o.id = r.organisation_id WHERE $1 IN (r.first_hash, r.second_hash)
        """;

    private const string Hold = "SELECT id FROM organisations WHERE id = $1 FOR NO KEY UPDATE";

    /// <summary>
    /// Ends a row's reminders, r: the entry is left to its centre. Once more is no mistake, and once the centre has confirmed it, it is
    /// not left to it again.
    /// </summary>
    internal const string End = """
        UPDATE reminders AS r SET ended_at = coalesce(r.ended_at, $2), step = 'Centre', reason = 'Ended',
            centre_at = coalesce(r.centre_at, $2),
            since = CASE r.step WHEN 'Confirmed' THEN coalesce(o.verified_on, r.since) ELSE r.since END,
            was_confirmed = CASE r.step WHEN 'Confirmed' THEN o.verified_on IS NOT NULL ELSE r.was_confirmed END
        FROM organisations AS o WHERE o.id = r.organisation_id AND (r.step <> 'Confirmed' OR r.ended_at IS NULL)
        """;

    private const string EndByKey = $"""
        WITH ended AS ({End} AND $1 IN (r.first_hash, r.second_hash))
        SELECT organisation_id FROM reminders WHERE $1 IN (first_hash, second_hash)
        """;

    /// <summary>Null for a key that is nobody's, and of an entry that is gone.</summary>
    public async Task<ReminderKey?> FindAsync(string key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await FindAsync(connection, key, cancellationToken);
    }

    /// <summary>Confirms all of the entry, in the organisation's name.</summary>
    /// <returns>The organisation; null for a key that confirms nothing (any more).</returns>
    /// <exception cref="NetworkException">UNAVAILABLE, while a file is being imported.</exception>
    public async Task<Guid?> ConfirmAsync(string key, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, cancellationToken) is not { IsOpen: true, Organisation: var id }) return null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await MergeTransaction.BeginShortAsync(connection, cancellationToken);
        await using (var hold = new NpgsqlCommand(Hold, connection) { Parameters = { new() { Value = id } } })
            await hold.ExecuteScalarAsync(cancellationToken);
        // Of two who use it at once, the second finds it used.
        if (await FindAsync(connection, key, cancellationToken) is not { IsOpen: true }) return null;
        if (!await change.ConfirmInAsync(connection, id, new DoneBy(null, id, null), cancellationToken)) return null;
        // The day may be the one that stood there.
        const string Done = "UPDATE reminders SET step = 'Confirmed', reason = NULL, centre_at = NULL WHERE organisation_id = $1";
        await using (var done = new NpgsqlCommand(Done, connection) { Parameters = { new() { Value = id } } })
            await done.ExecuteNonQueryAsync(cancellationToken);
        await keys.WriteAsync(connection, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>No more mails about this entry; its centre is told. Once more is no mistake.</summary>
    /// <returns>The organisation; null for a key that is nobody's.</returns>
    public async Task<Guid?> EndAsync(string key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var end = new NpgsqlCommand(EndByKey, connection);
        end.Parameters.Add(new() { Value = Secret.HashOf(key) });
        end.Parameters.Add(new() { Value = time.GetUtcNow(), NpgsqlDbType = NpgsqlDbType.TimestampTz });
        if (await end.ExecuteScalarAsync(cancellationToken) is not Guid id) return null;
        await keys.WriteAsync(connection, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    private async Task<ReminderKey?> FindAsync(NpgsqlConnection connection, string key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Find, connection);
        command.Parameters.Add(new() { Value = Secret.HashOf(key) });
        command.Parameters.Add(new() { Value = time.GetUtcNow() - Valid, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        var found = await command.ListAsync(row =>
        {
            var (organisation, isEnded, isOpen) = (row.Value<Guid>(), row.Value<bool>(), row.Value<bool>());
            return new ReminderKey(organisation, isOpen, isEnded);
        }, cancellationToken);
        return found is [var one] ? one : null;
    }
}
