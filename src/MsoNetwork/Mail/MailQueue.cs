using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace MsoNetwork.Mail;

/// <summary>
/// Where mails wait. A room queues one in the transaction of what it changes, so a mail exists exactly when the change does, and never
/// waits for a server itself.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "It is a queue, in a table.")]
public sealed class MailQueue(TimeProvider time)
{
    private const string Insert = """
        INSERT INTO mails (id, recipient, purpose, template, language, subject, text, html, reply_to, unsubscribe, state, attempts,
            queued_at, due_at, useful_until)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'Waiting', 0, $11, $11, $12)
        """;

    /// <summary>Adds the mail to what the context saves next.</summary>
    /// <exception cref="ArgumentException">The address is none, or the draft contradicts itself.</exception>
    /// <exception cref="InvalidOperationException">There is no such template, or it lacks a value.</exception>
    public void Add(DbContext context, MailDraft draft) => context.Add(Write(draft));

    /// <summary>Writes the mail in the connection's own transaction.</summary>
    /// <exception cref="ArgumentException">The address is none, or the draft contradicts itself.</exception>
    /// <exception cref="InvalidOperationException">There is no such template, or it lacks a value.</exception>
    public async Task AddAsync(NpgsqlConnection connection, MailDraft draft, CancellationToken cancellationToken)
    {
        var mail = Write(draft);
        await using var insert = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new() { Value = mail.Id },
                new() { Value = mail.Recipient },
                new() { Value = mail.Purpose.ToString() },
                new() { Value = mail.Template },
                new() { Value = mail.Language },
                new() { Value = mail.Subject },
                new() { Value = mail.Text },
                new() { Value = mail.Html },
                new() { Value = mail.ReplyTo ?? (object)DBNull.Value },
                new() { Value = mail.Unsubscribe ?? (object)DBNull.Value },
                new() { Value = mail.QueuedAt },
                new() { Value = mail.UsefulUntil },
            },
        };
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    // Written now, not when it goes out: what is wrong with it is the caller's error, and an older instance can carry it.
    private OutgoingMail Write(MailDraft draft)
    {
        if (MailAddress.Read(draft.To) is not { } recipient) throw new ArgumentException("A mail goes to one address.", nameof(draft));
        if (draft.ReplyTo is not null && MailAddress.Read(draft.ReplyTo) is null)
            throw new ArgumentException("Answers go to one address.", nameof(draft));
        if (draft.Purpose == MailPurpose.Digest != draft.Unsubscribe is { Scheme: "http" or "https" })
            throw new ArgumentException("Digests, and only they, say how to end them.", nameof(draft));
        var (now, language) = (time.GetUtcNow(), MailTemplates.Language(draft.Template, draft.Language));
        var written = MailTemplates.Write(draft.Template, language, draft.Values);
        return new OutgoingMail
        {
            Id = Guid.CreateVersion7(now),
            Recipient = recipient,
            Purpose = draft.Purpose,
            Template = draft.Template,
            Language = language,
            Subject = written.Subject,
            Text = written.Text,
            Html = written.Html,
            ReplyTo = MailAddress.Read(draft.ReplyTo),
            Unsubscribe = draft.Unsubscribe?.AbsoluteUri,
            QueuedAt = now,
            DueAt = now,
            UsefulUntil = now + draft.UsefulFor,
        };
    }
}

/// <summary>The same from a context.</summary>
public static class MailQueueing
{
    /// <summary>Adds the mail to what the context saves next.</summary>
    public static void Queue(this DbContext context, MailDraft draft) => context.GetService<MailQueue>().Add(context, draft);
}
