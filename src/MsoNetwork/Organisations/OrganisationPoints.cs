using MsoNetwork.Regions;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Organisations;

/// <summary>A point of a drawn map: the mean of some places, how many organisations are there, and their marker.</summary>
public sealed record OrganisationPoint(Position At, int Count, Marker Marker);

/// <summary>Organisations as the points of a drawing: those in one cell of a grid are one point.</summary>
public static class OrganisationPoints
{
    private const string Sql = """
        SELECT avg(ST_Y(place)), avg(ST_X(place)), count(*)::int,
          CASE WHEN min(marker) = max(marker) THEN min(marker) ELSE 'organisation' END
        FROM (SELECT o.location::geometry AS place, {marker} AS marker FROM organisations AS o WHERE {where}) AS found
        GROUP BY floor(ST_X(place) / {cell}), floor(ST_Y(place) / {cell}) ORDER BY 3 DESC, 1, 2
        """;

    /// <param name="database">The registry.</param>
    /// <param name="conditions">Who is drawn.</param>
    /// <param name="cell">A side of the grid's cells, in degrees.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<IReadOnlyList<OrganisationPoint>> ReadAsync(
        NpgsqlDataSource database,
        SqlConditions conditions,
        double cell,
        CancellationToken cancellationToken
    )
    {
        var asked = conditions.Copy();
        var side = asked.Parameter(cell);
        var sql = Sql.Replace("{marker}", Markers.Sql(asked), StringComparison.Ordinal)
            .Replace("{where}", asked.Where, StringComparison.Ordinal)
            .Replace("{cell}", side, StringComparison.Ordinal);
        await using var command = asked.Command(database, sql);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var points = new List<OrganisationPoint>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var at = new Position(rows.GetDouble(0), rows.GetDouble(1));
            points.Add(new OrganisationPoint(at, rows.GetInt32(2), Markers.Parse(rows.GetString(3))));
        }


        return points;
    }
}
