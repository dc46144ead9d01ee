using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;

namespace MsoNetwork.Messages;

/// <summary>What pressing the button has done.</summary>
public enum MessageOutcome
{
    HandedOn,

    /// <summary>The link was used, or is too old.</summary>
    Over,

    /// <summary>Nobody can be reached any more, or the organisation takes none.</summary>
    NotTaken,
}

/// <param name="Outcome">What has been done.</param>
/// <param name="Browser">What the browser's cookie is to hold, so that the next message needs no mail.</param>
public sealed record MessageConfirmation(MessageOutcome Outcome, string? Browser = null);

/// <summary>Whoever follows the link in the mail reads the address: the message goes on its way. Once, within a day.</summary>
public sealed class ConfirmMessage(
    DbContext context, MailQueue mails, MailAddresses addresses, MessageRecipients recipients, TimeProvider time)
{
    /// <summary>The message that a link would confirm; null when it is over. Changes nothing: scanners of mails open links too.</summary>
    public Task<Message?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var (hash, since) = (Secret.HashOf(secret), time.GetUtcNow() - Message.Confirmable);
        return context.Set<Message>().AsNoTracking()
            .SingleOrDefaultAsync(message => message.ConfirmHash == hash && message.CreatedAt > since, cancellationToken);
    }

    public async Task<MessageConfirmation> RunAsync(string secret, Func<string, Uri> answer, CancellationToken cancellationToken)
    {
        var (hash, now) = (Secret.HashOf(secret), time.GetUtcNow());
        var since = now - Message.Confirmable;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Pressed twice at once, the second waits here and finds it gone.
        var found = await context.Set<Message>()
            .FromSql($"SELECT * FROM messages WHERE confirm_hash = {hash} AND created_at > {since} FOR UPDATE")
            .ToListAsync(cancellationToken);
        if (found is not [var message]) return new(MessageOutcome.Over);
        var recipient = await recipients.FindAsync(message.OrganisationId, cancellationToken);
        if (!recipient.IsReachable) return new(MessageOutcome.NotTaken);
        await new HandOnMessage(context, mails, time).RunAsync(message, message.Text!, recipient, answer, cancellationToken);
        var browser = Secret.New();
        context.Add(new ConfirmedSender { Hash = Secret.HashOf(browser), SenderKey = message.SenderKey, ConfirmedAt = now });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await addresses.ConfirmAsync(message.SenderAddress, cancellationToken);
        return new(MessageOutcome.HandedOn, browser);
    }
}
