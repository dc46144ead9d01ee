using MsoNetwork.Accounts;
using MsoNetwork.ChangeFeed;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Webhooks;

/// <summary>Persons make, change and end their webhooks; administrators switch any of them off and on.</summary>
public sealed class KeepWebhooks(
    NpgsqlDataSource database, CurrentViewer current, CheckWebhook check, WebhookLists lists, ReadFeed feed, IdempotencyKeys keys,
    WebhookSecrets secrets, TimeProvider time)
{
    // Two at once of the same person wait for each other, so that neither is one too many.
    private const string Turn = "SELECT email_confirmed FROM persons WHERE id = $1 FOR UPDATE";

    private const string Count = "SELECT count(*) FROM webhooks WHERE person_id = $1";

    private const string Insert = """
        INSERT INTO webhooks (id, person_id, url, regions, topics, secret, created_at, due_at, cursor, position)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)
        """;

    private const string Rotate =
        "UPDATE webhooks SET old_secret = secret, old_secret_until = $2, secret = $3 WHERE id = $1";

    /// <exception cref="NetworkException">
    /// FORBIDDEN for programs and unconfirmed addresses, INVALID_INPUT of url, regions or topics, LIMIT_EXCEEDED.
    /// </exception>
    public async Task<WebhookWithSecret> CreateAsync(WebhookChange asked, CancellationToken cancellationToken)
    {
        var person = await current.RequiredPersonAsync(cancellationToken);
        var (url, regions, topics) = await check.RunAsync(asked, cancellationToken);
        var now = time.GetUtcNow();
        var place = await WebhookPlace.NowAsync(feed, WebhookPlace.Filter(regions ?? [], topics ?? []), cancellationToken);
        var (id, secret) = (Guid.CreateVersion7(now), WebhookSignature.NewSecret());
        await InTransactionAsync(id, async connection =>
        {
            if (await OneAsync(connection, Turn, cancellationToken, person) is not true)
                throw NetworkException.Forbidden("Confirm the mail address of your account first.");
            if (await OneAsync(connection, Count, cancellationToken, person) is >= (long)Webhook.Most)
            {
                throw new NetworkException(ErrorCode.LimitExceeded, $"A person has at most {Webhook.Most} webhooks.")
                {
                    Limit = (Webhook.Most, Webhook.Most + 1),
                };
            }

            await OneAsync(
                connection, Insert, cancellationToken, id, person, url!, regions ?? [], topics ?? [], secrets.Seal(id, secret), now,
                place.Cursor, place.Position);
        }, cancellationToken);
        return new(await FoundAsync(id, cancellationToken), secret);
    }

    /// <exception cref="NetworkException">NOT_FOUND, FORBIDDEN, INVALID_INPUT of url, regions or topics.</exception>
    public async Task<Webhook> ChangeAsync(Guid id, WebhookChange asked, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var was = await FoundAsync(id, cancellationToken);
        if (asked is not { Url: null, Regions: null, Topics: null }) Need(viewer, Operation.Change, was);
        if (asked.IsOn is { } isOn) Need(viewer, isOn ? Operation.Open : Operation.Withdraw, was);
        var (url, regions, topics) = await check.RunAsync(asked, cancellationToken);
        await InTransactionAsync(id, async connection =>
        {
            // Whoever is delivering it meanwhile has the old address: what comes of that is not noted any more.
            const string Change = """
                UPDATE webhooks SET url = coalesce($2::text, url), regions = coalesce($3::text[], regions),
                    topics = coalesce($4::text[], topics), claims = claims + 1, due_at = $5, attempts = 0,
                    failing_since = CASE WHEN $2::text IS NULL THEN failing_since END,
                    failure = CASE WHEN $2::text IS NULL THEN failure END,
                    failure_status = CASE WHEN $2::text IS NULL THEN failure_status END
                WHERE id = $1
                """;
            await OneAsync(
                connection, Change, cancellationToken, id, url ?? (object)DBNull.Value, regions ?? (object)DBNull.Value,
                topics ?? (object)DBNull.Value, time.GetUtcNow());
            if (regions is not null || topics is not null) await FilterAsync(connection, id, cancellationToken);
            // The reason why it is off is gone with the filter.
            var isMended = was.Off == WebhookOff.Filter && (regions ?? topics) is not null && asked.IsOn is null;
            if (asked.IsOn is true || isMended) await WebhookSwitch.OnAsync(connection, feed, id, time.GetUtcNow(), cancellationToken);
            if (asked.IsOn is false)
                await WebhookSwitch.OffAsync(connection, id, OffBy(viewer, was), time.GetUtcNow(), cancellationToken);
        }, cancellationToken);
        return await FreshAsync(id, cancellationToken);
    }

    /// <summary>A new secret. The old one is signed with, too, for a day; an older one is over.</summary>
    /// <exception cref="NetworkException">NOT_FOUND, FORBIDDEN.</exception>
    public async Task<WebhookWithSecret> RotateAsync(Guid id, CancellationToken cancellationToken)
    {
        var was = await FoundAsync(id, cancellationToken);
        Need(await current.RequiredAsync(cancellationToken), Operation.Change, was);
        var (now, secret) = (time.GetUtcNow(), WebhookSignature.NewSecret());
        await InTransactionAsync(id, async connection =>
        {
            await OneAsync(connection, Rotate, cancellationToken, id, now + Webhook.OldSecretValid, secrets.Seal(id, secret));
            // The reason why it is off is gone with the old one.
            if (was.Off == WebhookOff.Secret) await WebhookSwitch.OnAsync(connection, feed, id, now, cancellationToken);
        }, cancellationToken);
        return new(await FreshAsync(id, cancellationToken), secret);
    }

    /// <returns>What it was.</returns>
    /// <exception cref="NetworkException">NOT_FOUND, FORBIDDEN.</exception>
    public async Task<Webhook> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        var was = await FoundAsync(id, cancellationToken);
        Need(await current.RequiredAsync(cancellationToken), Operation.Erase, was);
        await InTransactionAsync(
            id, connection => OneAsync(connection, "DELETE FROM webhooks WHERE id = $1", cancellationToken, id), cancellationToken);
        return was;
    }

    private static WebhookOff OffBy(Viewer viewer, Webhook webhook) =>
        viewer.Person == webhook.Person ? WebhookOff.Person : WebhookOff.Administrator;

    private static void Need(Viewer viewer, Operation operation, Webhook webhook)
    {
        if (!Rights.Allows(viewer, Resource.Webhook, operation, new Facts
        {
            Person = webhook.Person,
            IsShown = webhook.Off != WebhookOff.Administrator,
        }))
        {
            throw NetworkException.Forbidden(operation == Operation.Open && viewer.Person == webhook.Person
                ? "An administrator switched it off, and only administrators switch it on again."
                : "A webhook is its person's; administrators can switch it off.");
        }
    }

    private async Task<Webhook> FoundAsync(Guid id, CancellationToken cancellationToken)
    {
        await current.RequiredPersonAsync(cancellationToken);
        return await FreshAsync(id, cancellationToken);
    }

    private async Task<Webhook> FreshAsync(Guid id, CancellationToken cancellationToken) =>
        await lists.ReadOneAsync(id, cancellationToken) ?? throw NetworkException.NotFound("id", "You have no webhook with this id.");

    // A place in the feed is one of a filter.
    private static async Task FilterAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        await using var read = new NpgsqlCommand("SELECT cursor, regions, topics FROM webhooks WHERE id = $1 FOR UPDATE", connection)
        {
            Parameters = { new() { Value = id } },
        };
        var places = await read.ListAsync(
            row => WebhookPlace.Of(row.Text()).With(WebhookPlace.Filter(row.Value<string[]>(), row.Value<string[]>())), cancellationToken);
        foreach (var place in places)
            await OneAsync(connection, "UPDATE webhooks SET cursor = $2 WHERE id = $1", cancellationToken, id, place.Cursor);
    }

    private async Task InTransactionAsync(Guid id, Func<NpgsqlConnection, Task> write, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await write(connection);
        await keys.WriteAsync(connection, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<object?> OneAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
