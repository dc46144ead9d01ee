using GraphQL.Types;

namespace MsoNetwork.Organisations;

public sealed class OrganisationStatusType : EnumerationGraphType<OrganisationStatus>
{
    public OrganisationStatusType()
    {
        Name = "OrganisationStatus";
        Description = "Whether an organisation works.";
        Values["ACTIVE"]!.Description = "Active, as far as the sources show.";
        Values["INACTIVE"]!.Description = "No sign of activity for years, or it says itself that it is inactive.";
        Values["DISSOLVED"]!.Description = "It no longer exists.";
    }
}

public sealed class LegalFormType : EnumerationGraphType<LegalForm>
{
    public LegalFormType()
    {
        Name = "LegalForm";
        Description = "The legal form under German law.";
        Values["REGISTERED_ASSOCIATION"]!.Description = "Eingetragener Verein (e. V.).";
        Values["UNREGISTERED_ASSOCIATION"]!.Description = "Nicht eingetragener Verein or initiative.";
        Values["NON_PROFIT_COMPANY"]!.Description = "gGmbH or gUG.";
        Values["FOUNDATION"]!.Description = "Stiftung.";
        Values["COOPERATIVE"]!.Description = "Genossenschaft.";
        Values["PUBLIC_BODY"]!.Description = "Körperschaft, Anstalt or office of public law.";
        Values["OTHER"]!.Description = "Any other form.";
    }
}

public sealed class VerificationStateType : EnumerationGraphType<VerificationState>
{
    public VerificationStateType()
    {
        Name = "VerificationState";
        Description = "Who has confirmed an entry.";
        Values["UNVERIFIED"]!.Description = "Not confirmed yet: shown as in the sources.";
        Values["CONFIRMED_BY_ORGANISATION"]!.Description = "The organisation itself.";
        Values["VERIFIED_BY_CENTRE"]!.Description = "An integration centre.";
    }
}

public sealed class ContactAudienceType : EnumerationGraphType<ContactAudience>
{
    public ContactAudienceType()
    {
        Name = "ContactAudience";
        Description = "Who sees an organisation's mail address and telephone number.";
        Values["PUBLIC"]!.Description = "Everybody.";
        Values["MEMBERS"]!.Description = "Those who are signed in and keep an entry of the directory, and integration centres.";
        Values["CENTRES"]!.Description = "Integration centres.";
        Values["NOBODY"]!.Description = "Nobody but the organisation's own team; messages still reach it.";
    }
}
