using MsoNetwork.Errors;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Organisations;

/// <summary>Lists of organisations.</summary>
public static class OrganisationList
{
    /// <summary>Below an AGS prefix. Digits sort before the colon, so this is the range of keys that begin with it.</summary>
    public const string Seated =
        "o.municipality_key >= parent.key COLLATE \"C\" AND o.municipality_key < (parent.key || ':') COLLATE \"C\"";

    /// <summary>Below an umbrella body's id.</summary>
    public const string Members = "o.id IN (SELECT member_id FROM memberships WHERE umbrella_id = parent.key)";

    /// <summary>What <see cref="OrganisationEntry.ChangedAt"/> says, in SQL.</summary>
    public const string Changed =
        "(o.updated_at AT TIME ZONE 'Europe/Berlin')::date > (o.created_at AT TIME ZONE 'Europe/Berlin')::date";

    /// <summary>A page of what a filter finds: by distance unless told where it has a point, otherwise by name.</summary>
    public static ListPage<ListedOrganisation> Page(
        OrganisationStore store, Gazetteer gazetteer, VocabularySet vocabularies,
        OrganisationFilter? filter, OrganisationOrder? order, PageRequest request, OrganisationColumns columns, string? relation = null)
    {
        var criteria = new OrganisationCriteria(filter ?? new OrganisationFilter(), gazetteer, vocabularies);
        if (order == OrganisationOrder.Distance && criteria.Near is null)
            throw NetworkException.Invalid("orderBy", "orderBy DISTANCE needs filter.near: the point that distances are measured from.");
        if (relation is not null) criteria.Conditions.Add(relation);
        var unlessTold = criteria.Near is null ? OrganisationOrder.Name : OrganisationOrder.Distance;
        return Page(store, criteria, order ?? unlessTold, request, columns);
    }

    public static ListPage<ListedOrganisation> Page(
        OrganisationStore store, OrganisationCriteria criteria, OrganisationOrder order, PageRequest request, OrganisationColumns columns)
    {
        var rows = new OrganisationRows(store, criteria, columns);
        return new ListPage<ListedOrganisation>(new KeysetList<ListedOrganisation>
        {
            Database = store.Database,
            From = OrganisationRows.From,
            Conditions = criteria.Conditions,
            Order = OrganisationOrders.Of(order, criteria),
            Columns = EntryShape.Of(columns).Select + OrganisationSql.Distance(criteria),
            Read = row => EntryShape.Of(columns).ReadListed(row.Reader, criteria.Near is not null),
            ReadPage = (list, conditions, backward, limit, token) => order == OrganisationOrder.Distance && !backward
                ? rows.NearestAsync(conditions, limit, token)
                : rows.OrderedAsync(list, conditions, backward, limit, token),
        }, request);
    }
}

/// <summary>How rows of a page are read: what else is in them than id and version is taken from memory where it is known.</summary>
internal sealed class OrganisationRows(OrganisationStore store, OrganisationCriteria criteria, OrganisationColumns columns)
{
    public const string From = "organisations AS o";

    public Task<List<ListedOrganisation>> OrderedAsync(
        KeysetList<ListedOrganisation> list, SqlConditions conditions, bool backward, int limit, CancellationToken cancellationToken) =>
        ListAsync(
            conditions,
            (given, select) => list.Page(given, select + OrganisationSql.Distance(criteria), backward, limit),
            cancellationToken
        );

    // First as if the page ended nearby: the ring to be read around it grows with the reach. Only a page that goes on farther is asked
    // again.
    public async Task<List<ListedOrganisation>> NearestAsync(SqlConditions conditions, int limit, CancellationToken cancellationToken)
    {
        var outward = OrganisationSql.WalkOutward(criteria, await store.FrequenciesAsync(cancellationToken), limit);
        Task<List<ListedOrganisation>> WithinAsync(double metres) =>
            ListAsync(
                conditions,
                (given, select) => OrganisationSql.Nearest(criteria, given, select, limit, metres, outward),
                cancellationToken
            );
        var reach = Math.Min(SphereOrder.Nearby, criteria.Near!.Metres);
        var nearby = await WithinAsync(reach);
        return nearby.Count < limit || nearby[^1].Metres <= reach ? nearby : await WithinAsync(criteria.Near.Metres);
    }

    private Task<List<ListedOrganisation>> ListAsync(
        SqlConditions conditions, Func<SqlConditions, string, string> sql, CancellationToken cancellationToken) =>
        store.ListAsync(conditions, sql, columns, criteria.Near is not null, cancellationToken);
}
