using MsoNetwork.Moderation;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Sql;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Merges;

/// <summary>What moves with an entry.</summary>
/// <param name="Table">Of which kind; a table of <see cref="OrganisationReferences"/>.</param>
/// <param name="Rows">How many.</param>
public sealed record MovingRows(string Table, long Rows);

/// <summary>A field that differs.</summary>
public sealed record MergedField(string Name, IReadOnlyList<string> Survivor, IReadOnlyList<string> Loser);

/// <summary>What a merge would do, and which merges an entry has behind it: for whoever may merge.</summary>
public sealed class MergePreview(NpgsqlDataSource database, CurrentViewer current)
{
    /// <summary>Whether the viewer may merge two entries with these seats.</summary>
    public async Task<bool> MayAsync(string one, string other, CancellationToken cancellationToken)
    {
        var viewer = await current.GetAsync(cancellationToken);
        return !viewer.IsNobody && MergeRights.Allows(viewer, one, other);
    }

    /// <summary>
    /// Fields that differ, in the order of forms: each side as lines, none where it has no value. What is hidden may differ, and is only
    /// said to be there.
    /// </summary>
    public async Task<IReadOnlyList<MergedField>> FieldsAsync(
        OrganisationEntry one,
        OrganisationEntry other,
        VocabularySet vocabularies,
        string language,
        string hidden,
        CancellationToken cancellationToken)
    {
        var contacts = await HiddenAsync([one.Id, other.Id], cancellationToken);
        IReadOnlyList<string> Lines(OrganisationEntry entry, string name) => contacts.Contains((entry.Id, name)) ? [hidden]
            : name == MergeFields.Place
            ? [.. new[] { entry.Street, $"{entry.Postcode} {entry.Town}".Trim() }.OfType<string>()]
            : DraftValues.Shown(entry, name, vocabularies, language);
        return
        [
            .. MergeFields.Names.Select(name => new MergedField(name, Lines(one, name), Lines(other, name)))
                .Where(field => contacts.Contains((one.Id, field.Name))
                    || !field.Survivor.SequenceEqual(field.Loser, StringComparer.Ordinal)),
        ];
    }

    private async Task<HashSet<(Guid Id, string Field)>> HiddenAsync(Guid[] organisations, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            SELECT organisation_id, field FROM hidden_contacts,
                LATERAL (VALUES ('{MergeFields.Email}', email), ('{MergeFields.Phone}', phone)) AS contact (field, value)
            WHERE organisation_id = ANY ($1) AND value <> ''
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = organisations });
        return [.. await command.ListAsync(row => (row.Value<Guid>(), row.Text()), cancellationToken)];
    }

    /// <summary>What would move.</summary>
    public async Task<IReadOnlyList<MovingRows>> OfAsync(Guid loser, CancellationToken cancellationToken)
    {
        var counts = OrganisationReferences.Moving.Select(reference =>
            $"SELECT '{reference.Table}', count(*) FROM {reference.Table} WHERE "
                + string.Join(" OR ", reference.Owners.Select(owner => $"{owner} = $1")));
        await using var command = database.CreateCommand(string.Join(" UNION ALL ", counts));
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = loser });
        var all = new List<MovingRows>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) all.Add(new(rows.GetString(0), rows.GetInt64(1)));
        return [.. all.Where(one => one.Rows > 0)];
    }

    /// <summary>Which entries became part of this one, the latest first; only that can be undone.</summary>
    public async Task<IReadOnlyList<(Guid Loser, string Name, DateTimeOffset MergedAt)>> IntoAsync(
        Guid survivor, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT loser_id, rows -> 'loser' -> 'organisations' ->> 'name', merged_at FROM organisation_merges WHERE survivor_id = $1
            ORDER BY number DESC
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = survivor });
        var all = new List<(Guid, string, DateTimeOffset)>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            all.Add((rows.GetGuid(0), rows.GetString(1), rows.GetFieldValue<DateTimeOffset>(2)));
        return all;
    }
}
