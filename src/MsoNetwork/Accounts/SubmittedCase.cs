namespace MsoNetwork.Accounts;

/// <summary>What waits for a decision of a centre.</summary>
public enum CaseKind
{
    /// <summary>A person says that an entry is their organisation's, and could not prove it.</summary>
    Claim,

    /// <summary>A new organisation.</summary>
    NewEntry,

    /// <summary>The last lead leaves, or nobody of a team can be reached.</summary>
    LeadGone,

    /// <summary>Something in an entry is wrong, and what would be right.</summary>
    Correction,

    /// <summary>A change that needs a second look.</summary>
    Change,

    /// <summary>Something that should not stand there at all.</summary>
    Report,
}

/// <summary>
/// Something for the centre of an area, as the rooms hand it over to the room of moderation, which stands above them. It waits there and
/// nowhere else.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Person">Who asks.</param>
/// <param name="MunicipalityKey">Where the organisation has its seat: it says whose desk.</param>
public sealed record SubmittedCase(CaseKind Kind, Guid Person, string MunicipalityKey)
{
    public const int LongestMessage = 2000;

    /// <summary>
    /// How a report begins that asks for the erasure of an entry: a centre reads German, whatever language it was asked in.
    /// </summary>
    public const string ErasureWish = "Eintrag löschen lassen";

    /// <summary>The entry that it is about; null for a new one.</summary>
    public Guid? Organisation { get; init; }

    /// <summary>
    /// What the entry is to be: a JSON object with the fields of the API's UpdateOrganisationInput, without id and version. Organisations'
    /// DraftJson reads it into what a draft is made of.
    /// </summary>
    public string? Draft { get; init; }

    /// <summary>A sentence from the person to whoever decides.</summary>
    public string Message { get; init; } = "";
}

/// <summary>
/// Hands a case over. It is added to the DbContext of the scope: who hands it over saves, so that both are there or none.
/// </summary>
/// <returns>The case's id.</returns>
public delegate Task<Guid> SubmitCase(SubmittedCase submitted, CancellationToken cancellationToken);
