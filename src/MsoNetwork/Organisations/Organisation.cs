using MsoNetwork.Regions;
using NetTopologySuite.Geometries;

namespace MsoNetwork.Organisations;

public enum LegalForm
{
    RegisteredAssociation,
    UnregisteredAssociation,
    NonProfitCompany,
    Foundation,
    Cooperative,
    PublicBody,
    Other,
}

public enum OrganisationStatus
{
    Active,
    Inactive,
    Dissolved,
}

public enum VerificationState
{
    Unverified,
    ConfirmedByOrganisation,
    VerifiedByCentre,
}

/// <summary>Who sees an organisation's mail address and telephone number.</summary>
public enum ContactAudience
{
    Public,

    /// <summary>Those who keep an entry here, and centres.</summary>
    Members,
    Centres,

    /// <summary>Nobody but the organisation's own team.</summary>
    Nobody,
}

/// <summary>
/// An organisation's public row: nothing in it needs hiding. The exact place of a protected organisation is in
/// <see cref="ProtectedPlace"/>; here stand the centre of its municipality, no street and no postcode (docs/decisions.md, 3).
/// </summary>
public sealed class Organisation
{
    public required Guid Id { get; init; }

    /// <summary>
    /// Given once from the name. It changes only when the place becomes protected and it would tell where; docs/decisions.md, 134.
    /// </summary>
    public required string Slug { get; init; }
    public required string Name { get; set; }

    /// <summary>The name's <see cref="Text.Folding.SortKey"/>: for order, and to recognise the same name.</summary>
    public required string SortName { get; set; }
    public string[] AlternateNames { get; set; } = [];
    public string? Kind { get; set; }
    public LegalForm? LegalForm { get; set; }
    public int? FoundedYear { get; set; }

    /// <summary>Texts by BCP 47 tag.</summary>
    public Dictionary<string, string> Descriptions { get; set; } = [];
    public string? Street { get; set; }
    public string? Postcode { get; set; }
    public required string Town { get; set; }
    public required string MunicipalityKey { get; set; }
    public required Point Location { get; set; }
    public required LocationPrecision Precision { get; set; }
    public bool LocationProtected { get; set; }

    /// <summary>Keys of the regions it says it works in, beside its seat.</summary>
    public string[] ActiveIn { get; set; } = [];
    public string[] Topics { get; set; } = [];
    public string[] TargetGroups { get; set; } = [];
    public string[] Offers { get; set; } = [];
    public string[] Languages { get; set; } = [];

    /// <summary>Only what the organisation says of itself.</summary>
    public string[] Origins { get; set; } = [];
    public string[] Keywords { get; set; } = [];
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string? Website { get; set; }

    /// <summary>Who sees mail address and number; unless it is everybody, they are in <see cref="HiddenContact"/>.</summary>
    public ContactAudience ContactVisibleTo { get; set; }
    public OrganisationStatus Status { get; set; }
    public VerificationState Verification { get; set; }
    public DateOnly? VerifiedOn { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>PostgreSQL's xmin: a save fails when somebody else saved in between.</summary>
    public uint Version { get; set; }
}

/// <summary>The exact place of an organisation that protects it. No query of the API reads this table.</summary>
public sealed class ProtectedPlace
{
    public required Guid OrganisationId { get; init; }
    public string? Street { get; set; }
    public string? Postcode { get; set; }
    public Point? Location { get; set; }
}

/// <summary>
/// Mail address and number that not everybody may see. Only whoever has asked for the viewer's rights reads this table, so that lists,
/// files, indexes and caches cannot tell them (docs/decisions.md, 302).
/// </summary>
public sealed class HiddenContact
{
    public required Guid OrganisationId { get; init; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
}

/// <summary>Where an entry's facts come from. An organisation has one row per source that names it.</summary>
public sealed class OrganisationSource
{
    public required Guid OrganisationId { get; init; }
    public required string Name { get; init; }

    /// <summary>The source's own id of the organisation; empty when it has none.</summary>
    public required string ExternalId { get; init; }
    public string? Url { get; set; }
    public DateOnly? RetrievedOn { get; set; }
    public string? Licence { get; set; }

    /// <summary>How sure whoever read it was; null when nobody said.</summary>
    public SourceConfidence? Confidence { get; set; }
}

/// <summary>How sure one may be of what a source says.</summary>
public enum SourceConfidence
{
    /// <summary>Its own pages, an authority, or several that agree.</summary>
    High,

    /// <summary>One page of somebody else, or an old one.</summary>
    Medium,

    /// <summary>A hint: to be asked before it is used.</summary>
    Low,
}

/// <summary>Membership of an organisation in an umbrella body.</summary>
public sealed class Membership
{
    public required Guid MemberId { get; init; }
    public required Guid UmbrellaId { get; init; }
    public DateOnly? Since { get; set; }
    public string? SourceName { get; set; }
    public string? SourceUrl { get; set; }
    public DateOnly? RetrievedOn { get; set; }
}
