namespace MsoNetwork.Mail;

/// <summary>Why an address is marked.</summary>
public enum AddressMark
{
    /// <summary>A server refused it for good.</summary>
    Refused,

    /// <summary>A report came back that it could not be reached.</summary>
    Bounced,
}

/// <summary>
/// An address that refused mails. Only mails that prove it (<see cref="MailPurpose.Confirmation"/>) go there, until it is confirmed again.
/// </summary>
public sealed class MarkedAddress
{
    /// <summary>In small letters.</summary>
    public required string Address { get; init; }
    public required AddressMark Mark { get; init; }

    /// <summary>What the server or the report said.</summary>
    public required string Reason { get; init; }
    public required DateTimeOffset MarkedAt { get; init; }
}
