using System.Globalization;
using MimeKit;

namespace MsoNetwork.Mail;

/// <summary>A queued mail as a message (RFC 5322): of the same row always the same, to the byte.</summary>
internal static class MailMessage
{
    public static MimeMessage Of(OutgoingMail mail, MailboxAddress from)
    {
        var message = new MimeMessage
        {
            Subject = mail.Subject ?? throw new InvalidOperationException("This mail has gone already."),
            Date = mail.QueuedAt,
            MessageId = mail.MessageId ?? throw new InvalidOperationException("This mail was not claimed."),
            Body = Body(mail),
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress(name: null, mail.Recipient));
        if (mail.ReplyTo is { } reply) message.ReplyTo.Add(new MailboxAddress(name: null, reply));
        // Nobody's absence is told to a machine (RFC 3834; Exchange asks for a header of its own).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Body.Headers.Add("Content-Language", mail.Language);
        if (mail.Unsubscribe is { } address)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{address}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        message.Prepare(EncodingConstraint.SevenBit);
        return message;
    }

    private static MultipartAlternative Body(OutgoingMail mail) =>
        new(Part("plain", mail.Text!), Part("html", mail.Html!))
        {
            Boundary = string.Create(CultureInfo.InvariantCulture, $"=_{mail.Id:N}"),
        };

    private static TextPart Part(string kind, string text) =>
        new(kind) { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };
}
