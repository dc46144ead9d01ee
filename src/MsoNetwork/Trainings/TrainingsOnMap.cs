using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Trainings;

/// <summary>One of those at a place of the map, with the first of its dates that is asked for, by Berlin's clock.</summary>
public sealed record TrainingAtPlace(string Title, string Slug, TrainingKind Kind, string Town, bool Vague, DateTime Start, DateTime End);

/// <summary>Trainings on the map: those that are somewhere, each once, at their own places.</summary>
public static class TrainingsOnMap
{
    /// <summary>How many of a place are read; a list of more is read elsewhere.</summary>
    public const int Most = 50;

    /// <summary>For vector tiles, by conditions on <see cref="TrainingSql.From"/>.</summary>
    public static PlacedRows Rows { get; } = new(
        $$"""
        SELECT one.title AS name, one.slug, town.name AS town, one.precision = 'Municipality' AS vague, 'organisation' AS marker,
            one.location::geometry AS place
        FROM trainings AS one JOIN regions AS town ON town.key = one.place_key
        WHERE NOT one.online AND one.id IN (SELECT t.id FROM {{TrainingSql.From}} WHERE {where})
        """,
        TrainingSql.Location);

    private const string AtPlace = $$"""
        SELECT t.title, t.slug, t.kind, town.name, t.precision = 'Municipality', min(d.start), (count(*) OVER ())::int,
            min(d.ends_at AT TIME ZONE 'Europe/Berlin')
        FROM {{TrainingSql.From}} JOIN regions AS town ON town.key = t.place_key
        WHERE {where} AND NOT t.online GROUP BY t.id, town.name ORDER BY min(d.starts_at), t.id LIMIT {most}
        """;

    /// <summary>What is at one place, what is next first, and how many there are.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="conditions">Of the list that the map shows.</param>
    /// <param name="place">The middle.</param>
    /// <param name="metres">How far from it still counts as there.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<(IReadOnlyList<TrainingAtPlace> Found, int Count)> AtAsync(
        NpgsqlDataSource database, SqlConditions conditions, Position place, double metres, CancellationToken cancellationToken)
    {
        var asked = conditions.Copy();
        var point = $"ST_Point({asked.Parameter(place.Longitude)}, {asked.Parameter(place.Latitude)}, 4326)::geography";
        asked.AddPlace($"ST_DWithin({TrainingSql.Location}, {point}, {asked.Parameter(metres)})");
        var most = asked.Parameter(Most);
        var sql = AtPlace.Replace("{where}", asked.Where, StringComparison.Ordinal).Replace("{most}", most, StringComparison.Ordinal);
        var count = 0;
        var found = await asked.ListAsync(database, sql, row =>
        {
            var (title, slug, kind) = (row.Text(), row.Text(), row.Member<TrainingKind>());
            var (town, vague, start) = (row.Text(), row.Value<bool>(), row.Value<DateTime>());
            count = row.Value<int>();
            return new TrainingAtPlace(title, slug, kind, town, vague, start, row.Value<DateTime>());
        }, cancellationToken);
        return (found, count);
    }
}
