using MsoNetwork.Accounts;
using MsoNetwork.Inbox;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.PartnerCalls;

/// <summary>Reads and changes responses. Whoever reads must be the caller or who wrote it; nobody else ever gets one.</summary>
public sealed class ResponseStore(
    NpgsqlDataSource database, AuthoredWrites writes, Notices notices, TimeProvider time)
{
    private static readonly StoredRow<PartnerCallResponse> Stored = new();

    internal static readonly string Columns = Stored.Select("r");

    internal const string From = "partner_call_responses AS r JOIN partner_calls AS c ON c.id = r.call_id";

    internal static PartnerCallResponse Read(SqlRow row) => Stored.Read(row);

    /// <summary>A response that the viewer may see, and whose call it answers.</summary>
    internal async Task<(PartnerCallResponse Response, Guid Caller)?> FindAsync(Guid id, Viewer viewer, CancellationToken cancellationToken)
    {
        var conditions = new SqlConditions();
        conditions.Add($"r.id = {conditions.Parameter(id)}");
        conditions.Add(PartnerCallPermissions.Seen(viewer, conditions));
        var sql = $"SELECT {Columns}, c.organisation_id FROM {From} WHERE {conditions.Where}";
        var found = await conditions.ListAsync(database, sql, row => (Read(row), row.Value<Guid>()), cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    internal async Task<PartnerCallResponse> InsertAsync(
        PartnerCall call, DoneBy by, string message, string contact, CancellationToken cancellationToken)
    {
        var (values, at) = (new SqlConditions(), time.GetUtcNow());
        var (id, now) = (Guid.CreateVersion7(at), values.Parameter(at));
        return (await OneAsync(by, id, values, $"""
            INSERT INTO partner_call_responses AS r (id, call_id, organisation_id, message, contact, state, created_at, updated_at)
            VALUES ({values.Parameter(id)}, {values.Parameter(call.Id)}, {values.Parameter(by.Organisation)},
                {values.Parameter(message)}, {values.Parameter(contact)}, 'Sent', {now}, {now})
            RETURNING {Columns}
            """, cancellationToken, Tell("call-answered", call, by.Organisation!.Value, toCaller: true)))!;
    }

    /// <summary>Takes a step from the state that was read; null when it has another one meanwhile.</summary>
    internal Task<PartnerCallResponse?> StepAsync(
        PartnerCallResponse response, DoneBy by, ResponseState state, CancellationToken cancellationToken, PartnerCall? answered = null)
    {
        var values = new SqlConditions();
        var erased = state == ResponseState.Withdrawn ? ", message = NULL, contact = NULL" : "";
        return OneAsync(by, response.Id, values, $"""
            UPDATE partner_call_responses AS r
            SET state = {values.Parameter(state.ToString())}, updated_at = {values.Parameter(time.GetUtcNow())}{erased}
            WHERE r.id = {values.Parameter(response.Id)} AND r.state = {values.Parameter(response.State.ToString())} RETURNING {Columns}
            """, cancellationToken, answered is null ? null
                : Tell($"response-{state.ToString().ToLowerInvariant()}", answered, response.OrganisationId, toCaller: false));
    }

    internal Task EraseAsync(Guid id, DoneBy by, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var sql = $"DELETE FROM partner_call_responses WHERE id = {values.Parameter(id)}";
        return writes.ExecuteAsync(by, id, values, sql, PartnerCallErrors.Of, cancellationToken);
    }

    private Func<NpgsqlConnection, CancellationToken, Task> Tell(string template, PartnerCall call, Guid responder, bool toCaller)
    {
        var title = Organisations.LocalisedText.Choose(call.Titles, null)!.Text;
        var notice = toCaller
            ? new Notice(template, call.OrganisationId, responder, title, WaitingResponses.Path(call.Slug))
            : new Notice(template, responder, call.OrganisationId, title, $"gesuche/{call.Slug}");
        return (connection, token) => notices.QueueAsync(connection, notice, token);
    }

    private Task<PartnerCallResponse?> OneAsync(
        DoneBy by, Guid id, SqlConditions values, string sql, CancellationToken cancellationToken,
        Func<NpgsqlConnection, CancellationToken, Task>? also = null) =>
        writes.FirstAsync(by, id, values, sql, Read, PartnerCallErrors.Of, cancellationToken, also);
}
