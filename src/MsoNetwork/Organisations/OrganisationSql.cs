using MsoNetwork.Sql;

namespace MsoNetwork.Organisations;

/// <summary>
/// The list's SQL where it is its own: nearest first walks the index, whose order (<c>&lt;-&gt;</c> on geography) is that of
/// distances on a sphere, until nothing farther can stand on the page by its geodesic distance: see <see cref="SphereOrder"/>.
/// </summary>
public static class OrganisationSql
{
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

    /// <summary>What stands behind a select list: the distance from the point asked for.</summary>
    public static string Distance(OrganisationCriteria criteria) =>
        criteria.NearParameter is { } point ? $", ST_Distance(o.location, {point})" : "";
}
