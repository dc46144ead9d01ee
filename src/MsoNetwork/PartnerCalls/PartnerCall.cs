using MsoNetwork.Accounts;

namespace MsoNetwork.PartnerCalls;

/// <summary>Whether something is looked for or given.</summary>
public enum PartnerCallDirection
{
    Seeks,
    Offers,
}

/// <summary>What a call is about.</summary>
public enum PartnerCallSubject
{
    ProjectPartner,
    Mentoring,
    Rooms,
    Equipment,
    Volunteers,
    Speakers,
    Interpreting,
    TrainingPlace,
    FundingConsortium,
    Other,
}

/// <summary>
/// How far a call is. <see cref="Expired"/> is never stored: an open call has it from <see cref="PartnerCall.ClosesAt"/> on, or when its
/// organisation is dissolved (docs/decisions.md, 70).
/// </summary>
public enum PartnerCallState
{
    Draft,
    Open,
    Filled,
    Expired,
    Withdrawn,
}

/// <summary>
/// How whoever is interested reaches the caller: by a response in this network, or by what the organisation's entry shows anyway.
/// </summary>
public enum ContactWay
{
    Platform,
    Email,
    Phone,
    Website,
}

/// <summary>
/// An organisation seeks or offers something. The row holds nothing private; drafts and withdrawn calls are shown to the organisation
/// alone.
/// </summary>
public sealed class PartnerCall
{
    /// <summary>An open call ends so many days after its opening at the latest, that nothing old lies around.</summary>
    public const int LongestDays = 180;

    public required Guid Id { get; init; }

    /// <summary>Given once from the first title and the id, and never changed.</summary>
    public required string Slug { get; init; }
    public required Guid OrganisationId { get; init; }
    public required PartnerCallDirection Direction { get; init; }
    public required PartnerCallSubject Subject { get; init; }

    /// <summary>Name of the funding line; only and always where the subject is a consortium.</summary>
    public string? FundingLine { get; init; }

    /// <summary>By BCP 47 tag; the same tags as <see cref="Texts"/>, at least one.</summary>
    public Dictionary<string, string> Titles { get; init; } = [];
    public Dictionary<string, string> Texts { get; init; } = [];
    public string[] Topics { get; init; } = [];
    public string[] TargetGroups { get; init; } = [];
    public string[] Languages { get; init; } = [];

    /// <summary>AGS prefixes where it applies; empty where <see cref="PlaceKey"/> says it.</summary>
    public string[] Regions { get; init; } = [];

    /// <summary>A municipality with a radius around its centre, instead of regions.</summary>
    public string? PlaceKey { get; init; }
    public int? RadiusKm { get; init; }

    /// <summary>Kept by the database: the regions, or the municipalities whose centre lies within the radius.</summary>
    public string[] Areas { get; init; } = [];

    /// <summary>What it is for begins and ends on these days.</summary>
    public DateOnly? StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }

    /// <summary>The last day to answer, in Berlin.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>How many partners are looked for, or can be helped.</summary>
    public int? Partners { get; init; }
    public required ContactWay ContactWay { get; init; }

    /// <summary>As stored: never <see cref="PartnerCallState.Expired"/>.</summary>
    public required PartnerCallState State { get; init; }

    /// <summary>Counted by the database with each change.</summary>
    public int Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who filled or withdrew it.</summary>
    public DoneBy ClosedBy { get; init; } = DoneBy.Nobody;

    /// <summary>Set only for invented calls.</summary>
    public string? SourceName { get; init; }

    /// <summary>
    /// The last day it is open: the deadline, the period's end or the longest age, whichever is first. Kept by the database.
    /// </summary>
    public DateOnly? OpenUntil { get; init; }

    /// <summary>The Berlin midnight after <see cref="OpenUntil"/>.</summary>
    public DateTimeOffset? ClosesAt { get; init; }
}
