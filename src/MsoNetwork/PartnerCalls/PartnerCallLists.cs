using GraphQL;
using GraphQL.DataLoader;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Sql;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.PartnerCalls;

/// <summary>
/// One request's batches of calls, as whoever asks may see them: one statement for the pages of all organisations of a field.
/// </summary>
public sealed class PartnerCallLists
{
    private readonly NpgsqlDataSource _database;
    private readonly CurrentViewer _viewer;
    private readonly ReferenceSnapshot<Gazetteer> _gazetteer;
    private readonly ReferenceSnapshot<VocabularySet> _vocabularies;
    private readonly TimeProvider _time;
    private readonly Dictionary<object, BatchLoader<Guid, PartnerCallPage>> _fields = [];

    public PartnerCallLists(
        NpgsqlDataSource database,
        CurrentViewer viewer,
        ReferenceSnapshot<Gazetteer> gazetteer,
        ReferenceSnapshot<VocabularySet> vocabularies,
        TimeProvider time
    )
    {
        (_database, _viewer, _gazetteer, _vocabularies, _time) = (database, viewer, gazetteer, vocabularies, time);
        ById = new((ids, token) => FindAsync("c.id", ids.ToArray(), call => call.Id, token));
        BySlug = new((slugs, token) => FindAsync("c.slug", slugs.ToArray(), call => call.Call.Slug, token));
    }

    public BatchLoader<Guid, ListedPartnerCall> ById { get; }

    public BatchLoader<string, ListedPartnerCall> BySlug { get; }

    /// <summary>One call, if it is for whoever asks.</summary>
    public async Task<ListedPartnerCall?> OneAsync(Guid id, CancellationToken cancellationToken) =>
        (await FindAsync("c.id", [id], call => call.Id, cancellationToken)).GetValueOrDefault(id);

    /// <summary>A page of all calls that the filter finds.</summary>
    public async Task<PartnerCallPage> PageAsync(
        PartnerCallFilter? filter,
        PartnerCallOrder? order,
        PageRequest request,
        CancellationToken cancellationToken
    )
    {
        var criteria = new PartnerCallCriteria(
            filter ?? new PartnerCallFilter(),
            await _viewer.GetAsync(cancellationToken),
            await _gazetteer.GetAsync(cancellationToken),
            await _vocabularies.GetAsync(cancellationToken),
            _time.GetUtcNow()
        );
        if (order == PartnerCallOrder.Distance && criteria.Near is null)
            throw NetworkException.Invalid("orderBy", "orderBy DISTANCE needs filter.near: the point that distances are measured from.");
        return new PartnerCallPage(
            _database,
            criteria,
            order ?? (criteria.Near is null ? PartnerCallOrder.Newest : PartnerCallOrder.Distance),
            request
        );
    }

    public IDataLoaderResult<PartnerCallPage> OfOrganisation(
        Guid organisation,
        IResolveFieldContext context,
        Func<Task<PartnerCallPage>> page
    )
    {
        // Siblings share the field of the document, and with it the arguments.
        lock (_fields)
        {
            if (!_fields.TryGetValue(context.FieldAst, out var pages))
            {
                var selected = Selection.Below(context);
                _fields.Add(context.FieldAst, pages = new((ids, token) => PagesAsync(page, selected, ids, token)));
            }

            return pages.Load(organisation, found => found!);
        }
    }

    private async Task<IReadOnlyDictionary<TKey, ListedPartnerCall>> FindAsync<TKey>(
        string column,
        TKey[] keys,
        Func<ListedPartnerCall, TKey> keyOf,
        CancellationToken cancellationToken
    )
        where TKey : notnull
    {
        // The fields below read terms and regions from memory.
        await _gazetteer.GetAsync(cancellationToken);
        await _vocabularies.GetAsync(cancellationToken);
        var conditions = new SqlConditions();
        var now = conditions.Parameter(_time.GetUtcNow());
        conditions.Add($"{column} = ANY({conditions.Parameter(keys)})");
        var viewer = await _viewer.GetAsync(cancellationToken);
        conditions.Add(Rights.Sql(viewer, Resource.PartnerCall, Operation.See, PartnerCallPermissions.Columns, conditions));
        await using var command = conditions.Command(
            _database,
            $"SELECT {PartnerCallSql.Columns(now)} FROM {PartnerCallSql.From} WHERE {conditions.Where}"
        );
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<TKey, ListedPartnerCall>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var call = PartnerCallSql.Read(rows);
            found[keyOf(call)] = call;
        }

        return found;
    }

    private async Task<IReadOnlyDictionary<Guid, PartnerCallPage>> PagesAsync(
        Func<Task<PartnerCallPage>> page,
        HashSet<string> selected,
        IReadOnlyCollection<Guid> organisations,
        CancellationToken cancellationToken
    )
    {
        var pages = new Dictionary<Guid, PartnerCallPage>();
        foreach (var organisation in organisations)
        {
            var own = await page();
            own.Criteria.Conditions.Add($"c.organisation_id = {own.Criteria.Conditions.Parameter(organisation)}");
            pages[organisation] = own;
        }

        var shape = await page();
        if (selected.Overlaps(["edges", "nodes", "pageInfo"])) await RowsAsync(shape, pages, cancellationToken);
        if (selected.Contains("totalCount")) await CountsAsync(shape, pages, cancellationToken);
        return pages;
    }

    private async Task RowsAsync(PartnerCallPage shape, Dictionary<Guid, PartnerCallPage> pages, CancellationToken cancellationToken)
    {
        var (conditions, sql) = shape.Sql("c.organisation_id = parent.id");
        var ids = conditions.Parameter(pages.Keys.ToArray());
        await using var command = conditions.Command(
            _database,
            $"SELECT page.*, parent.id FROM unnest({ids}) AS parent (id) CROSS JOIN LATERAL ({sql}) AS page"
        );
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var calls = pages.Keys.ToDictionary(id => id, _ => new List<ListedPartnerCall>());
        while (await rows.ReadAsync(cancellationToken)) calls[rows.GetGuid(rows.FieldCount - 1)].Add(PartnerCallSql.Read(rows));
        foreach (var (id, page) in pages) page.Fill(calls[id]);
    }

    private async Task CountsAsync(PartnerCallPage shape, Dictionary<Guid, PartnerCallPage> pages, CancellationToken cancellationToken)
    {
        var conditions = shape.Criteria.Conditions.Copy();
        var ids = conditions.Parameter(pages.Keys.ToArray());
        await using var command = conditions.Command(_database, $"""
            SELECT parent.id, (SELECT count(*)::int FROM {PartnerCallSql.From} WHERE {conditions.Where} AND c.organisation_id = parent.id) FROM unnest({ids}) AS parent (id)
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) pages[rows.GetGuid(0)].FillCount(rows.GetInt32(1));
    }
}
