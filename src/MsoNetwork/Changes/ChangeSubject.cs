namespace MsoNetwork.Changes;

/// <summary>What the log tells of, as it is called there; which table tells of what stands in logged-tables.sql.</summary>
public static class ChangeSubject
{
    public const string Organisation = nameof(Organisation);
    public const string OrganisationSource = nameof(OrganisationSource);
    public const string OrganisationLogo = nameof(OrganisationLogo);
    public const string ProtectedPlace = nameof(ProtectedPlace);
    public const string HiddenContact = nameof(HiddenContact);
    public const string Membership = nameof(Membership);
    public const string Cooperation = nameof(Cooperation);
    public const string PartnerCall = nameof(PartnerCall);
    public const string CallResponse = nameof(CallResponse);
    public const string Training = nameof(Training);

    /// <summary>A single date of a training. Whatever happens to one counts as a change of its training, too.</summary>
    public const string TrainingDate = nameof(TrainingDate);
    public const string NewsEntry = nameof(NewsEntry);
    public const string MatchingPreferences = nameof(MatchingPreferences);

    /// <summary>Whether an organisation can be written to.</summary>
    public const string MessageSettings = nameof(MessageSettings);

    /// <summary>Regions and their names.</summary>
    public const string Region = nameof(Region);
    public const string RegionBoundary = nameof(RegionBoundary);
    public const string Postcode = nameof(Postcode);
    public const string IntegrationCentre = nameof(IntegrationCentre);

    /// <summary>Terms of the vocabularies and their labels.</summary>
    public const string Term = nameof(Term);

    /// <summary>What processes keep in memory whole.</summary>
    public static IReadOnlyList<string> Reference { get; } = [Region, RegionBoundary, Postcode, IntegrationCentre, Term];

    /// <summary>What public answers are made of. Responses and exact places are nobody's public business.</summary>
    public static IReadOnlyList<string> Public { get; } =
    [
        Organisation,
        OrganisationSource,
        OrganisationLogo,
        Membership,
        Cooperation,
        PartnerCall,
        Training,
        TrainingDate,
        NewsEntry,
        MatchingPreferences,
        .. Reference,
    ];
}
