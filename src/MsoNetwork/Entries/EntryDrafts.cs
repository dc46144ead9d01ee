using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Entries;

/// <summary>Keeps what persons typed and have not saved. Each sees only their own.</summary>
public sealed class EntryDrafts(DbContext context, TimeProvider time)
{
    /// <summary>Nobody comes back to it after that.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Characters of all values together; no honest form has more.</summary>
    private const int Most = 200_000;

    public Task<EntryDraft?> FindAsync(Guid person, Guid organisation, EntrySection section, CancellationToken cancellationToken) =>
        context.Set<EntryDraft>().AsNoTracking().SingleOrDefaultAsync(
            draft => draft.PersonId == person && draft.OrganisationId == organisation && draft.Section == section, cancellationToken);

    /// <summary>The sections of an organisation in which the person has something that is not saved.</summary>
    public async Task<IReadOnlySet<EntrySection>> SectionsAsync(Guid person, Guid organisation, CancellationToken cancellationToken) =>
        (await context.Set<EntryDraft>().Where(draft => draft.PersonId == person && draft.OrganisationId == organisation)
            .Select(draft => draft.Section).ToListAsync(cancellationToken)).ToHashSet();

    /// <summary>Keeps it in place of what was kept before. A person who is gone by now keeps nothing.</summary>
    public async Task KeepAsync(EntryDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Values.Concat(draft.Seen).Sum(one => one.Key.Length + one.Value.Length) > Most) return;
        draft.SavedAt = time.GetUtcNow();
        const string Keep = """
            INSERT INTO entry_drafts (person_id, organisation_id, section, "values", seen, base_version, saved_at)
            SELECT {0}, {1}, {2}, {3}::jsonb, {4}::jsonb, {5}, {6} WHERE EXISTS (SELECT FROM persons WHERE id = {0})
                AND EXISTS (SELECT FROM organisations WHERE id = {1})
            ON CONFLICT (person_id, organisation_id, section) DO UPDATE SET "values" = excluded."values", seen = excluded.seen,
                base_version = excluded.base_version, saved_at = excluded.saved_at
            """;
        await context.Database.ExecuteSqlRawAsync(
            Keep,
            [
                draft.PersonId, draft.OrganisationId, draft.Section.ToString(), Json(draft.Values), Json(draft.Seen), draft.BaseVersion,
                draft.SavedAt,
            ],
            cancellationToken);
    }

    public Task DiscardAsync(Guid person, Guid organisation, EntrySection section, CancellationToken cancellationToken) =>
        context.Set<EntryDraft>()
            .Where(draft => draft.PersonId == person && draft.OrganisationId == organisation && draft.Section == section)
            .ExecuteDeleteAsync(cancellationToken);

    private static string Json(Dictionary<string, string> values) =>
        System.Text.Json.JsonSerializer.Serialize(values, System.Text.Json.JsonSerializerOptions.Default);
}
