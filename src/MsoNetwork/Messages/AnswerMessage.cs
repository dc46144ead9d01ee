using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;
using MsoNetwork.Organisations;

namespace MsoNetwork.Messages;

/// <summary>What the page says to whoever answers.</summary>
/// <param name="Message">What it is about.</param>
/// <param name="Side">Who answers.</param>
/// <param name="Organisation">The organisation's name.</param>
public sealed record AnswerableMessage(Message Message, MessageSide Side, string Organisation);

/// <summary>Answers by a link in a mail; neither side sees the other's address.</summary>
public sealed class AnswerMessage(DbContext context, MailQueue mails, MessageRecipients recipients, TimeProvider time)
{
    /// <summary>What a link answers; null when it is over.</summary>
    public async Task<AnswerableMessage?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var (hash, since) = (Secret.HashOf(secret), time.GetUtcNow() - Message.Answerable);
        var found = await (from link in context.Set<MessageLink>()
                           join message in context.Set<Message>() on link.MessageId equals message.Id
                           join organisation in context.Set<Organisation>() on message.OrganisationId equals organisation.Id
                           where link.Hash == hash && message.CreatedAt > since
                           select new { message, link.Side, organisation.Name }).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : new(found.message, found.Side, found.Name);
    }

    /// <exception cref="Errors.NetworkException">NOT_FOUND, when the link is over.</exception>
    public async Task<MessageResult> RunAsync(
        string secret, string? text, Func<string, Uri> answer, CancellationToken cancellationToken)
    {
        var about = await FindAsync(secret, cancellationToken)
            ?? throw new Errors.NetworkException(Errors.ErrorCode.NotFound, "This link is not valid any more.");
        var tidy = CheckedMessage.Tidy(text);
        var problems = CheckedMessage.OfText(tidy).ToList();
        if (problems.Count > 0) return new(problems);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var key = about.Message.Id.ToString();
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({key}, 23))", cancellationToken);
        if (!await new MessageLimits(context, time).AllowAnswerAsync(about.Message.Id, cancellationToken))
            return new([MessageProblem.TooManyMessages]);
        var to = await MailboxesAsync(about, cancellationToken);
        if (to.Count == 0) return new([MessageProblem.NotTaken]);
        var other = about.Side == MessageSide.Recipient ? MessageSide.Sender : MessageSide.Recipient;
        foreach (var (address, language) in to)
        {
            var link = new HandOnMessage(context, mails, time).Link(about.Message, other, time.GetUtcNow());
            mails.Add(context, new MailDraft(address, "message-answer", language, new Dictionary<string, object?>
            {
                ["sender"] = about.Side == MessageSide.Recipient ? about.Organisation : about.Message.SenderName,
                ["organisation"] = about.Organisation,
                ["answer_link"] = answer(link),
                ["text_lines"] = new MailLines(tidy),
            }));
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new([]);
    }

    private async Task<IReadOnlyList<(string Address, string Language)>> MailboxesAsync(
        AnswerableMessage about, CancellationToken cancellationToken) =>
        about.Side == MessageSide.Recipient
            ? [(about.Message.SenderAddress, about.Message.Language)]
            : (await recipients.FindAsync(about.Message.OrganisationId, cancellationToken)).Mailboxes;
}
