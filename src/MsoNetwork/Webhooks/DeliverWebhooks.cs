using MsoNetwork.ChangeFeed;
using MsoNetwork.Errors;
using MsoNetwork.Inbox;
using MsoNetwork.Mail;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Webhooks;

/// <summary>
/// Tells webhooks of changes, each in the changes' order, several at a time. A position moves on after the receiver took the message: what
/// dies in between is told once more under the same webhook-id, and nothing is left out (docs/webhooks.md).
/// </summary>
public sealed class DeliverWebhooks(
    NpgsqlDataSource database, ReadFeed feed, WebhookClient client, WebhookSecrets secrets, MailQueue mails, PageAddress address,
    TimeProvider time)
{
    /// <summary>So many webhooks are told at a time by one process: those that are slow hold up no others.</summary>
    public const int AtOnce = 16;

    // Then others come first again.
    private const int MostInTurn = 100;
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private long _delivered, _failed;

    /// <summary>Messages that receivers took, since this process began.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>Attempts that failed.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Works until nothing is due and nothing is on its way.</summary>
    /// <returns>How many turns webhooks had.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (turns, working) = (0, new List<Task>());
        try
        {
            while (true)
            {
                while (working.Count < AtOnce
                    && await WebhookClaim.TakeAsync(database, time.GetUtcNow(), cancellationToken) is { } claim)
                {
                    working.Add(TurnAsync(claim, cancellationToken));
                    turns++;
                }

                if (working.Count == 0) return turns;
                await Task.WhenAny([.. working, Task.Delay(LookEvery, time, cancellationToken)]);
                var ended = working.FindAll(task => task.IsCompleted);
                working.RemoveAll(ended.Contains);
                await Task.WhenAll(ended);
            }
        }
        finally
        {
            await Task.WhenAll(working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TurnAsync(WebhookClaim claim, CancellationToken cancellationToken)
    {
        string[] keys = [.. new[] { claim.Secret, claim.OldSecret }.OfType<string>()
            .Select(stored => secrets.Open(claim.Id, stored)).OfType<string>()];
        try
        {
            // Sealed by another site's keys, as after a move without them: its person gets it a new one.
            if (keys.Length == 0) await EndAsync(claim, WebhookOff.Secret, cancellationToken);
            else await TellAsync(claim, keys, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The process ends: another goes on at once.
            await claim.LeaveAsync(database, time.GetUtcNow(), CancellationToken.None);
            throw;
        }
    }

    private async Task TellAsync(WebhookClaim claim, string[] keys, CancellationToken cancellationToken)
    {
        var (begun, filter) = (time.GetTimestamp(), WebhookPlace.Filter(claim.Regions, claim.Topics));
        FeedPage? page;
        try
        {
            page = await claim.Place.NextAsync(feed, MostInTurn, filter, cancellationToken);
            if (page is null) await MissAsync(claim, filter, cancellationToken);
        }
        catch (NetworkException unknown) when (unknown.Code == ErrorCode.InvalidInput)
        {
            // A term or region that it asks for is gone. To tell it of all the others would be what nobody asked for.
            await EndAsync(claim, WebhookOff.Filter, cancellationToken);
            return;
        }

        if (page is null) return;

        var slugs = await SlugsAsync(page, cancellationToken);
        var place = claim.Place;
        foreach (var change in page.Changes)
        {
            var message = WebhookMessages.Of(claim.Id, change, slugs.GetValueOrDefault(change.SurvivorId ?? change.Id), address);
            var answer = await client.SendAsync(new Uri(claim.Url), message, keys, cancellationToken);
            Interlocked.Increment(ref (answer.Failure is null ? ref _delivered : ref _failed));
            if (answer.Failure is not null)
            {
                await FailAsync(claim, answer, cancellationToken);
                return;
            }

            // It came through: that is noted even where the process is about to end.
            place = WebhookPlace.Of(change.Cursor);
            if (!await claim.ToldAsync(database, place, time.GetUtcNow(), CancellationToken.None)) return;
            claim = claim with { Place = place, Attempts = 0, FailingSince = null };
            if (time.GetElapsedTime(begun) > LongestTurn) break;
        }

        var isAll = page.Changes is not [.., var last] || last.Cursor == place.Cursor;
        await claim.PassAsync(database, isAll ? WebhookPlace.Of(page.EndCursor) : place, time.GetUtcNow(), cancellationToken);
    }

    private async Task MissAsync(WebhookClaim claim, FeedFilter filter, CancellationToken cancellationToken)
    {
        var now = await WebhookPlace.NowAsync(feed, filter, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await WebhookSwitch.MissAsync(connection, claim.Id, now, time.GetUtcNow(), cancellationToken);
        await claim.LeaveAsync(database, time.GetUtcNow(), cancellationToken);
    }

    private async Task<Dictionary<Guid, string>> SlugsAsync(FeedPage page, CancellationToken cancellationToken)
    {
        await using var slugs = database.CreateCommand("SELECT id, slug FROM organisations WHERE id = ANY ($1)");
        slugs.Parameters.Add(new() { Value = page.Changes.Select(change => change.SurvivorId ?? change.Id).Distinct().ToArray() });
        return (await slugs.ListAsync(row => (Id: row.Value<Guid>(), Slug: row.Text()), cancellationToken))
            .ToDictionary(one => one.Id, one => one.Slug);
    }

    private async Task FailAsync(WebhookClaim claim, WebhookAnswer answer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var next = WebhookSchedule.Next(claim.Attempts + 1, claim.FailingSince ?? now, answer.RetryAfter, now);
        WebhookOff? off = answer.Status == 410 ? WebhookOff.Gone : next is null ? WebhookOff.Failing : null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await claim.FailAsync(connection, answer, now, next ?? now, cancellationToken) is not var (mail, language)) return;
        if (off is { } why && await WebhookSwitch.OffAsync(connection, claim.Id, why, now, cancellationToken))
            await mails.AddAsync(connection, Draft(mail, language, claim, why), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task EndAsync(WebhookClaim claim, WebhookOff off, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await claim.EndAsync(connection, off, time.GetUtcNow(), cancellationToken) is not var (mail, language)) return;
        await mails.AddAsync(connection, Draft(mail, language, claim, off), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private MailDraft Draft(string mail, string language, WebhookClaim claim, WebhookOff off) => new(
        mail, "webhook-off", language, new Dictionary<string, object?>
        {
            ["host"] = new Uri(claim.Url).Host,
            ["why"] = off.ToString(),
            ["days"] = (int)WebhookSchedule.GiveUp.TotalDays,
            ["link"] = address(language, "konto/webhooks"),
        });
}
