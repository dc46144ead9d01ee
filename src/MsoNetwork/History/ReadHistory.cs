using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Changes;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.History;

/// <summary>What changed in an entry, and what differs between two days: for its team, its centre and administrators.</summary>
public sealed class ReadHistory(
    DbContext context,
    NpgsqlDataSource database,
    CurrentViewer current,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies
)
{
    /// <summary>Whether the viewer sees an entry's history.</summary>
    public async Task<bool> MayAsync(KnownOrganisation organisation, CancellationToken cancellationToken) =>
        May(await current.GetAsync(cancellationToken), organisation);

    internal static bool May(Viewer viewer, KnownOrganisation organisation) => Rights.Allows(
        viewer, Resource.History, Operation.See, new Facts { Owners = [organisation.Id], Seats = [organisation.MunicipalityKey] });

    /// <param name="slug">Of the entry.</param>
    /// <param name="first">How many changes at most.</param>
    /// <param name="olderThan">Only changes before the one of this number; null: from the newest on.</param>
    /// <param name="merged">An entry that is part of this one: what its history was until then. Null: this one's own.</param>
    /// <param name="language">Tag of the language of terms.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null where there is no such entry, or the other one is not part of it.</returns>
    /// <exception cref="NetworkException">UNAUTHENTICATED or FORBIDDEN.</exception>
    public async Task<EntryHistory?> RunAsync(
        string slug, int first, long? olderThan, Guid? merged, string language, CancellationToken cancellationToken)
    {
        if (await SeenAsync(slug, cancellationToken) is not { } organisation) return null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await StandingOrganisation.FindAsync(connection, organisation.Id, cancellationToken) is not { } standing) return null;
        var into = await MergeSteps.IntoAsync(connection, organisation.Id, cancellationToken);
        if (merged is { } part && !into.Contains(part)) return null;
        var (entry, key) = (merged ?? organisation.Id, $"{merged ?? organisation.Id}");
        var now = merged is null ? await ChangeSetValues.NowAsync(connection, ChangeSubject.Organisation, key, cancellationToken) : null;
        var logged = await ChangeHistory.ReadAsync(connection, ChangeSubject.Organisation, key, cancellationToken);
        var steps = await MergeSteps.OfAsync(connection, entry, cancellationToken);
        var names = await MergeSteps.NamesAsync(
            connection, steps.Select(step => step.OtherOf(entry)).Concat(into), cancellationToken);
        var authors = await HistoryAuthors.OfAsync(
            context, organisation.Id, entry, await gazetteer.GetAsync(cancellationToken),
            logged.Select(one => one.Author).Concat(steps.Select(step => step.Author)), cancellationToken);
        var changes = new EntryChanges(entry, logged, steps, now)
            .Told(olderThan, authors, names, await vocabularies.GetAsync(cancellationToken), language).Take(first + 1).ToList();
        return new(
            [.. changes.Take(first)], changes.Count > first, standing.Version, [.. into.Select(id => names[id])],
            merged is { } of ? names[of] : null);
    }

    /// <summary>What differs between the entry at the end of one day and of another; erased values are named as such.</summary>
    /// <returns>Null where there is no such entry, or was none on one of the days.</returns>
    /// <exception cref="NetworkException">UNAUTHENTICATED or FORBIDDEN.</exception>
    public async Task<IReadOnlyList<HistoryField>?> CompareAsync(
        string slug, DateOnly from, DateOnly to, string language, CancellationToken cancellationToken)
    {
        if (await SeenAsync(slug, cancellationToken) is not { } organisation) return null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var key = $"{organisation.Id}";
        if (await ChangeSetValues.NowAsync(connection, ChangeSubject.Organisation, key, cancellationToken) is not { } now) return null;
        var entries = await ChangeHistory.ReadAsync(connection, ChangeSubject.Organisation, key, cancellationToken);
        EntryState At(DateOnly day) => EntryState.Before(entries.TakeWhile(one => BerlinDay.Of(one.At) > day));
        var (then, later) = (At(from), At(to));
        if (!then.Exists || !later.Exists) return null;
        JsonNode? Value(EntryState state, string column) => state.Values.TryGetValue(column, out var value) ? value : now[column];
        var erased = then.Erased.Concat(later.Erased).ToHashSet(StringComparer.Ordinal);
        var differing = then.Values.Keys.Concat(later.Values.Keys).Where(column => !erased.Contains(column)).Distinct()
            .ToDictionary(column => column, column => new FieldChange(Value(then, column), Value(later, column)));
        return HistoryFields.Of(
            differing.Where(one => !JsonNode.DeepEquals(one.Value.Before, one.Value.After)).ToDictionary(),
            erased, await vocabularies.GetAsync(cancellationToken), language, new(now, null));
    }

    private async Task<KnownOrganisation?> SeenAsync(string slug, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var organisation = await KnownOrganisation.BySlugAsync(context, slug, cancellationToken);
        return organisation is null || May(viewer, organisation) ? organisation : throw Stranger();
    }

    internal static NetworkException Stranger() =>
        new(ErrorCode.Forbidden, "Only the organisation itself, its integration centre and administrators see an entry's history.");
}
