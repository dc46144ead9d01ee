using System.ComponentModel;
using GraphQL.Types;
using MsoNetwork.Accounts;

namespace MsoNetwork.PartnerCalls;

[Description("Whether something is looked for or given.")]
public enum PartnerCallDirection
{
    [Description("The organisation looks for it (Gesuch).")] Seeks,
    [Description("The organisation offers it (Angebot).")] Offers,
}

[Description("What a partner call is about.")]
public enum PartnerCallSubject
{
    [Description("A partner for a project.")] ProjectPartner,
    [Description("An experienced organisation accompanies another.")] Mentoring,
    [Description("Rooms, for once or regularly.")] Rooms,
    [Description("Things to borrow or to share.")] Equipment,
    [Description("People who help.")] Volunteers,
    [Description("Speakers, trainers, artists for an event.")] Speakers,
    [Description("Interpreting or translation.")] Interpreting,
    [Description("A place in a course or training.")] TrainingPlace,
    [Description("Partners for a common application; fundingLine names the line.")] FundingConsortium,
    [Description("Anything else; the title says it.")] Other,
}

/// <summary>
/// <see cref="Expired"/> is never stored: an open call has it from <see cref="PartnerCall.ClosesAt"/> on, or when its organisation is
/// dissolved (docs/decisions.md, 70).
/// </summary>
[Description("How far a partner call is. It goes forward only.")]
public enum PartnerCallState
{
    [Description("Not published; visible only to the organisation.")] Draft,
    [Description("Published, and can be answered.")] Open,
    [Description("A partner has been found.")] Filled,
    Expired,
    [Description("Taken back; shown to the organisation alone.")] Withdrawn,
}

[Description("How to reach the caller.")]
public enum ContactWay
{
    [Description("Through a response on this platform (respondToPartnerCall).")] Platform,
    [Description("By the organisation's public e-mail address.")] Email,
    [Description("By the organisation's public telephone number.")] Phone,
    [Description("By the organisation's website.")] Website,
}

public sealed class PartnerCallDirectionType : EnumerationGraphType<PartnerCallDirection>;

public sealed class PartnerCallSubjectType : EnumerationGraphType<PartnerCallSubject>;

public sealed class PartnerCallStateType : EnumerationGraphType<PartnerCallState>
{
    public PartnerCallStateType() => Values["EXPIRED"]!.Description =
        $"Over by itself: the deadline or the period has passed, {PartnerCall.LongestDays} days have gone since the opening, or the "
        + "organisation is dissolved. Days are those of Berlin.";
}

public sealed class ContactWayType : EnumerationGraphType<ContactWay>
{
    public ContactWayType() => Name = "PartnerCallContactWay";
}

/// <summary>All that a call says, as its organisation writes it: the columns of one change.</summary>
public class PartnerCallContent
{
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
    public string[] Regions { get; set; } = [];

    /// <summary>A municipality with a radius around its centre, instead of regions.</summary>
    public string? PlaceKey { get; init; }
    public int? RadiusKm { get; init; }

    /// <summary>What it is for begins and ends on these days.</summary>
    public DateOnly? StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }

    /// <summary>The last day to answer, in Berlin.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>How many partners are looked for, or can be helped.</summary>
    public int? Partners { get; set; }
    public required ContactWay ContactWay { get; init; }
}

/// <summary>
/// Something an organisation is looking for or offering. The row holds nothing private; drafts and withdrawn calls are shown to the
/// organisation alone.
/// </summary>
public sealed class PartnerCall : PartnerCallContent
{
    /// <summary>An open call ends so many days after its opening at the latest, that nothing old lies around.</summary>
    public const int LongestDays = 180;

    public required Guid Id { get; init; }

    /// <summary>Given once from the first title and the id, and never changed.</summary>
    public required string Slug { get; init; }
    public required Guid OrganisationId { get; init; }

    /// <summary>Kept by the database: the regions, or the municipalities whose centre lies within the radius.</summary>
    public string[] Areas { get; init; } = [];

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
