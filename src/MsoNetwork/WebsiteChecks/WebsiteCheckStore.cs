using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.WebsiteChecks;

/// <summary>The table of checks: what is due, who checks it now, and what came of it. Rows are addresses, whoever has them.</summary>
internal sealed class WebsiteCheckStore(NpgsqlDataSource database)
{
    /// <summary>Whoever does not say by then what came of it has died.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(45);

    private const string Mine = "SELECT DISTINCT o.website FROM organisations AS o WHERE o.website <> '' AND o.status <> 'Dissolved'";

    // New addresses are spread over a day.
    private const string Add = $"""
        DELETE FROM website_checks AS w WHERE w.url NOT IN ({Mine});
        INSERT INTO website_checks (url, host, due_at)
        SELECT website, regexp_replace(lower(split_part(split_part(split_part(split_part(website, '://', 2), '/', 1), '?', 1), ':', 1)),
            '^www\.', ''), @now + random() * @spread FROM ({Mine}) AS mine
        ON CONFLICT DO NOTHING
        """;

    // One at a time claims, so that no two instances take addresses of one host.
    private const string Claim = """
        UPDATE website_checks AS w SET claimed_until = @until FROM (
            SELECT url FROM (SELECT DISTINCT ON (host) url FROM website_checks AS c
                WHERE due_at <= @now AND NOT EXISTS (SELECT FROM website_checks AS other WHERE other.host = c.host
                    AND (other.claimed_until > @now OR other.checked_at > @now - interval '1 minute'))
                ORDER BY host, due_at) AS one ORDER BY random() LIMIT @most) AS chosen
        WHERE w.url = chosen.url RETURNING w.url, w.robots_undefined_since
        """;

    private const string Note = """
        UPDATE website_checks SET claimed_until = NULL, checked_at = @now, outcome = @outcome, detail = @detail,
            reached_on = CASE @outcome WHEN 'Reached' THEN @day ELSE reached_on END,
            failing_since = CASE @outcome WHEN 'Failed' THEN coalesce(failing_since, @day) END,
            failed_days = CASE @outcome WHEN 'Failed' THEN failed_days + (failed_on IS DISTINCT FROM @day)::int ELSE 0 END,
            failed_on = CASE @outcome WHEN 'Failed' THEN @day END,
            robots_undefined_since = CASE WHEN @undefined THEN coalesce(robots_undefined_since, @day)
                WHEN @outcome = 'Failed' AND @detail !~ '^[0-9]' THEN robots_undefined_since END,
            due_at = @now + @next
        WHERE url = @url
        """;

    // Nobody's word is replaced by a program's.
    private const string Confirm = """
        INSERT INTO statements AS s (organisation_id, field, said_by, source, said_on, confirmed_by, confirmed_on, centre)
        SELECT o.id, 'website', w.said_by, w.source, w.said_on, 'LinkCheck', @day, w.centre
        FROM organisations AS o JOIN statements AS w ON w.organisation_id = o.id AND w.field = '' AND w.confirmed_by IS NULL
        WHERE o.website = @url ON CONFLICT DO NOTHING;
        UPDATE statements AS s SET confirmed_by = 'LinkCheck', confirmed_on = @day FROM organisations AS o
        WHERE o.website = @url AND s.organisation_id = o.id AND s.field = 'website' AND coalesce(s.confirmed_by, 'LinkCheck') = 'LinkCheck'
        """;

    /// <summary>Takes addresses that are new, and forgets those that nobody has any more.</summary>
    public Task FollowAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        RunAsync(Add, cancellationToken, ("now", now), ("spread", TimeSpan.FromDays(1)));

    /// <summary>Some of those that are due, of each host one, which are the caller's for a while.</summary>
    /// <returns>Addresses, with the day since when a robots.txt on the way cannot be had; null while all can.</returns>
    public async Task<IReadOnlyList<(string Url, DateOnly? RobotsUndefinedSince)>> ClaimAsync(
        int most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var turn = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtext('website_checks'))", connection))
            await turn.ExecuteNonQueryAsync(cancellationToken);
        await using var claim = new NpgsqlCommand(Claim, connection)
        {
            Parameters = { new("now", now), new("until", now + Lease), new("most", most) },
        };
        var claimed = await claim.ListAsync(row => (row.Text(), row.ValueOrNull<DateOnly>()), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return claimed;
    }

    /// <summary>The last ones that were reached: whether our own line works is seen by them.</summary>
    public async Task<IReadOnlyList<string>> ReachedAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT url FROM website_checks WHERE outcome = 'Reached' ORDER BY checked_at DESC, url LIMIT @most");
        command.Parameters.AddWithValue("most", most);
        return await command.ListAsync(row => row.Text(), cancellationToken);
    }

    /// <summary>Writes what a visit has shown; when it is reached, statements of the address are confirmed.</summary>
    /// <param name="url">Of the website.</param>
    /// <param name="visit">What was seen.</param>
    /// <param name="now">When.</param>
    /// <param name="day">The day it is then in Berlin.</param>
    /// <param name="next">How long until the next visit.</param>
    /// <param name="cancellationToken">Ends it; nothing is written then.</param>
    public Task NoteAsync(
        string url, Visit visit, DateTimeOffset now, DateOnly day, TimeSpan next, CancellationToken cancellationToken) => RunAsync(
        visit.Outcome == VisitOutcome.Reached ? Note + ";" + Confirm : Note, cancellationToken,
        ("url", url), ("outcome", visit.Outcome.ToString()), ("detail", visit.Detail), ("now", now), ("day", day), ("next", next),
        ("undefined", visit.IsRobotsUndefined));

    /// <summary>Gives addresses back without having seen anything.</summary>
    public Task PutOffAsync(IReadOnlyList<string> urls, DateTimeOffset until, CancellationToken cancellationToken) => RunAsync(
        "UPDATE website_checks SET claimed_until = NULL, due_at = @until WHERE url = ANY (@urls)", cancellationToken,
        ("until", until), ("urls", urls.ToArray()));

    private async Task RunAsync(string sql, CancellationToken cancellationToken, params (string Name, object Value)[] values)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
