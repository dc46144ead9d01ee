using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.PartnerCalls;

/// <summary>
/// One request's calls, as whoever asks may see them.
/// </summary>
public sealed class PartnerCallLists
{
    private readonly NpgsqlDataSource _database;
    private readonly CurrentViewer _viewer;
    private readonly ReferenceSnapshot<Gazetteer> _gazetteer;
    private readonly ReferenceSnapshot<VocabularySet> _vocabularies;
    private readonly TimeProvider _time;

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

    /// <summary>A page of the calls that a filter finds: by distance unless told where it has a point, else the newest first.</summary>
    /// <param name="filter">Open calls unless it says otherwise.</param>
    /// <param name="order">The order.</param>
    /// <param name="request">Which page.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="relation">To <c>parent.key</c>, of a list below another object.</param>
    public async Task<ListPage<ListedPartnerCall>> PageAsync(
        PartnerCallFilter? filter,
        PartnerCallOrder? order,
        PageRequest request,
        CancellationToken cancellationToken,
        string? relation = null
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
        if (relation is not null) criteria.Conditions.Add(relation);
        var distance = criteria.NearParameter is { } point ? $", ST_Distance({PartnerCallSql.Location}, {point})" : "";
        return new ListPage<ListedPartnerCall>(new KeysetList<ListedPartnerCall>
        {
            Database = _database,
            From = PartnerCallSql.From,
            Conditions = criteria.Conditions,
            Order = PartnerCallOrders.Of(
                order ?? (criteria.Near is null ? PartnerCallOrder.Newest : PartnerCallOrder.Distance),
                criteria
            ),
            Columns = PartnerCallSql.Columns(criteria.Now) + distance,
            Read = criteria.NearParameter is null ? PartnerCallSql.Read : PartnerCallSql.ReadWithDistance,
        }, request);
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
        var calls = await conditions.ListAsync(
            _database,
            $"SELECT {PartnerCallSql.Columns(now)} FROM {PartnerCallSql.From} WHERE {conditions.Where}",
            PartnerCallSql.Read,
            cancellationToken
        );
        return calls.ToDictionary(keyOf);
    }
}
