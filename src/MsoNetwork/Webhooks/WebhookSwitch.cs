using Npgsql;

namespace MsoNetwork.Webhooks;

/// <summary>Off and on. Whoever switches it on again is told from where it stopped, where that is still kept.</summary>
internal static class WebhookSwitch
{
    // An administrator's word stands over its person's.
    private const string Off = """
        UPDATE webhooks SET off = $2, off_at = $3 WHERE id = $1 AND (off IS NULL OR ($2 = 'Administrator' AND off <> 'Administrator'))
        """;

    private const string On = """
        UPDATE webhooks AS w SET off = NULL, off_at = NULL, attempts = 0, failing_since = NULL, failure = NULL, failure_status = NULL,
            due_at = $2, position = CASE WHEN kept.lacks THEN kept.last ELSE w.position END,
            missed_at = CASE WHEN kept.lacks THEN $2 ELSE w.missed_at END
        FROM (SELECT o.id, coalesce(c.first > o.position + 1, false) AS lacks, c.last FROM webhooks AS o,
            (SELECT min(position) AS first, max(position) AS last FROM published_changes) AS c) AS kept
        WHERE w.id = $1 AND kept.id = w.id AND w.off IS NOT NULL
        """;

    /// <param name="connection">With the transaction.</param>
    /// <param name="id">Of the webhook.</param>
    /// <param name="off">Why; null: on.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    /// <returns>Whether anything was switched.</returns>
    public static async Task<bool> RunAsync(
        NpgsqlConnection connection, Guid id, WebhookOff? off, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(off is null ? On : Off, connection) { Parameters = { new() { Value = id } } };
        if (off is { } why) command.Parameters.Add(new() { Value = why.ToString() });
        command.Parameters.Add(new() { Value = now });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }
}
