using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Changes;
using MsoNetwork.Organisations;
using MsoNetwork.Statements;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Moderation;

/// <summary>
/// Takes back what an accepted case did; in the transaction of the decision. Former values come from the log of changes and are written
/// as a new change. A field that somebody has changed since stays as it is, and is named.
/// </summary>
public sealed class UndoCase(DbContext context, ChangeOrganisation change, ReplaceLead lead)
{
    // Of the whole entry; who confirmed which field is put back by itself.
    private const string Restore = """
        UPDATE organisations SET verification = $1, verified_on = $2
        WHERE id = $3 AND (verification, verified_on) IS DISTINCT FROM ($1, $2)
            AND set_config('msonet.confirms', 'changes', true) = 'changes'
        """;

    internal async Task<Decision> RunAsync(NpgsqlConnection connection, Case one, CancellationToken cancellationToken)
    {
        if (one.OrganisationId is not { } organisation) return Decision.Of(DecisionOutcome.Impossible);
        if (one.Kind is CaseKind.Claim or CaseKind.NewEntry && one.PersonId is { } person)
            await context.Set<OrganisationPerson>().Where(it => it.PersonId == person && it.OrganisationId == organisation)
                .ExecuteDeleteAsync(cancellationToken);
        if (one.Kind == CaseKind.LeadGone) await lead.UndoAsync(one, cancellationToken);
        if (one.ChangeSet is not { } set) return Decision.Done;
        return one.Kind == CaseKind.NewEntry
            ? await RemoveAsync(connection, one, organisation, set, cancellationToken)
            : await PutBackAsync(connection, one, organisation, set, cancellationToken);
    }

    // An entry that others have worked on since is theirs too: it can only be marked.
    private async Task<Decision> RemoveAsync(
        NpgsqlConnection connection, Case one, Guid organisation, long set, CancellationToken cancellationToken)
    {
        if (await ChangeSetValues.CountSinceAsync(connection, set, $"{organisation}", cancellationToken) > 0)
            return Decision.Of(DecisionOutcome.Impossible);
        // Before the entry, with which it would go otherwise.
        one.OrganisationId = null;
        await context.SaveChangesAsync(cancellationToken);
        await using var remove = new NpgsqlCommand("DELETE FROM organisations WHERE id = $1", connection)
        {
            Parameters = { new() { Value = organisation } },
        };
        await remove.ExecuteNonQueryAsync(cancellationToken);
        return Decision.Done;
    }

    private async Task<Decision> PutBackAsync(
        NpgsqlConnection connection, Case one, Guid organisation, long set, CancellationToken cancellationToken)
    {
        var did = await ChangeSetValues.ReadAsync(connection, set, $"{organisation}", cancellationToken);
        var now = await ChangeSetValues.NowAsync(connection, ChangeSubject.Organisation, $"{organisation}", cancellationToken);
        if (now is null) return Decision.Of(DecisionOutcome.Impossible);
        var (values, left) = FormerValues.Of(did, now);
        if (await WriteAsync(connection, organisation, values, cancellationToken) is { Count: > 0 } wrong)
        {
            // What stood there does not fit the rules any more: it is left, and everything else is put back.
            foreach (var input in wrong) values.Remove(input);
            left = [.. left, .. wrong];
            if ((await WriteAsync(connection, organisation, values, cancellationToken)).Count > 0) return new(
                DecisionOutcome.Impossible, left);
        }

        if (values.Count == 0 && left.Count > 0) return new(DecisionOutcome.Impossible, left);
        await RestoreVerificationAsync(connection, organisation, did, now, cancellationToken);
        if (one.FormerStatements is { } saved)
        {
            // What has its former value again is said by whoever said it then.
            var then = await ChangeSetValues.NowAsync(connection, ChangeSubject.Organisation, $"{organisation}", cancellationToken);
            string[] back = [.. did.Where(field => JsonNode.DeepEquals(field.Value.Before, then?[field.Key])).Select(field => field.Key)];
            await KeptStatements.RestoreAsync(connection, organisation, saved, back, cancellationToken);
        }

        return new(DecisionOutcome.Done, left);
    }

    /// <returns>Inputs that cannot be written; then nothing was.</returns>
    private async Task<IReadOnlyList<string>> WriteAsync(
        NpgsqlConnection connection, Guid organisation, Dictionary<string, object?> values, CancellationToken cancellationToken)
    {
        if (values.Count == 0) return [];
        var (_, errors) = await change.UpdateInAsync(connection, organisation, null, OrganisationDraft.Of(values), cancellationToken);
        return [.. errors.Where(error => error.Path.Count > 1).Select(error => error.Path[1]).Distinct()];
    }

    // Accepting has confirmed the entry; who undoes it confirms nothing.
    private static async Task RestoreVerificationAsync(
        NpgsqlConnection connection,
        Guid organisation,
        IReadOnlyDictionary<string, FieldChange> did,
        JsonObject now,
        CancellationToken cancellationToken
    )
    {
        JsonNode? Former(string column) => !did.TryGetValue(column, out var field) ? now[column]
            : JsonNode.DeepEquals(field.After, now[column]) ? field.Before : now[column];
        var (state, on) = (Former("verification")!.GetValue<string>(), (string?)Former("verified_on"));
        await using var restore = new NpgsqlCommand(Restore, connection)
        {
            Parameters =
            {
                new() { Value = state },
                new() { Value = on is null ? DBNull.Value : DateOnly.Parse(on, CultureInfo.InvariantCulture),
                    NpgsqlDbType = NpgsqlDbType.Date },
                new() { Value = organisation },
            },
        };
        await restore.ExecuteNonQueryAsync(cancellationToken);
    }
}
