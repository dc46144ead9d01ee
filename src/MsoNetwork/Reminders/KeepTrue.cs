using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Merging;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Sql;
using MsoNetwork.Time;
using Npgsql;

namespace MsoNetwork.Reminders;

/// <summary>Those who keep an entry say that all of it is true, and whether they want to be asked.</summary>
public sealed class KeepTrue(
    NpgsqlDataSource database, CurrentViewer current, ChangeOrganisation change, IdempotencyKeys keys, TimeProvider time)
{
    private const string Off = """
        INSERT INTO reminders (organisation_id, step, since, was_confirmed, reason, centre_at, ended_at)
        SELECT o.id, 'Centre',
            coalesce(o.verified_on, (SELECT s.said_on FROM statements AS s WHERE s.organisation_id = o.id AND s.field = ''), $3),
            o.verified_on IS NOT NULL, 'Ended', $2, $2 FROM organisations AS o WHERE o.id = $1
        ON CONFLICT DO NOTHING
        """;

    private const string OffBegun = $"{AnswerReminder.End} AND r.organisation_id = $1";

    // What was left to the centre because of it is asked anew.
    internal const string On = """
        UPDATE reminders SET ended_at = NULL, step = CASE reason WHEN 'Ended' THEN 'Confirmed' ELSE step END,
            centre_at = CASE reason WHEN 'Ended' THEN NULL ELSE centre_at END, reason = nullif(reason, 'Ended') WHERE organisation_id = $1
        """;

    /// <summary>One request's: those of which reminders were ended.</summary>
    public BatchLoader<Guid, bool> Ended => field ??= new(async (ids, token) =>
    {
        await using var command = database.CreateCommand(
            "SELECT organisation_id FROM reminders WHERE organisation_id = ANY($1) AND ended_at IS NOT NULL");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
        return (await command.ListAsync(row => row.Value<Guid>(), token)).ToDictionary(id => id, _ => true);
    });

    /// <summary>Confirms all fields, in the name of the organisation or of its centre.</summary>
    /// <exception cref="NetworkException">
    /// UNAUTHENTICATED, FORBIDDEN for strangers and for who runs the directory, NOT_FOUND, UNAVAILABLE while a file is being imported.
    /// </exception>
    public async Task ConfirmAsync(Guid organisation, CancellationToken cancellationToken)
    {
        await current.RequiredAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await MergeTransaction.BeginShortAsync(connection, cancellationToken);
        if (!await change.ConfirmInAsync(connection, organisation, cancellationToken))
            throw NetworkException.Forbidden("Only the organisation itself, or the integration centre of its area, confirms an entry.");
        await keys.WriteAsync(connection, organisation, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Whether the viewer may see and say whether reminders come.</summary>
    public async Task<bool> MayAsync(Guid organisation, Operation operation, CancellationToken cancellationToken) => Rights.Allows(
        await current.GetAsync(cancellationToken), Resource.Reminders, operation, new Facts { Owners = [organisation] });

    /// <summary>Whether reminders come.</summary>
    /// <exception cref="NetworkException">UNAUTHENTICATED, FORBIDDEN for all but those who keep the entry.</exception>
    public async Task SetAsync(Guid organisation, bool wanted, CancellationToken cancellationToken)
    {
        await current.RequiredAsync(cancellationToken);
        if (!await MayAsync(organisation, Operation.Change, cancellationToken))
            throw NetworkException.Forbidden("Only those who keep the organisation's entry say whether reminders come.");
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (wanted)
        {
            await RunAsync(connection, On, cancellationToken, organisation);
        }
        else
        {
            await RunAsync(connection, OffBegun, cancellationToken, organisation, time.GetUtcNow());
            await RunAsync(connection, Off, cancellationToken, organisation, time.GetUtcNow(), time.Today());
        }

        await keys.WriteAsync(connection, organisation, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task RunAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
