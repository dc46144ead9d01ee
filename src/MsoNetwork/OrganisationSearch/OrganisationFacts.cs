using MsoNetwork.Organisations;

namespace MsoNetwork.OrganisationSearch;

/// <summary>What searches filter organisations by, beside terms and places.</summary>
public readonly record struct OrganisationFacts(
    OrganisationStatus Status,
    VerificationState Verification,
    long UpdatedTicks,
    bool IsOffice
);
