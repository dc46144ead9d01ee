namespace MsoNetwork.Mail;

/// <summary>What a mail is for.</summary>
public enum MailPurpose
{
    /// <summary>Proves that somebody reads an address: signing in, confirming. Goes also to an address that refused mails before.</summary>
    Confirmation,

    /// <summary>Somebody has something to know or to answer.</summary>
    Notice,

    /// <summary>Comes again and again; says how to end that (RFC 2369 and 8058).</summary>
    Digest,
}

/// <summary>How far a mail has come.</summary>
public enum MailState
{
    Waiting,

    /// <summary>A server has accepted it, or it lies in the folder.</summary>
    Sent,

    /// <summary>A server has refused it for good, at once or by a report that came back.</summary>
    Refused,

    /// <summary>It could not be handed over as long as it was of use.</summary>
    Expired,

    /// <summary>Its address is marked: see <see cref="MarkedAddress"/>.</summary>
    Withheld,
}

/// <summary>
/// A mail as it goes out, in the queue. It is written in the transaction of what it tells, so it exists exactly when that does. Its texts
/// go with the end of its waiting: they hold codes, links and what people wrote.
/// </summary>
public sealed class OutgoingMail
{
    public required Guid Id { get; init; }
    public required string Recipient { get; init; }
    public required MailPurpose Purpose { get; init; }

    /// <summary>The template's name, to count by.</summary>
    public required string Template { get; init; }

    /// <summary>Of the texts: de or en, or another that the template is written in.</summary>
    public required string Language { get; init; }
    public required string? Subject { get; init; }

    /// <summary>As plain text; null when the mail waits no more.</summary>
    public required string? Text { get; init; }
    public required string? Html { get; init; }

    /// <summary>An address for answers, where they do not come to us.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Where a reader of a digest ends it.</summary>
    public string? Unsubscribe { get; init; }

    /// <summary>Without its brackets. Given with the first attempt and kept, so that whoever gets a mail twice can see it.</summary>
    public string? MessageId { get; init; }
    public MailState State { get; init; }
    public int Attempts { get; init; }
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Not to be tried before.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Not to be tried after: a code is not valid any more, a reminder is late.</summary>
    public required DateTimeOffset UsefulUntil { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the server said last, when it did not accept.</summary>
    public string? Reason { get; init; }
}
