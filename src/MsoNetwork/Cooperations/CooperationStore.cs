using MsoNetwork.Accounts;
using MsoNetwork.Inbox;
using MsoNetwork.Organisations;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Cooperations;

/// <summary>An organisation as far as rights need it.</summary>
internal readonly record struct Side(Guid Id, string Municipality, OrganisationStatus Status);

/// <summary>Reads and changes single cooperations for the mutations, in one statement each.</summary>
public sealed class CooperationStore(NpgsqlDataSource database, AuthoredWrites writes, Notices notices)
{
    internal async Task<Dictionary<Guid, Side>> SidesAsync(Guid from, Guid to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT id, municipality_key, status FROM organisations WHERE id = ANY($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [from, to] });
        var sides = await command.ListAsync(
            row => new Side(row.Value<Guid>(), row.Text(), row.Member<OrganisationStatus>()),
            cancellationToken
        );
        return sides.ToDictionary(side => side.Id);
    }

    internal async Task<Cooperation?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var sql = $"SELECT {CooperationRow.Columns} FROM cooperations AS c WHERE c.id = {values.Parameter(id)}";
        return await values.FirstAsync(database, sql, CooperationRow.Read, cancellationToken);
    }

    /// <summary>
    /// Writes a proposal. What has the same name and whose recorded end is past is not open: it is ended as it is recorded, in the same
    /// statement and
    /// before the new row, because no unique index knows what day it is.
    /// </summary>
    internal async Task<Cooperation> InsertAsync(Cooperation cooperation, DateOnly today, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var (kind, title, from, to, at) = (
            values.Parameter(cooperation.Kind.ToString()),
            values.Parameter(cooperation.Title),
            values.Parameter(cooperation.FromId),
            values.Parameter(cooperation.ToId),
            values.Parameter(cooperation.ProposedAt)
        );
        var list = string.Join(
            ", ",
            values.Parameter(cooperation.Id),
            kind,
            title,
            from,
            to,
            values.Parameter(cooperation.StartsOn),
            values.Parameter(cooperation.EndsOn),
            values.Parameter(cooperation.Regions),
            values.Parameter(cooperation.Topics),
            values.Parameter(cooperation.SourceName),
            values.Parameter(cooperation.SourceUrl),
            values.Parameter(cooperation.RetrievedOn),
            values.Parameter(cooperation.State.ToString()),
            DoneByColumns.Values(cooperation.ProposedBy, values),
            at
        );
        var sql = $"""
            WITH past AS (
                UPDATE cooperations SET state = 'Ended', closed_at = {at}
                WHERE state = 'Confirmed' AND ends_on < {values.Parameter(today)} AND kind = {kind} AND from_id IN ({from}, {to})
                AND to_id IN ({from}, {to})
                    AND (lower(title) = lower({title}) OR (kind = 'UmbrellaMembership' AND from_id = {from})) RETURNING id)
            INSERT INTO cooperations AS c (id, kind, title, from_id, to_id, starts_on, ends_on, regions, topics, source_name, source_url,
            retrieved_on, state,
                {DoneByColumns.Of("proposed_by")}, proposed_at)
            SELECT {list} FROM (SELECT count(*) FROM past) AS ended RETURNING {CooperationRow.Columns}
            """;
        return (await OneAsync(cooperation.ProposedBy, cooperation, "cooperation-proposed", values, sql, cancellationToken))!;
    }

    /// <summary>
    /// Takes a step from one state to the next. Of two at the same moment the row's lock lets one through; the other then finds
    /// another version, and gets null.
    /// </summary>
    /// <param name="cooperation">As read before.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="step">Assignments, with parameters of <paramref name="values"/>.</param>
    /// <param name="values">The parameters.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    /// <param name="template">The mail that tells the other side; null when none does.</param>
    internal async Task<Cooperation?> StepAsync(
        Cooperation cooperation,
        DoneBy by,
        string step,
        SqlConditions values,
        CancellationToken cancellationToken,
        string? template = null
    )
    {
        var (id, version) = (values.Parameter(cooperation.Id), values.Parameter(cooperation.Version));
        var sql = $"UPDATE cooperations AS c SET {step} WHERE c.id = {id} AND c.version = {version} RETURNING {CooperationRow.Columns}";
        return await OneAsync(by, cooperation, template, values, sql, cancellationToken);
    }

    private Task<Cooperation?> OneAsync(
        DoneBy by, Cooperation cooperation, string? template, SqlConditions values, string sql, CancellationToken cancellationToken)
    {
        Guid[] sides = [cooperation.FromId, cooperation.ToId];
        async Task TellAsync(NpgsqlConnection connection, CancellationToken token)
        {
            foreach (var side in sides.Where(side => side != by.Organisation))
                await CooperationNotices.TellAsync(notices, connection, template!, cooperation, side, token);
        }

        return writes.FirstAsync(by, cooperation.Id, values, sql, CooperationRow.Read, CooperationErrors.Of, cancellationToken,
            template is null ? null : TellAsync);
    }
}
