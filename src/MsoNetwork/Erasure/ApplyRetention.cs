using Npgsql;

namespace MsoNetwork.Erasure;

/// <summary>What one rule did, or would do.</summary>
public sealed record RetentionResult(RetentionRule Rule, long Rows);

/// <summary>
/// Applies <see cref="RetentionRules"/> in small batches and notes how many rows went, in the same transactions. Several instances may do
/// it at once: each takes rows that no other holds.
/// </summary>
public sealed class ApplyRetention(NpgsqlDataSource database, RetentionPeriods periods, TimeProvider time)
{
    public const int Batch = 1000;

    /// <summary>One rule that fails holds up no other.</summary>
    /// <returns>By rule what went.</returns>
    /// <exception cref="AggregateException">What failed, at the end.</exception>
    public async Task<IReadOnlyList<RetentionResult>> RunAsync(CancellationToken cancellationToken)
    {
        var (done, failures) = (new List<RetentionResult>(), new List<Exception>());
        foreach (var rule in RetentionRules.All.Where(rule => !rule.IsOfLog))
        {
            try
            {
                long all = 0, rows;
                do all += rows = await RunAsync(Sql(rule), rule, cancellationToken);
                while (rows == Batch);
                done.Add(new(rule, all));
            }
            catch (PostgresException error)
            {
                failures.Add(new InvalidOperationException($"{rule.Name}: {error.MessageText}", error));
            }
        }

        return failures.Count == 0 ? done : throw new AggregateException(failures);
    }

    /// <summary>By rule how many rows are due; nothing is changed.</summary>
    public async Task<IReadOnlyList<RetentionResult>> CountAsync(CancellationToken cancellationToken)
    {
        var due = new List<RetentionResult>();
        foreach (var rule in RetentionRules.All)
        {
            var sql = $"SELECT count(*) FROM {rule.Table} AS t WHERE {rule.Due}";
            due.Add(new(rule, await RunAsync(sql, rule, cancellationToken)));
        }

        return due;
    }

    private static string Sql(RetentionRule rule) => $"""
        WITH due AS (SELECT ctid FROM {rule.Table} AS t WHERE {rule.Due} LIMIT {Batch} FOR UPDATE OF t SKIP LOCKED),
        gone AS ({(rule.Instead is { } set ? $"UPDATE {rule.Table} AS t SET {set} FROM due" : $"DELETE FROM {rule.Table} AS t USING due")}
            WHERE t.ctid = due.ctid RETURNING 1),
        told AS (
            INSERT INTO retention_runs AS r (rule, day, rows, last_at) SELECT @rule, berlin_day(@now), count(*), @now FROM gone
            ON CONFLICT (rule, day) DO UPDATE SET rows = r.rows + excluded.rows, last_at = excluded.last_at)
        SELECT count(*) FROM gone
        """;

    private async Task<long> RunAsync(string sql, RetentionRule rule, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddWithValue("before", now - periods.Of(rule));
        command.Parameters.AddWithValue("now", now);
        command.Parameters.AddWithValue("rule", rule.Name);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
