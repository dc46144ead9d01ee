using Microsoft.EntityFrameworkCore;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using Npgsql;

namespace MsoNetwork.Entries;

/// <summary>One section of an entry, for somebody who may change it.</summary>
public sealed record EditedSection(KnownOrganisation Organisation, string Version, OrganisationEntry Entry)
{
    public required IReadOnlyDictionary<string, string> Stands { get; init; }
}

/// <summary>What became of saving a section.</summary>
/// <param name="IsSaved">Nothing is wrong, and it is written; also when nothing was other than before.</param>
/// <param name="Wrong">Names of the fields that are wrong, all of them.</param>
/// <param name="Differences">What somebody else changed meanwhile, where the person has not chosen yet.</param>
public sealed record EntrySaving(bool IsSaved, IReadOnlyList<string> Wrong, IReadOnlyList<EntryDifference> Differences)
{
    /// <summary>Fields of which a value was left out, because it would have told a protected place.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];
}

/// <summary>Shows and saves one section of an entry, by the same way as the API: <see cref="ChangeOrganisation"/>.</summary>
public sealed class EditEntry(
    DbContext context, NpgsqlDataSource database, CurrentViewer current, ChangeOrganisation change, OrganisationStore store,
    HiddenContacts contacts)
{
    /// <summary>So often somebody else may be faster within one saving.</summary>
    private const int MostTries = 5;

    private static readonly string[] Droppable = ["keywords", "alternateNames"];

    /// <summary>Whether the viewer may change the entry.</summary>
    public static bool Allows(Accounts.Viewer viewer, KnownOrganisation organisation) => Rights.Allows(
        viewer, Resource.Organisation, Operation.Change,
        new Facts { Owners = [organisation.Id], Seats = [organisation.MunicipalityKey] });

    /// <summary>Null for an entry that there is not.</summary>
    /// <exception cref="NetworkException">FORBIDDEN, for who may not change it.</exception>
    public async Task<EditedSection?> FindAsync(string slug, IEnumerable<EntryField> fields, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        if (await KnownOrganisation.BySlugAsync(context, slug, cancellationToken) is not { } organisation) return null;
        if (!Allows(viewer, organisation)) throw Stranger();
        var found = await store.ByIdsAsync(
            [organisation.Id], OrganisationColumns.All | OrganisationColumns.Protection, cancellationToken);
        if (found.GetValueOrDefault(organisation.Id) is not { } entry) return null;
        var seat = entry.IsProtected ? await SeatAsync(entry.Id, cancellationToken) : null;
        var hidden = (await contacts.OfAsync([entry.Id], cancellationToken)).GetValueOrDefault(entry.Id);
        return new(organisation, $"{entry.Version}", entry) { Stands = EntryValues.Of(entry, fields, seat, hidden) };
    }

    /// <param name="slug">Of the entry.</param>
    /// <param name="section">Which part of it.</param>
    /// <param name="typed">What the person wants it to be.</param>
    /// <param name="seen">What stood there when the person began.</param>
    /// <param name="chosen">Mine or theirs, where the person was shown a difference.</param>
    /// <param name="cancellationToken">Ends it; nothing is written then.</param>
    public async Task<EntrySaving> SaveAsync(
        string slug,
        EntrySection section,
        IReadOnlyDictionary<string, string> typed,
        IReadOnlyDictionary<string, string> seen,
        IReadOnlyDictionary<string, string> chosen,
        CancellationToken cancellationToken
    )
    {
        var fields = EntrySections.Fields[section];
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await FindAsync(slug, fields, cancellationToken) is not { } edited)
                throw new NetworkException(ErrorCode.NotFound, "There is no such entry.");
            var keys = fields.SelectMany(field => EntryValues.KeysOf(field, typed, seen, edited.Stands));
            var merge = EntryMerge.Of(keys, seen, typed, edited.Stands, chosen);
            if (TooLong(merge) is { Count: > 0 } wrong) return new(false, wrong, []);
            if (merge.Differences.Count > 0) return new(false, [], merge.Differences);
            if (merge.Told.Count == 0) return new(true, [], []);
            var id = GlobalId.Encode("Organisation", edited.Organisation.Id.ToString("N"));
            var draft = OrganisationDraft.Of(EntryValues.ToInput(merge.Told, fields));
            var (written, errors) = await change.UpdateAsync(id, edited.Version, draft, cancellationToken);
            if (written is not null) return new(true, [], []) { Dropped = await DroppedAsync(slug, merge.Told, fields, cancellationToken) };
            if (errors.Any(error => error.Code == ErrorCode.Conflict)) continue; // between reading and writing: look again
            return new(false, [.. errors.Select(error => error.Path.ElementAtOrDefault(1) ?? fields[0].Name).Distinct()], []);
        }

        throw new NetworkException(ErrorCode.Unavailable, "Others are changing this entry again and again. Please try it once more.");
    }

    // Its slug may be another one by now: then nothing is said, as then its place became protected with this.
    private async Task<IReadOnlyList<string>> DroppedAsync(
        string slug, IReadOnlyDictionary<string, string> told, IReadOnlyList<EntryField> fields, CancellationToken cancellationToken) =>
        Droppable.Any(told.ContainsKey) && await FindAsync(slug, fields, cancellationToken) is { Entry.IsProtected: true } now
            ? [.. Droppable.Where(name => told.ContainsKey(name) && now.Stands.List(name).Length < told.List(name).Distinct().Count())]
            : [];

    internal static NetworkException Stranger() =>
        new(ErrorCode.Forbidden, "Only the organisation itself, or the integration centre of its area, changes an entry.");

    private static List<string> TooLong(EntryMerge merge) =>
        [.. merge.Told.Where(one => one.Value.Length > EntryValues.LongestText).Select(one => EntryValues.NameOf(one.Key)).Distinct()];

    private async Task<(string?, string?)?> SeatAsync(Guid organisation, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT street, postcode FROM protected_places WHERE organisation_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organisation });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken)
            ? (rows.IsDBNull(0) ? null : rows.GetString(0), rows.IsDBNull(1) ? null : rows.GetString(1))
            : null;
    }
}
