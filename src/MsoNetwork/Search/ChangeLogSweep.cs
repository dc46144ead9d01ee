using Npgsql;

namespace MsoNetwork.Search;

/// <summary>
/// Keeps the search tables small. A change stays in the log between once and twice the time to keep; whoever reads
/// later than that reads everything. Several instances may sweep: one does it, the others pass by.
/// </summary>
public static class ChangeLogSweep
{
    /// <summary>
    /// How long changes are kept at least: much longer than a follower is ever away without reading everything anew anyway.
    /// </summary>
    public static readonly TimeSpan Keep = TimeSpan.FromMinutes(10);

    // Only transactions that were over at the last sweep go. So nobody who has read since then can miss one, however long
    // others stay open. A log ahead of the database's transaction numbers came with a dump from elsewhere.
    private const string Log = """
        WITH mine AS MATERIALIZED (
            SELECT next_below AS below, pg_snapshot_xmin(pg_current_snapshot()) AS xmin, pg_snapshot_xmax(pg_current_snapshot()) AS xmax FROM search_log
            WHERE marked_at <= now() - $1 OR next_below > pg_snapshot_xmin(pg_current_snapshot()) FOR UPDATE SKIP LOCKED),
        marked AS (
            UPDATE search_log SET pruned_below = least(mine.below, mine.xmin), next_below = mine.xmin, marked_at = now() FROM mine)
        DELETE FROM search_changes USING mine WHERE transaction < least(mine.below, mine.xmin) OR transaction >= mine.xmax
        """;

    private const string Instances = "DELETE FROM search_instances WHERE NOT session_holds($1, number)";

    private const string Rebuilds = """
        DELETE FROM search_rebuilds WHERE asked_at < now() - interval '1 day' AND number < (SELECT max(number) FROM search_rebuilds)
        """;

    /// <returns>How many changes went.</returns>
    public static async Task<int> RunAsync(NpgsqlDataSource database, TimeSpan keep, CancellationToken cancellationToken)
    {
        await using var log = database.CreateCommand(Log);
        log.Parameters.Add(new() { Value = keep });
        var gone = await log.ExecuteNonQueryAsync(cancellationToken);
        await using var instances = database.CreateCommand(Instances);
        instances.Parameters.Add(new() { Value = ServingInstances.LockClass });
        await instances.ExecuteNonQueryAsync(cancellationToken);
        await using var rebuilds = database.CreateCommand(Rebuilds);
        await rebuilds.ExecuteNonQueryAsync(cancellationToken);
        return gone;
    }
}
