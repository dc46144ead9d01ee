using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>How long the log keeps what, by what it is kept for.</summary>
/// <param name="Following">At least, for followers: much longer than one is ever away without reading everything anew anyway.</param>
/// <param name="Private">What organisations said to each other or want for themselves: that it happened, for questions about it.</param>
/// <param name="History">Public records: for their history and for taking a change back.</param>
public sealed record ChangeRetention(TimeSpan Following, TimeSpan Private, TimeSpan History)
{
    public static ChangeRetention Standard { get; } = new(TimeSpan.FromMinutes(10), TimeSpan.FromDays(90), TimeSpan.FromDays(3 * 365));

    /// <summary>Nothing that all who read have had the chance to read.</summary>
    public static ChangeRetention Nothing { get; } = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>Reference data comes from files with a history of their own.</summary>
    internal TimeSpan Of(string subject) => subject switch
    {
        ChangeSubject.CallResponse or ChangeSubject.MatchingPreferences or ChangeSubject.ProtectedPlace
            or ChangeSubject.HiddenContact => Private,
        _ when ChangeSubject.Reference.Contains(subject) => Following,
        _ => History,
    };
}

/// <summary>
/// Keeps the log small. Whoever reads later than changes are kept reads everything. Several instances may sweep: one does it, the others
/// pass by.
/// </summary>
public static class ChangeSweep
{
    // Only transactions that were over at the last sweep go. So nobody who has read since then can miss one, however long
    // others stay open; and nothing that is to be published yet. Sets ahead of the database's transaction numbers came with a dump from
    // elsewhere: history, over long ago.
    private const string Log = """
        WITH mine AS MATERIALIZED (
            SELECT least(next_below, unpublished_from) AS below, pg_snapshot_xmin(pg_current_snapshot()) AS xmin, pg_snapshot_xmax(pg_current_snapshot()) AS xmax
            FROM change_log WHERE marked_at <= now() - $1 OR next_below > pg_snapshot_xmin(pg_current_snapshot()) FOR UPDATE SKIP LOCKED),
        old AS (
            DELETE FROM change_sets AS s USING mine, unnest($2::text[], $3::interval[]) AS kept (subject, span)
            WHERE s.subject = kept.subject AND s.transaction < least(mine.below, mine.xmin) AND s.changed_at <= now() - kept.span
            RETURNING s.number, s.transaction),
        foreign_sets AS (UPDATE change_sets AS s SET transaction = '3' FROM mine WHERE s.transaction >= mine.xmax),
        marked AS (
            UPDATE change_log SET next_below = mine.xmin, marked_at = now(),
                pruned_to = least(greatest(pruned_to, (SELECT max(transaction) FROM old)), transaction_before(mine.xmin)) FROM mine)
        DELETE FROM changes USING old WHERE change_set = old.number
        """;

    /// <returns>How many changes went.</returns>
    public static async Task<int> RunAsync(NpgsqlDataSource database, ChangeRetention retention, CancellationToken cancellationToken)
    {
        string[] subjects = [.. ChangeSubject.Public, ChangeSubject.CallResponse, ChangeSubject.ProtectedPlace,
            ChangeSubject.HiddenContact];
        await using var log = database.CreateCommand(Log);
        log.Parameters.Add(new() { Value = retention.Following });
        log.Parameters.Add(new() { Value = subjects });
        log.Parameters.Add(new() { Value = subjects.Select(retention.Of).ToArray() });
        return await log.ExecuteNonQueryAsync(cancellationToken);
    }
}
