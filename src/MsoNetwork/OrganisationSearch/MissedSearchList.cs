using MsoNetwork.Time;
using Npgsql;

namespace MsoNetwork.OrganisationSearch;

/// <summary>A text that was searched for in vain.</summary>
/// <param name="Text">As the last of them typed it, in small letters.</param>
/// <param name="Searches">How often.</param>
/// <param name="Last">The last day.</param>
public sealed record MissedSearch(string Text, long Searches, DateOnly Last);

/// <summary>For editors: what people look for and do not find.</summary>
public static class MissedSearchList
{
    private const string Sql = """
        SELECT (array_agg(typed ORDER BY day DESC))[1], sum(searches), max(day) FROM missed_searches
        WHERE day > $1 GROUP BY folded ORDER BY sum(searches) DESC, max(day) DESC, folded
        """;

    /// <summary>Those of the last days, the most frequent first.</summary>
    public static async Task<IReadOnlyList<MissedSearch>> ReadAsync(
        NpgsqlDataSource database,
        int days,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = time.Today().AddDays(-days) });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var missed = new List<MissedSearch>();
        while (await rows.ReadAsync(cancellationToken))
            missed.Add(new MissedSearch(rows.GetString(0), rows.GetInt64(1), rows.GetFieldValue<DateOnly>(2)));
        return missed;
    }
}
