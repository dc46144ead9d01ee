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

    /// <summary>How the report of what went calls what is kept how long.</summary>
    public const string PublicRule = "history", PrivateRule = "private-history", ReferenceRule = "reference-history";

    private static readonly string[] Subjects =
        [.. ChangeSubject.Public, ChangeSubject.CallResponse, ChangeSubject.ProtectedPlace, ChangeSubject.HiddenContact];

    public static IEnumerable<string> SubjectsOf(string rule) => Subjects.Where(subject => RuleOf(subject) == rule);

    /// <summary>Subjects, and for each the rule and how long it keeps.</summary>
    internal (string[] Subjects, string[] Rules, TimeSpan[] Spans) Kept()
    {
        string[] rules = [.. Subjects.Select(RuleOf)];
        return (Subjects, rules,
            [.. rules.Select(rule => rule switch { PrivateRule => Private, ReferenceRule => Following, _ => History })]);
    }

    // Reference data comes from files with a history of their own.
    private static string RuleOf(string subject) => subject switch
    {
        ChangeSubject.CallResponse or ChangeSubject.MatchingPreferences or ChangeSubject.ProtectedPlace
            or ChangeSubject.HiddenContact => PrivateRule,
        _ when ChangeSubject.Reference.Contains(subject) => ReferenceRule,
        _ => PublicRule,
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
            DELETE FROM change_sets AS s USING mine, unnest($2::text[], $3::interval[], $4::text[]) AS kept (subject, span, rule)
            WHERE s.subject = kept.subject AND s.transaction < least(mine.below, mine.xmin) AND s.changed_at <= now() - kept.span
            RETURNING s.number, s.transaction, kept.rule),
        foreign_sets AS (UPDATE change_sets AS s SET transaction = '3' FROM mine WHERE s.transaction >= mine.xmax),
        marked AS (
            UPDATE change_log SET next_below = mine.xmin, marked_at = now(),
                pruned_to = least(greatest(pruned_to, (SELECT max(transaction) FROM old)), transaction_before(mine.xmin)) FROM mine),
        gone AS (DELETE FROM changes USING old WHERE change_set = old.number RETURNING old.rule),
        told AS (
            INSERT INTO retention_runs AS r (rule, day, rows, last_at)
            SELECT rule, berlin_day(now()), count(*), now() FROM gone GROUP BY rule
            ON CONFLICT (rule, day) DO UPDATE SET rows = r.rows + excluded.rows, last_at = excluded.last_at)
        SELECT count(*) FROM gone
        """;

    /// <returns>How many changes went.</returns>
    public static async Task<long> RunAsync(NpgsqlDataSource database, ChangeRetention retention, CancellationToken cancellationToken)
    {
        var (subjects, rules, spans) = retention.Kept();
        await using var log = database.CreateCommand(Log);
        log.Parameters.Add(new() { Value = retention.Following });
        log.Parameters.Add(new() { Value = subjects });
        log.Parameters.Add(new() { Value = spans });
        log.Parameters.Add(new() { Value = rules });
        return (long)(await log.ExecuteScalarAsync(cancellationToken))!;
    }
}
