using MsoNetwork.ChangeFeed;
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
        UPDATE webhooks SET off = NULL, off_at = NULL, attempts = 0, failing_since = NULL, failure = NULL, failure_status = NULL,
            due_at = $2 WHERE id = $1 AND off IS NOT NULL
        RETURNING cursor, regions, topics
        """;

    private const string Missed = "UPDATE webhooks SET cursor = $2, position = $3, missed_at = $4 WHERE id = $1";

    /// <returns>Whether it was on.</returns>
    public static async Task<bool> OffAsync(
        NpgsqlConnection connection, Guid id, WebhookOff off, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, Off, id, off.ToString(), now);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>On; what was on stays as it is.</summary>
    public static async Task OnAsync(
        NpgsqlConnection connection, ReadFeed feed, Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        WebhookPlace place;
        FeedFilter filter;
        await using (var command = Command(connection, On, id, now))
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!await row.ReadAsync(cancellationToken)) return;
            place = WebhookPlace.Of(row.GetString(0));
            filter = WebhookPlace.Filter(row.GetFieldValue<string[]>(1), row.GetFieldValue<string[]>(2));
        }

        if (await place.NextAsync(feed, 1, filter, cancellationToken) is null)
            await MissAsync(connection, id, await WebhookPlace.NowAsync(feed, filter, cancellationToken), now, cancellationToken);
    }

    /// <summary>What follows its place is not kept any more: it goes on from now, and is marked.</summary>
    public static async Task MissAsync(
        NpgsqlConnection connection, Guid id, WebhookPlace place, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, Missed, id, place.Cursor, place.Position, now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
