using Npgsql;

namespace MsoNetwork.Organisations;

/// <summary>An organisation that is part of another entry by now.</summary>
/// <param name="Id">The id that it had.</param>
/// <param name="Slug">The slug that it had; null where that would tell a protected place.</param>
/// <param name="MergedAt">Since when.</param>
public sealed record MergedOrganisation(Guid Id, string? Slug, DateTimeOffset MergedAt);

/// <summary>Where organisations went that were merged: one step, also after chains; docs/duplicates.md.</summary>
public static class OrganisationRedirects
{
    /// <summary>The slug that pages of this slug are at now; null when there is none.</summary>
    public static async Task<string?> SlugAsync(NpgsqlDataSource database, string slug, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT o.slug FROM organisation_redirects AS r JOIN organisations AS o ON o.id = r.survivor_id WHERE r.old_slug = $1
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = slug });
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    internal static async Task<Dictionary<Guid, Guid>> ByIdsAsync(
        NpgsqlDataSource database, Guid[] ids, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT old_id, survivor_id FROM organisation_redirects WHERE old_id = ANY($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        var found = new Dictionary<Guid, Guid>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) found[rows.GetGuid(0)] = rows.GetGuid(1);
        return found;
    }

    /// <summary>What was merged into each of these, the latest first.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, List<MergedOrganisation>>> IntoAsync(
        NpgsqlDataSource database, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT survivor_id, old_id, old_slug, merged_at FROM organisation_redirects WHERE survivor_id = ANY($1)
            ORDER BY merged_at DESC, old_id
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
        var found = ids.ToDictionary(id => id, _ => new List<MergedOrganisation>());
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found[rows.GetGuid(0)].Add(new(
                rows.GetGuid(1), rows.IsDBNull(2) ? null : rows.GetString(2), rows.GetFieldValue<DateTimeOffset>(3)));
        return found;
    }
}
