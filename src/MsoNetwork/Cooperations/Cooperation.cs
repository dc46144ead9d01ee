using MsoNetwork.Accounts;

namespace MsoNetwork.Cooperations;

/// <summary>
/// What two organisations do together. A confirmed membership also stands in memberships, where imports write theirs (docs/decisions.md,
/// 55).
/// </summary>
public enum CooperationKind
{
    JointProject,
    Mentoring,
    Sharing,
    Event,
    FundingConsortium,
    Other,
    UmbrellaMembership,
}

public enum CooperationState
{
    Proposed,
    Confirmed,
    Declined,
    Ended,
}

/// <summary>
/// Two organisations work together. Rows are never deleted, they change their state: proposed, then confirmed or declined, then ended; what
/// has not begun can be declined also when confirmed.
/// Who did a step is one of the two organisations or an integration centre; a row that nobody proposed comes from a public source.
/// </summary>
public sealed class Cooperation
{
    public required Guid Id { get; init; }
    public required CooperationKind Kind { get; init; }
    public required string Title { get; init; }

    /// <summary>The mentor, or the member of the umbrella body; in the other kinds the order of the two means nothing.</summary>
    public required Guid FromId { get; init; }
    public required Guid ToId { get; init; }
    public DateOnly? StartsOn { get; init; }

    /// <summary>The last day, planned or real.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>AGS prefixes.</summary>
    public string[] Regions { get; init; } = [];
    public string[] Topics { get; init; } = [];
    public string? SourceName { get; init; }
    public string? SourceUrl { get; init; }
    public DateOnly? RetrievedOn { get; init; }
    public required CooperationState State { get; init; }

    /// <summary>Counted by the database with each change.</summary>
    public int Version { get; init; } = 1;
    public DoneBy ProposedBy { get; init; } = DoneBy.Nobody;
    public required DateTimeOffset ProposedAt { get; init; }
    public DoneBy ConfirmedBy { get; init; } = DoneBy.Nobody;
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>Who declined or ended it.</summary>
    public DoneBy ClosedBy { get; init; } = DoneBy.Nobody;
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Whether the two have different parts in it.</summary>
    public bool IsDirected => Kind is CooperationKind.Mentoring or CooperationKind.UmbrellaMembership;

    public bool IsPublic => State is CooperationState.Confirmed or CooperationState.Ended;

    /// <summary>Whether it begins only later; what says no beginning has begun.</summary>
    public bool IsAhead(DateOnly today) => StartsOn > today;
}
