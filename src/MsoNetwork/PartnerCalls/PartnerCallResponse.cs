using System.ComponentModel;
using GraphQL.Types;

namespace MsoNetwork.PartnerCalls;

[Description("What became of a response.")]
public enum ResponseState
{
    [Description("Sent, not answered yet.")] Sent,
    [Description("The caller wants to work together.")] Accepted,
    [Description("The caller does not.")] Declined,
    [Description("Taken back by who wrote it; message and contact are erased.")] Withdrawn,
}

public sealed class ResponseStateType : EnumerationGraphType<ResponseState>
{
    public ResponseStateType() => Name = "PartnerCallResponseState";
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
