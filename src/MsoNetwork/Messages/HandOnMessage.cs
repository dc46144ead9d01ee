using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;
using MsoNetwork.Organisations;

namespace MsoNetwork.Messages;

/// <summary>Puts a message whose sender is known into mails to its recipients; nothing of its text stays here.</summary>
internal sealed class HandOnMessage(DbContext context, MailQueue mails, TimeProvider time)
{
    /// <param name="message">New or confirmed; saved by the caller's context.</param>
    /// <param name="text">What was written.</param>
    /// <param name="recipient">Who gets it.</param>
    /// <param name="answer">The address of the page that answers, for a link's secret.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task RunAsync(
        Message message,
        string text,
        MessageRecipient recipient,
        Func<string, Uri> answer,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        (message.Text, message.ConfirmHash, message.HandedOnAt) = (null, null, now);
        var name = await context.Set<Organisation>().Where(one => one.Id == message.OrganisationId).Select(one => one.Name)
            .SingleAsync(cancellationToken);
        foreach (var (address, language) in recipient.Mailboxes)
        {
            var secret = message.ShowsAddress ? null : Link(message, MessageSide.Recipient, now);
            mails.Add(context, new MailDraft(address, "message", language, new Dictionary<string, object?>
            {
                ["organisation"] = name,
                ["sender"] = message.SenderName,
                ["call"] = message.Call ?? "",
                ["to_centre"] = recipient.Kind == RecipientKind.Centre,
                ["address"] = message.ShowsAddress ? message.SenderAddress : "",
                ["answer_link"] = secret is null ? null : answer(secret),
                ["text_lines"] = new MailLines(text),
            })
            {
                ReplyTo = message.ShowsAddress ? message.SenderAddress : null,
            });
        }
    }

    /// <summary>A new link for one side; what it holds is told once, in a mail.</summary>
    public string Link(Message message, MessageSide side, DateTimeOffset now)
    {
        var secret = Secret.New();
        context.Add(new MessageLink { Hash = Secret.HashOf(secret), MessageId = message.Id, Side = side, CreatedAt = now });
        return secret;
    }
}
