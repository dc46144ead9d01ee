namespace MsoNetwork.Duplicates;

/// <summary>Why two entries may be one and the same organisation.</summary>
public enum DuplicateReason
{
    /// <summary>The same name in one municipality, whatever its spelling, legal form or town in it.</summary>
    SameName,

    /// <summary>Nearly the same name in one municipality.</summary>
    NearName,

    /// <summary>The same or nearly the same name, in another municipality.</summary>
    NameElsewhere,
    SameWebsite,
    SameEmail,
    SamePhone,
    SameAddress,

    /// <summary>The same domain of their own, in website or mail address; nobody's own are free mail and platforms.</summary>
    SameDomain,

    /// <summary>The same number in a register.</summary>
    SameRegister,

    /// <summary>Their places are close to each other.</summary>
    NearPlace,
}

/// <summary>What somebody says of an organisation that may be in the directory already. Only name and place must be known.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MunicipalityKey">Eight digits; null when that is not known yet.</param>
public sealed record DuplicateQuestion(string Name, string? MunicipalityKey)
{
    public IReadOnlyList<string> AlternateNames { get; init; } = [];
    public string? Street { get; init; }
    public string? Postcode { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Website { get; init; }

    /// <summary>A text in which the number in a register may stand ("VR 1234").</summary>
    public string? Register { get; init; }

    /// <summary>The entry that is asked about, which is no duplicate of itself.</summary>
    public Guid? Except { get; init; }
}

/// <summary>An entry that is likely to be the same.</summary>
/// <param name="Organisation">The entry's id.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Name">Its name.</param>
/// <param name="Town">Where it is.</param>
/// <param name="Status">Whether it works still: a dissolved one is found too.</param>
/// <param name="Reasons">Why; the first weighs most.</param>
/// <param name="Score">How likely, from <see cref="DuplicateWeights.Likely"/> to 1.</param>
public sealed record LikelyDuplicate(
    Guid Organisation,
    string Slug,
    string Name,
    string Town,
    Organisations.OrganisationStatus Status,
    IReadOnlyList<DuplicateReason> Reasons,
    double Score
);

/// <summary>Two entries that are likely to be one.</summary>
/// <param name="One">The older one.</param>
/// <param name="Other">The newer one.</param>
/// <param name="Reasons">Why; the first weighs most.</param>
/// <param name="Score">How likely.</param>
public sealed record DuplicatePair(
    LikelyDuplicate One, LikelyDuplicate Other, IReadOnlyList<DuplicateReason> Reasons, double Score);
