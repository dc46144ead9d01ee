using Microsoft.EntityFrameworkCore;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Digests;

/// <summary>One request's saved searches: only ever those of the person who asks.</summary>
public sealed class SavedSearchLists(DbContext context, NpgsqlDataSource database, CurrentViewer current)
{
    private static readonly FactColumns Columns = new([]) { Person = "s.person_id" };

    private static readonly KeysetOrder<SavedSearch> Newest = new("saved searches by their making", "s.id", search => search.Id)
    {
        Value = KeysetValue.Moment<SavedSearch>("s.created_at", search => search.CreatedAt),
        Descending = true,
        IdDescending = true,
    };

    public BatchLoader<Guid, SavedSearch> ById => field ??= new(async (ids, token) =>
    {
        var viewer = await current.GetAsync(token);
        if (viewer.Person is not { } person) return new Dictionary<Guid, SavedSearch>();
        return (await context.Set<SavedSearch>().AsNoTracking().Where(one => ids.Contains(one.Id) && one.PersonId == person)
            .ToListAsync(token)).ToDictionary(one => one.Id);
    });

    /// <summary>The viewer's own, the newest first.</summary>
    public async Task<ListPage<SavedSearch>> OwnAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var conditions = new SqlConditions();
        var viewer = await current.GetAsync(cancellationToken);
        conditions.Add(Rights.Sql(viewer, Resource.SavedSearch, Operation.See, Columns, conditions));
        return new(new KeysetList<SavedSearch>
        {
            Database = database,
            From = "saved_searches AS s",
            Conditions = conditions,
            Order = Newest,
            Columns = "s.id, s.person_id, s.subject, s.query, s.name, s.language, s.rhythm, s.is_paused, s.key, s.created_at, s.due_at",
            Read = row => new SavedSearch
            {
                Id = row.Value<Guid>(),
                PersonId = row.Value<Guid>(),
                Subject = row.Member<SearchSubject>(),
                Query = row.Text(),
                Name = row.Text(),
                Language = row.Text(),
                Rhythm = row.Member<DigestRhythm>(),
                IsPaused = row.Value<bool>(),
                Key = row.Text(),
                CreatedAt = row.Value<DateTimeOffset>(),
                DueAt = row.Value<DateTimeOffset>(),
                Told = [],
            },
        }, request);
    }
}
