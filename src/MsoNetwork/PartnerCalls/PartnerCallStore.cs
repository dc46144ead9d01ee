using MsoNetwork.Accounts;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.PartnerCalls;

/// <summary>Reads and changes single calls for the mutations.</summary>
public sealed class PartnerCallStore(NpgsqlDataSource database, AuthoredWrites writes, TimeProvider time)
{
    private static readonly StoredRow<PartnerCallContent> Content = new();

    /// <summary>The call as it is, whoever asks.</summary>
    internal async Task<ListedPartnerCall> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        values.Add($"c.id = {values.Parameter(id)}");
        return await values.FirstAsync(database, PartnerCallSql.Select(values, time.GetUtcNow()), PartnerCallSql.Read, cancellationToken)
            ?? throw PartnerCallErrors.NotFound();
    }

    internal Task InsertAsync(Guid id, string slug, DoneBy by, PartnerCallContent content, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var (columns, now) = (Content.Write(content, values), values.Parameter(time.GetUtcNow()));
        return RunAsync(by, id, values, $"""
            INSERT INTO partner_calls (id, slug, organisation_id, created_at, updated_at, state,
                {string.Join(", ", columns.Select(one => one.Column))})
            VALUES ({values.Parameter(id)}, {values.Parameter(slug)}, {values.Parameter(by.Organisation)}, {now}, {now}, 'Draft',
                {string.Join(", ", columns.Select(one => one.Place))})
            """, cancellationToken);
    }

    /// <summary>Writes a call's whole content, if nobody has changed it since that version. False when somebody has.</summary>
    internal Task<bool> ChangeAsync(Guid id, DoneBy by, int version, PartnerCallContent content, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var step = string.Join(", ", Content.Write(content, values).Select(one => $"{one.Column} = {one.Place}"));
        return StepAsync(id, by, $"c.version = {values.Parameter(version)}", step, values, cancellationToken);
    }

    /// <summary>
    /// Changes a call where a condition still holds. Of two at the same moment the row's lock lets one through; the other then finds
    /// another version or state, and gets false.
    /// </summary>
    /// <param name="id">The call.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="condition">With parameters of <paramref name="values"/>, on <c>partner_calls AS c</c>.</param>
    /// <param name="step">Assignments.</param>
    /// <param name="values">The parameters.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    internal async Task<bool> StepAsync(
        Guid id, DoneBy by, string condition, string step, SqlConditions values, CancellationToken cancellationToken) =>
        await RunAsync(by, id, values, $"""
            UPDATE partner_calls AS c SET {step}, updated_at = {values.Parameter(time.GetUtcNow())}
            WHERE c.id = {values.Parameter(id)} AND {condition}
            """, cancellationToken) == 1;

    /// <summary>Removes a call with all its responses, for good. False when it has another version than the one given.</summary>
    internal async Task<bool> EraseAsync(Guid id, DoneBy by, int? version, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var same = $"version = coalesce({values.Parameter(version)}, version)";
        var sql = $"DELETE FROM partner_calls WHERE id = {values.Parameter(id)} AND {same}";
        return await RunAsync(by, id, values, sql, cancellationToken) == 1;
    }

    private Task<int> RunAsync(DoneBy by, Guid id, SqlConditions values, string sql, CancellationToken cancellationToken) =>
        writes.ExecuteAsync(by, id, values, sql, PartnerCallErrors.Of, cancellationToken);
}
