using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using Npgsql;

namespace MsoNetwork.Webhooks;

/// <summary>What came of a test.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="Failure">Null when the receiver took it.</param>
/// <param name="Status">Of HTTP, where there was an answer.</param>
public sealed record WebhookTest(Webhook Webhook, WebhookFailure? Failure, int? Status);

/// <summary>Sends one message of the type webhook.test at once, also while the webhook is off. Nothing of the webhook changes.</summary>
public sealed class TestWebhook(
    NpgsqlDataSource database, CurrentViewer current, WebhookLists lists, WebhookSecrets secrets, WebhookClient client,
    TimeProvider time)
{
    /// <summary>Between two tests of the same webhook.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private const string Take = """
        UPDATE webhooks SET tested_at = $2 WHERE id = $1 AND (tested_at IS NULL OR tested_at <= $3)
        RETURNING secret, CASE WHEN old_secret_until > $2 THEN old_secret END
        """;

    /// <exception cref="NetworkException">
    /// NOT_FOUND, FORBIDDEN, LIMIT_EXCEEDED for a test right after another, CONFLICT where its secret cannot be read.
    /// </exception>
    public async Task<WebhookTest> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        await current.RequiredPersonAsync(cancellationToken);
        var webhook = await lists.ReadOneAsync(id, cancellationToken)
            ?? throw NetworkException.NotFound("id", "You have no webhook with this id.");
        var viewer = await current.GetAsync(cancellationToken);
        if (!Rights.Allows(viewer, Resource.Webhook, Operation.Change, new Facts { Person = webhook.Person }))
            throw NetworkException.Forbidden("A webhook is its person's; administrators can switch it off.");
        var stored = await TakeAsync(id, cancellationToken);
        var keys = stored.Select(secret => secrets.Open(id, secret)).OfType<string>().ToList();
        if (keys.Count == 0)
        {
            throw new NetworkException(
                ErrorCode.Conflict, "Its secret cannot be read any more: give it a new one (rotateWebhookSecret).", "id");
        }

        var answer = await client.SendAsync(new Uri(webhook.Url), WebhookMessages.Test(time.GetUtcNow()), keys, cancellationToken);
        return new(webhook, answer.Failure, answer.Status);
    }

    private async Task<IEnumerable<string>> TakeAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var take = database.CreateCommand(Take);
        foreach (var value in (object[])[id, now, now - Pause]) take.Parameters.Add(new() { Value = value });
        await using var row = await take.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
        {
            throw new NetworkException(ErrorCode.LimitExceeded, $"A webhook is tested every {Pause.TotalSeconds:0} seconds at most.")
            {
                ResetAt = now + Pause,
            };
        }

        return [row.GetString(0), .. row.IsDBNull(1) ? Array.Empty<string>() : [row.GetString(1)]];
    }
}
