using MsoNetwork.Sql;

namespace MsoNetwork.Organisations;

/// <summary>
/// The list's SQL. Every order ends with the id. Nearest first walks the index, whose order (<c>&lt;-&gt;</c> on geography) is that of
/// distances on a sphere, until nothing farther can stand on the page by its geodesic distance: see <see cref="SphereOrder"/>.
/// </summary>
public static class OrganisationSql
{
    public static SqlConditions Between(
        OrganisationCriteria criteria,
        OrganisationOrder order,
        OrganisationCursor? after,
        OrganisationCursor? before
    )
    {
        var conditions = criteria.Conditions.Copy();
        if (after is not null) conditions.Add(Beyond(conditions, criteria, order, after, forward: true, orEqual: false));
        if (before is not null) conditions.Add(Beyond(conditions, criteria, order, before, forward: false, orEqual: false));
        return conditions;
    }

    /// <summary>What stands at a cursor or behind it.</summary>
    public static SqlConditions NotBefore(OrganisationCriteria criteria, OrganisationOrder order, OrganisationCursor cursor) =>
        With(criteria, conditions => Beyond(conditions, criteria, order, cursor, forward: true, orEqual: true));

    /// <summary>What stands at a cursor or before it.</summary>
    public static SqlConditions NotAfter(OrganisationCriteria criteria, OrganisationOrder order, OrganisationCursor cursor) =>
        With(criteria, conditions => Beyond(conditions, criteria, order, cursor, forward: false, orEqual: true));

    public static string Page(
        OrganisationCriteria criteria, SqlConditions conditions, OrganisationOrder order, string columns, bool backward, int limit) => $"""
        SELECT {columns}{Distance(criteria)} FROM organisations AS o
        WHERE {conditions.Where} ORDER BY {Terms(criteria, order, backward)} LIMIT {conditions.Parameter(limit)}
        """;

    /// <summary>
    /// Two ways to the same rows. Walking outward from the point looks at about limit / share rows, collecting all that have the terms
    /// at share * organisations; the shorter way is taken, so neither is longer than about the square root of limit * organisations.
    /// </summary>
    public static bool WalkOutward(OrganisationCriteria criteria, TermFrequencies frequencies, int limit)
    {
        var share = criteria.Share(frequencies);
        return share * share * frequencies.Organisations > limit;
    }

    /// <summary>
    /// The nearest in exact order as long as they lie within <paramref name="reach"/> metres. A row is read unless as many as are asked
    /// for lie nearer by the ring in which sphere and ellipsoid may disagree; there PostgreSQL stops walking (its "run condition").
    /// </summary>
    public static string Nearest(
        OrganisationCriteria criteria, SqlConditions conditions, string columns, int limit, double reach, bool outward) => $"""
        SELECT * FROM (
            SELECT {columns}{Distance(criteria)} AS metres, count(*) OVER (ORDER BY o.location <-> {criteria.NearParameter}
                RANGE BETWEEN UNBOUNDED PRECEDING AND {conditions.Parameter(SphereOrder.Around(criteria.Near!).Ring(reach))} PRECEDING) AS nearer
            FROM organisations AS o WHERE {(outward ? conditions.WhereByPlace : conditions.Where)}) AS o
        WHERE nearer < {conditions.Parameter((long)limit)} ORDER BY metres, id LIMIT {conditions.Parameter(limit)}
        """;

    private static string Distance(OrganisationCriteria criteria) =>
        criteria.NearParameter is { } point ? $", ST_Distance(o.location, {point})" : "";

    private static string Terms(OrganisationCriteria criteria, OrganisationOrder order, bool backward) => (order, backward) switch
    {
        (OrganisationOrder.Name, false) => "o.sort_name, o.id",
        (OrganisationOrder.Name, true) => "o.sort_name DESC, o.id DESC",
        (OrganisationOrder.RecentlyUpdated, false) => "o.updated_at DESC, o.id DESC",
        (OrganisationOrder.RecentlyUpdated, true) => "o.updated_at, o.id",
        (_, false) => $"ST_Distance(o.location, {criteria.NearParameter}), o.id",
        (_, true) => $"ST_Distance(o.location, {criteria.NearParameter}) DESC, o.id DESC",
    };

    private static string Beyond(
        SqlConditions conditions,
        OrganisationCriteria criteria,
        OrganisationOrder order,
        OrganisationCursor cursor,
        bool forward,
        bool orEqual
    )
    {
        // The most recent stand first: there "behind" is smaller.
        var sign = (forward != (order == OrganisationOrder.RecentlyUpdated) ? ">" : "<") + (orEqual ? "=" : "");
        var value = order switch
        {
            OrganisationOrder.Name => conditions.Parameter(cursor.SortName),
            OrganisationOrder.RecentlyUpdated => conditions.Parameter(cursor.UpdatedAt),
            _ => conditions.Parameter(cursor.Metres),
        };
        var key = order switch
        {
            OrganisationOrder.Name => "o.sort_name",
            OrganisationOrder.RecentlyUpdated => "o.updated_at",
            _ => $"ST_Distance(o.location, {criteria.NearParameter})",
        };
        return $"({key}, o.id) {sign} ({value}, {conditions.Parameter(cursor.Id)})";
    }

    private static SqlConditions With(OrganisationCriteria criteria, Func<SqlConditions, string> add)
    {
        var conditions = criteria.Conditions.Copy();
        conditions.Add(add(conditions));
        return conditions;
    }
}
