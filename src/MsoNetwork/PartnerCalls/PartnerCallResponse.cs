namespace MsoNetwork.PartnerCalls;

public enum ResponseState
{
    Sent,
    Accepted,
    Declined,
    Withdrawn,
}

/// <summary>
/// An organisation is interested in a call. Message and contact are seen by the caller and by who wrote them, by nobody else; with the
/// withdrawal they are gone.
/// </summary>
public sealed class PartnerCallResponse
{
    public required Guid Id { get; init; }
    public required Guid CallId { get; init; }
    public required Guid OrganisationId { get; init; }
    public string? Message { get; init; }

    /// <summary>How to reach the responder; may be a private address.</summary>
    public string? Contact { get; init; }
    public required ResponseState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}
