using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Webhooks;

/// <summary>
/// A webhook that one worker delivers. The claim is committed before anything is sent and runs out by itself: whoever dies is followed by
/// another, and whoever was overtaken, or whose webhook was changed meanwhile, notes nothing any more.
/// </summary>
internal sealed record WebhookClaim(Guid Id, int Number, string Url, string[] Regions, string[] Topics)
{
    /// <summary>Longer than one attempt takes, with all that surrounds it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private const string Take = """
        UPDATE webhooks SET claims = claims + 1, due_at = $2 WHERE id = (
            SELECT id FROM webhooks WHERE off IS NULL AND due_at <= $1 AND position <> (SELECT last_position FROM change_feed)
            ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id, claims, url, regions, topics, secret, CASE WHEN old_secret_until > $1 THEN old_secret END, cursor, attempts,
            failing_since
        """;

    private const string Told = """
        UPDATE webhooks SET cursor = $3, position = $4, attempts = 0, failing_since = NULL, failure = NULL, failure_status = NULL,
            delivered_at = $5, due_at = $6 WHERE id = $1 AND claims = $2 AND off IS NULL
        """;

    private const string Passed = """
        UPDATE webhooks SET cursor = $3, position = $4, due_at = $5 WHERE id = $1 AND claims = $2 AND off IS NULL
        """;

    private const string Left = "UPDATE webhooks SET due_at = $3 WHERE id = $1 AND claims = $2";

    private const string Failed = """
        UPDATE webhooks AS w SET attempts = attempts + 1, failing_since = coalesce(failing_since, $3), failure = $4, failure_status = $5,
            due_at = $6 FROM persons AS p WHERE w.id = $1 AND claims = $2 AND off IS NULL AND p.id = w.person_id
        RETURNING p.email, p.language
        """;

    // Whoever was overtaken, or whose webhook was changed meanwhile, ends nothing.
    private const string Ended = """
        UPDATE webhooks AS w SET off = $3, off_at = $4 FROM persons AS p
        WHERE w.id = $1 AND claims = $2 AND off IS NULL AND p.id = w.person_id
        RETURNING p.email, p.language
        """;

    public required string Secret { get; init; }

    public string? OldSecret { get; init; }

    public required WebhookPlace Place { get; init; }

    /// <summary>That failed one after another.</summary>
    public required int Attempts { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The next that is due and that nobody else holds; null if there is none.</summary>
    public static async Task<WebhookClaim?> TakeAsync(NpgsqlDataSource database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var take = database.CreateCommand(Take);
        foreach (var value in (object[])[now, now + Lease]) take.Parameters.Add(new() { Value = value });
        return (await take.ListAsync(
            row => new WebhookClaim(row.Value<Guid>(), row.Value<int>(), row.Text(), row.Value<string[]>(), row.Value<string[]>())
            {
                Secret = row.Text(),
                OldSecret = row.TextOrNull(),
                Place = WebhookPlace.Of(row.Text()),
                Attempts = row.Value<int>(),
                FailingSince = row.ValueOrNull<DateTimeOffset>(),
            },
            cancellationToken)).FirstOrDefault();
    }

    /// <summary>A message came through. The claim goes on for another.</summary>
    /// <returns>Whether it is still this worker's.</returns>
    public async Task<bool> ToldAsync(
        NpgsqlDataSource database, WebhookPlace place, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var told = database.CreateCommand(Told);
        foreach (var value in (object[])[Id, Number, place.Cursor, place.Position, now, now + Lease])
            told.Parameters.Add(new() { Value = value });
        return await told.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>Nothing else concerns it up to a place; the claim is over.</summary>
    public async Task PassAsync(NpgsqlDataSource database, WebhookPlace place, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var passed = database.CreateCommand(Passed);
        foreach (var value in (object[])[Id, Number, place.Cursor, place.Position, now]) passed.Parameters.Add(new() { Value = value });
        await passed.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The claim is over before its turn is.</summary>
    public async Task LeaveAsync(NpgsqlDataSource database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var left = database.CreateCommand(Left);
        foreach (var value in (object[])[Id, Number, now]) left.Parameters.Add(new() { Value = value });
        await left.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>An attempt failed; the claim is over.</summary>
    /// <returns>Whose it is, to be told of it; null when it is not this worker's any more.</returns>
    public Task<(string Mail, string Language)?> FailAsync(
        NpgsqlConnection connection, WebhookAnswer answer, DateTimeOffset now, DateTimeOffset next, CancellationToken cancellationToken) =>
        PersonAsync(
            connection, Failed, [Id, Number, now, answer.Failure!.Value.ToString(), answer.Status ?? (object)DBNull.Value, next],
            cancellationToken);

    /// <summary>It cannot go on, and is switched off; the claim is over.</summary>
    /// <returns>Whose it is, to be told of it; null when it is not this worker's any more.</returns>
    public Task<(string Mail, string Language)?> EndAsync(
        NpgsqlConnection connection, WebhookOff off, DateTimeOffset now, CancellationToken cancellationToken) =>
        PersonAsync(connection, Ended, [Id, Number, off.ToString(), now], cancellationToken);

    private static async Task<(string Mail, string Language)?> PersonAsync(
        NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        var person = await command.ListAsync(row => (Mail: row.Text(), Language: row.Text()), cancellationToken);
        return person is [var one] ? one : null;
    }
}
