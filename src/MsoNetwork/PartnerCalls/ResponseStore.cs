using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.PartnerCalls;

/// <summary>Reads and changes responses. Whoever reads must be the caller or who wrote it; nobody else ever gets one.</summary>
public sealed class ResponseStore(NpgsqlDataSource database, TimeProvider time)
{
    internal const string Columns = "r.id, r.call_id, r.organisation_id, r.message, r.contact, r.state, r.created_at, r.updated_at";

    internal static PartnerCallResponse Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        CallId = row.GetGuid(1),
        OrganisationId = row.GetGuid(2),
        Message = row.IsDBNull(3) ? null : row.GetString(3),
        Contact = row.IsDBNull(4) ? null : row.GetString(4),
        State = Enum.Parse<ResponseState>(row.GetString(5)),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(6),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(7),
    };

    /// <summary>A response that the viewer may see, and whose call it answers.</summary>
    internal async Task<(PartnerCallResponse Response, Guid Caller)?> FindAsync(Guid id, Viewer viewer, CancellationToken cancellationToken)
    {
        var conditions = new SqlConditions();
        conditions.Add($"r.id = {conditions.Parameter(id)}");
        conditions.Add(
            Rights.Sql(viewer, Resource.PartnerCallResponse, Operation.See, PartnerCallPermissions.ResponseColumns, conditions)
        );
        await using var command = conditions.Command(
            database,
            $"SELECT {Columns}, c.organisation_id FROM partner_call_responses AS r JOIN partner_calls AS c ON c.id = r.call_id WHERE {conditions.Where}"
        );
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? (Read(rows), rows.GetGuid(8)) : null;
    }

    internal async Task<PartnerCallResponse> InsertAsync(
        Guid call,
        Guid organisation,
        string message,
        string contact,
        CancellationToken cancellationToken
    )
    {
        var (values, at) = (new SqlConditions(), time.GetUtcNow());
        var now = values.Parameter(at);
        await using var command = values.Command(database, $"""
            INSERT INTO partner_call_responses AS r (id, call_id, organisation_id, message, contact, state, created_at, updated_at)
            VALUES ({values.Parameter(Guid.CreateVersion7(at))}, {values.Parameter(call)}, {values.Parameter(organisation)}, {values.Parameter(message)}, {values.Parameter(contact)}, 'Sent', {now}, {now})
            RETURNING {Columns}
            """);
        return (await OneAsync(command, cancellationToken))!;
    }

    /// <summary>Takes a step from the state that was read; null when it has another one meanwhile.</summary>
    internal async Task<PartnerCallResponse?> StepAsync(
        PartnerCallResponse response,
        ResponseState state,
        CancellationToken cancellationToken
    )
    {
        var values = new SqlConditions();
        var erased = state == ResponseState.Withdrawn ? ", message = NULL, contact = NULL" : "";
        await using var command = values.Command(database, $"""
            UPDATE partner_call_responses AS r SET state = {values.Parameter(state.ToString())}, updated_at = {values.Parameter(time.GetUtcNow())}{erased}
            WHERE r.id = {values.Parameter(response.Id)} AND r.state = {values.Parameter(response.State.ToString())} RETURNING {Columns}
            """);
        return await OneAsync(command, cancellationToken);
    }

    internal async Task EraseAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("DELETE FROM partner_call_responses WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<PartnerCallResponse?> OneAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        try
        {
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            return await rows.ReadAsync(cancellationToken) ? Read(rows) : null;
        }
        catch (PostgresException error) when (PartnerCallErrors.Of(error) is { } known)
        {
            throw known;
        }
    }
}
