namespace MsoNetwork.Messages;

/// <summary>
/// Somebody writes to an organisation. The text is kept only until the sender's address is confirmed; then it is in a mail, and what is
/// left says who may answer whom.
/// </summary>
public sealed class Message
{
    /// <summary>So long a link that confirms is valid.</summary>
    public static readonly TimeSpan Confirmable = TimeSpan.FromHours(24);

    /// <summary>So long it can be answered by our page.</summary>
    public static readonly TimeSpan Answerable = TimeSpan.FromDays(90);

    public const int LongestName = 100;
    public const int LongestText = 4_000;

    public Guid Id { get; set; }

    /// <summary>To whom.</summary>
    public Guid OrganisationId { get; set; }

    /// <summary>The title of the partner call that it answers.</summary>
    public string? Call { get; set; }

    public string SenderName { get; set; } = "";

    /// <summary>As <see cref="Mail.MailAddress.Read"/> gives it.</summary>
    public string SenderAddress { get; set; } = "";

    /// <summary>The same, to compare.</summary>
    public string SenderKey { get; set; } = "";

    /// <summary>Tag of the page's language.</summary>
    public string Language { get; set; } = "de";

    /// <summary>Whether the recipient sees the sender's address and answers by mail; else by a page of ours.</summary>
    public bool ShowsAddress { get; set; }

    /// <summary>Null when it was handed on.</summary>
    public string? Text { get; set; }

    /// <summary>SHA-256 of what the link that confirms holds; null when it was handed on.</summary>
    public byte[]? ConfirmHash { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? HandedOnAt { get; set; }
}

/// <summary>Who of the two may answer with a link.</summary>
public enum MessageSide
{
    Sender,
    Recipient,
}

/// <summary>A link in a mail by which somebody answers without seeing the other's address.</summary>
public sealed class MessageLink
{
    /// <summary>SHA-256 of what it holds.</summary>
    public byte[] Hash { get; set; } = [];

    public Guid MessageId { get; set; }

    public MessageSide Side { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A browser in which a sender's address was confirmed: what is written from there needs no confirmation.</summary>
public sealed class ConfirmedSender
{
    public static readonly TimeSpan Valid = TimeSpan.FromDays(90);

    /// <summary>SHA-256 of what the cookie holds.</summary>
    public byte[] Hash { get; set; } = [];

    /// <summary>The address, to compare.</summary>
    public string SenderKey { get; set; } = "";

    public DateTimeOffset ConfirmedAt { get; set; }
}

/// <summary>What an organisation wants of messages. Without a row it takes them.</summary>
public sealed class MessageSettings
{
    public Guid OrganisationId { get; set; }

    public bool TakesMessages { get; set; } = true;
}
