using MsoNetwork.Regions;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Organisations;

/// <summary>One of those that stand at a place of the map; vague when only its town is known.</summary>
public sealed record OrganisationAtPlace(string Name, string Slug, string Town, string? Kind, string[] Topics, bool Vague);

/// <summary>Who stands at one place: on a map that is a single point, however near one goes.</summary>
public static class OrganisationsAtPlace
{
    /// <summary>How many are read; a list of more is read elsewhere.</summary>
    public const int Most = 50;

    private const string Sql = """
        SELECT o.name, o.slug, o.town, o.kind, o.topics, o.precision = 'Municipality', count(*) OVER ()::int FROM organisations AS o
        WHERE {where} ORDER BY o.name, o.id LIMIT {most}
        """;

    /// <param name="database">The registry.</param>
    /// <param name="conditions">Of the search that the map shows.</param>
    /// <param name="place">The middle.</param>
    /// <param name="metres">How far from it still counts as there.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The first of them by name, and how many there are.</returns>
    public static async Task<(IReadOnlyList<OrganisationAtPlace> Found, int Count)> ReadAsync(
        NpgsqlDataSource database,
        SqlConditions conditions,
        Position place,
        double metres,
        CancellationToken cancellationToken
    )
    {
        var asked = conditions.Copy();
        var point = $"ST_Point({asked.Parameter(place.Longitude)}, {asked.Parameter(place.Latitude)}, 4326)::geography";
        asked.AddPlace($"ST_DWithin(o.location, {point}, {asked.Parameter(metres)})");
        var most = asked.Parameter(Most);
        var sql = Sql.Replace("{where}", asked.Where, StringComparison.Ordinal).Replace("{most}", most, StringComparison.Ordinal);
        await using var command = asked.Command(database, sql);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<OrganisationAtPlace>();
        var count = 0;
        while (await rows.ReadAsync(cancellationToken))
        {
            count = rows.GetInt32(6);
            found.Add(
                new OrganisationAtPlace(
                    rows.GetString(0),
                    rows.GetString(1),
                    rows.GetString(2),
                    rows.IsDBNull(3) ? null : rows.GetString(3),
                    rows.GetFieldValue<string[]>(4),
                    rows.GetBoolean(5)
                )
            );
        }

        return (found, count);
    }
}
