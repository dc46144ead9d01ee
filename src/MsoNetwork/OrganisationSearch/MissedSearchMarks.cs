using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.OrganisationSearch;

/// <summary>A search without result on its way to the database.</summary>
internal sealed record Missed(string Folded, string Typed, byte[] Network);

/// <summary>The tables of <see cref="MissedSearches"/>, in one transaction.</summary>
internal sealed class MissedSearchMarks(NpgsqlConnection connection, DateOnly today)
{
    // Marks that are waiting for a third requester; whoever types nonsense at speed pushes out other nonsense.
    private const int MostMarks = 50_000;

    /// <summary>The Monday of this week.</summary>
    public DateOnly Period { get; } = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));

    /// <summary>Counts a text that three have asked for lately; false when it is not one.</summary>
    public async Task<bool> CountKnownAsync(string folded, string typed, CancellationToken cancellationToken) => await RunAsync("""
        INSERT INTO missed_searches (folded, day, typed, searches)
        SELECT $1, $2, $3, 1 WHERE EXISTS (SELECT FROM missed_searches WHERE folded = $1 AND day > $2 - 90)
        ON CONFLICT (folded, day) DO UPDATE SET searches = missed_searches.searches + 1
        """, cancellationToken, folded, today, typed) > 0;

    /// <summary>This week's key, the same in all instances. Those of other weeks go by themselves, with all their marks.</summary>
    public async Task<byte[]> SaltAsync(CancellationToken cancellationToken)
    {
        await RunAsync(
            "INSERT INTO missed_search_salts (period, salt) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            cancellationToken,
            Period,
            RandomNumberGenerator.GetBytes(32)
        );
        await using var read = new NpgsqlCommand("SELECT salt FROM missed_search_salts WHERE period = $1", connection)
        {
            Parameters = { new() { Value = Period } },
        };
        return (byte[])(await read.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Marks that this requester asked; at enough of them the text takes the marks' place.</summary>
    public async Task MarkAsync(byte[] searched, short requester, Missed missed, int enough, CancellationToken cancellationToken)
    {
        // Two who are the third at the same time would both see only two.
        await RunAsync("SELECT pg_advisory_xact_lock(hashtext('msonet missed search'))", cancellationToken);
        await RunAsync(
            "INSERT INTO missed_search_marks (period, searched, requester) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            cancellationToken,
            Period,
            searched,
            requester
        );
        await RunAsync(
            "DELETE FROM missed_search_marks WHERE seq <= (SELECT max(seq) FROM missed_search_marks) - $1",
            cancellationToken,
            (long)MostMarks
        );
        if (await RunAsync("""
            INSERT INTO missed_searches (folded, day, typed, searches)
            SELECT $1, $2, $3, count(*) FROM missed_search_marks WHERE period = $4 AND searched = $5 HAVING count(*) >= $6
            ON CONFLICT (folded, day) DO UPDATE SET searches = missed_searches.searches + 1
            """, cancellationToken, missed.Folded, today, missed.Typed, Period, searched, (long)enough) == 0) return;
        await RunAsync("DELETE FROM missed_search_marks WHERE period = $1 AND searched = $2", cancellationToken, Period, searched);
    }

    private async Task<int> RunAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            var parameter = new NpgsqlParameter { Value = value };
            if (value is DateOnly) parameter.NpgsqlDbType = NpgsqlDbType.Date;
            command.Parameters.Add(parameter);
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
