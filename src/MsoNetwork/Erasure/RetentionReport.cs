using MsoNetwork.Sql;
using MsoNetwork.Time;
using Npgsql;

namespace MsoNetwork.Erasure;

/// <summary>What a rule is and what it did.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Period">How long it keeps, at this site.</param>
/// <param name="Rows">How many rows went in the days of the report.</param>
/// <param name="LastAt">When it was applied last; null: not yet.</param>
public sealed record RetentionLine(RetentionRule Rule, TimeSpan Period, long Rows, DateTimeOffset? LastAt)
{
    /// <summary>The period in words.</summary>
    public string Kept => RetentionPeriods.Words(Period);
}

/// <summary>How long what is kept at this site, and what went by that; counts, without content.</summary>
public sealed class RetentionReport(NpgsqlDataSource database, RetentionPeriods periods, TimeProvider time)
{
    private const string Sql = """
        SELECT rule, sum(rows) FILTER (WHERE day > $1), max(last_at) FROM retention_runs GROUP BY rule
        """;

    /// <param name="days">Of so many days, today among them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<RetentionLine>> ReadAsync(int days, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = time.Today().AddDays(-days) });
        var found = (await command.ListAsync(
                row => (Rule: row.Text(), Rows: row.ValueOrNull<decimal>() ?? 0, LastAt: row.Value<DateTimeOffset>()), cancellationToken))
            .ToDictionary(one => one.Rule);
        return
        [
            .. RetentionRules.All.Select(rule => found.TryGetValue(rule.Name, out var did)
                ? new RetentionLine(rule, periods.Of(rule), (long)did.Rows, did.LastAt)
                : new RetentionLine(rule, periods.Of(rule), 0, null)),
        ];
    }
}
