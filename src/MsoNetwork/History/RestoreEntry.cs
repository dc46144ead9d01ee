using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Changes;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;
using Npgsql;

namespace MsoNetwork.History;

/// <summary>What became of restoring.</summary>
/// <param name="Restored">Inputs that have their former value again.</param>
/// <param name="Left">Inputs that stay: erased from the history, hidden today, or not allowed by today's rules.</param>
/// <param name="Errors">Why nothing was written; else empty.</param>
public sealed record RestoredEntry(
    IReadOnlyList<string> Restored, IReadOnlyList<string> Left, IReadOnlyList<UserError> Errors);

/// <summary>
/// An entry, or one field of it, gets back what stood there before a change: as a new change, by the rules of today. What is erased
/// cannot come back; a place or contact that is hidden now stays hidden.
/// </summary>
public sealed class RestoreEntry(DbContext context, NpgsqlDataSource database, CurrentViewer current, ChangeOrganisation change)
{
    /// <param name="id">The organisation.</param>
    /// <param name="number">Of the change, as the history tells it.</param>
    /// <param name="only">Inputs; null: the whole entry.</param>
    /// <param name="expectedVersion">As whoever restores has seen it.</param>
    /// <param name="cancellationToken">Ends it; nothing is written then.</param>
    /// <exception cref="NetworkException">UNAUTHENTICATED, FORBIDDEN, NOT_FOUND.</exception>
    public async Task<RestoredEntry> RunAsync(
        Guid id, long number, IReadOnlyCollection<string>? only, string expectedVersion, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var organisation = await KnownOrganisation.ByIdAsync(context, id, cancellationToken)
            ?? throw NetworkException.NotFound("input.organisation", "There is no organisation with this id.");
        if (!ReadHistory.May(viewer, organisation)) throw ReadHistory.Stranger();
        var (then, now) = await ReadAsync(id, number, cancellationToken);
        var columns = HistoryFields.Shown.Where(one => only is null || only.Contains(one.Input)).ToList();
        var left = columns.Where(one => then.Erased.Contains(one.Field.Column) || HiddenFields.StaysHidden(one.Field, then, now))
            .Select(one => one.Input).ToList();
        var differing = columns
            .Where(one => !left.Contains(one.Input) && then.Values.TryGetValue(one.Field.Column, out var value)
                && !JsonNode.DeepEquals(value, now[one.Field.Column]))
            .DistinctBy(one => one.Field.Column)
            .ToDictionary(one => one.Field.Column, one => new FieldChange(then.Values[one.Field.Column], now[one.Field.Column]));
        left.RemoveAll(input => !then.Erased.Contains(ColumnOf(input)) && !Differs(ColumnOf(input), then, now));
        var values = FormerValues.Of(differing, now).Values;
        return await WriteAsync(id, expectedVersion, values, left, cancellationToken);
    }

    private async Task<(EntryState Then, JsonObject Now)> ReadAsync(Guid id, long number, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var now = await ChangeSetValues.NowAsync(connection, ChangeSubject.Organisation, $"{id}", cancellationToken) ?? [];
        var entries = await ChangeHistory.ReadAsync(connection, ChangeSubject.Organisation, $"{id}", cancellationToken);
        var since = entries.Where(one => one.Set >= number).ToList();
        // One that came back when a merge was undone, and got what was said of it meanwhile: it gets back what it came back with.
        if (since is [.., { Set: var set }, { Operation: "insert" }] && set == number) since.RemoveAt(since.Count - 1);
        var then = EntryState.Before(since);
        return then.Exists && entries.Any(one => one.Set == number)
            ? (then, now)
            : throw NetworkException.NotFound("input.change", "The entry's history has no such change to go back behind.");
    }

    private static bool Differs(string column, EntryState then, JsonObject now) =>
        then.Values.TryGetValue(column, out var value) && !JsonNode.DeepEquals(value, now[column]);

    private static string ColumnOf(string input) => HistoryFields.Shown.First(one => one.Input == input).Field.Column;

    private async Task<RestoredEntry> WriteAsync(
        Guid id, string expectedVersion, Dictionary<string, object?> values, List<string> left, CancellationToken cancellationToken)
    {
        var organisation = GlobalId.Encode("Organisation", id);
        while (values.Count > 0)
        {
            var draft = OrganisationDraft.Of(values);
            var (written, errors) = await change.UpdateAsync(organisation, expectedVersion, draft, cancellationToken);
            if (written is not null) break;
            var wrong = errors.Where(error => error.Code == ErrorCode.InvalidInput && error.Path.Count > 1)
                .Select(error => error.Path[1]).Where(values.ContainsKey).Distinct().ToList();
            // What stood there does not fit the rules any more: it is left, and everything else is put back.
            if (wrong.Count == 0) return new([], left, errors);
            foreach (var input in wrong) values.Remove(input);
            left.AddRange(wrong);
        }

        return new([.. values.Keys], left, []);
    }
}
