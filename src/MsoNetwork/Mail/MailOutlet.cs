using MimeKit;

namespace MsoNetwork.Mail;

/// <summary>What became of a mail that was handed over.</summary>
public enum Handover
{
    Taken,

    /// <summary>Not now, perhaps later.</summary>
    Later,

    /// <summary>This address takes no mails.</summary>
    AddressRefused,

    /// <summary>This mail is not taken, whatever the address.</summary>
    MailRefused,
}

/// <summary>Where mails leave us: a server, or a folder. Not for two at once.</summary>
public abstract class MailOutlet(MailboxAddress from)
{
    /// <summary>Who all mails are from.</summary>
    public MailboxAddress From { get; } = from;

    /// <summary>Where to, for the log: without passwords.</summary>
    public abstract string Name { get; }

    /// <exception cref="MailServerException">There is nobody to hand mails to.</exception>
    public abstract Task OpenAsync(CancellationToken cancellationToken);

    /// <returns>What became of it, and what was said where it was not taken.</returns>
    /// <exception cref="MailServerException">Nobody knows what became of it.</exception>
    public abstract Task<(Handover Outcome, string? Said)> HandAsync(MimeMessage message, CancellationToken cancellationToken);

    /// <summary>Ends what <see cref="OpenAsync"/> began; never fails.</summary>
    public abstract Task CloseAsync();
}

/// <summary>The other side is away, does not let us in, or broke off: no single mail's fault.</summary>
public sealed class MailServerException(string message, Exception? inner = null) : Exception(message, inner);
