using MsoNetwork.Organisations;

namespace MsoNetwork.OrganisationSearch;

/// <summary>What searches filter organisations by, beside terms and places.</summary>
/// <param name="ConfirmedDay">Number of the day of the last confirmation; 0 while nobody has confirmed it.</param>
public readonly record struct OrganisationFacts(
    OrganisationStatus Status,
    VerificationState Verification,
    long UpdatedTicks,
    int ConfirmedDay,
    bool IsOffice
);
