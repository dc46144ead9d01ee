using MsoNetwork.Accounts;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;

namespace MsoNetwork.Invented;

/// <summary>What waits on the desks of the demo: each kind at least twice with the centre, some with the administrators.</summary>
/// <param name="Place">Where.</param>
/// <param name="Person">The id of a person by the address.</param>
/// <param name="Now">The newest came an hour ago, each other some hours before.</param>
internal sealed record DemoCases(DemoPlace Place, Func<string, Guid> Person, DateTimeOffset Now)
{
    /// <summary>Persons that hand something in, and nobody's account but that.</summary>
    public static readonly string[] Authors = ["claim@example.org", "newcomer@example.org", "former-lead@example.org"];

    private const string Neighbour = "neighbour@example.org"; // without an account
    private static readonly string[] Keywords = [SyntheticOrganisations.Keyword];
    private static readonly string[] Topics = ["education"];
    private static readonly string[] Languages = ["de", "tr"];

    private static readonly Dictionary<string, string>[] Description =
        [new() { ["language"] = "de", ["text"] = "Erfundene Organisation für die Demo." }];

    public IEnumerable<Case> All()
    {
        var (here, elsewhere, number) = (Place.Here, Place.Elsewhere, 0);
        return
        [
            Of(CaseKind.Claim, here[1], "claim", "Erfunden: Ich bin die neue Vorsitzende, die alte Mail-Adresse liest niemand mehr."),
            Of(CaseKind.Correction, here[2], null, "Erfunden: Unter der Nummer meldet sich jemand anderes.",
                new() { ["phone"] = "0221 4710123" }),
            New(here[0], "newcomer", "Erfundener Lesekreis Talvira", "Erfunden: Wir sind zwölf Leute und treffen uns jede Woche."),
            Of(CaseKind.Change, here[3], "newcomer", "Erfunden: Wir bieten jetzt auch Deutschkurse an.", new()
            {
                ["topics"] = here[3].Topics.Append("education").Distinct().ToArray(),
                ["languages"] = here[3].Languages.Append("uk").Distinct().ToArray(),
            }),
            Of(CaseKind.LeadGone, here[4], "former-lead", "Erfunden: Ich ziehe weg. Die Gruppe möchte weitermachen."),
            Of(CaseKind.Report, here[5], null, "Erfunden: Das Bild auf der Webseite hat mit dem Verein nichts zu tun."),
            Of(CaseKind.Correction, here[6], null, "Erfunden: Die Webseite ist umgezogen.",
                new() { ["website"] = "https://umgezogen.example.org" }),
            // Named as one that is there: the desk shows the likely duplicate.
            New(here[7], "newcomer", here[7].Name, "Erfunden: Unser Verein fehlt hier noch."),
            Of(CaseKind.Claim, here[8], "newcomer", "Erfunden: Ich kümmere mich seit diesem Jahr um unseren Eintrag."),
            Of(CaseKind.Change, here[9], "claim", "Erfunden: Wir heißen nach der Versammlung anders.",
                new() { ["name"] = here[9].Name + " (neu)" }),
            Of(CaseKind.Report, here[10], null, "Erfunden: Diese Gruppe wirbt im Eintrag für einen Laden."),
            Of(CaseKind.LeadGone, here[11], "former-lead", "Erfunden: Ich höre auf, und wer weitermacht, steht noch nicht fest."),
            Of(CaseKind.Correction, elsewhere[0], null, "Erfunden: Es gibt wieder eine Mail-Adresse.",
                new() { ["email"] = "wieder@example.org" }),
            Of(CaseKind.Claim, elsewhere[1], "claim", "Erfunden: Hier arbeite ich ehrenamtlich mit."),
            New(elsewhere[2], "claim", "Erfundener Chor Sanduva", "Erfunden: Wir singen in drei Sprachen."),
        ];

        Case Of(CaseKind kind, OrganisationEntry entry, string? author, string message, Dictionary<string, object?>? values = null) =>
            Make(kind, entry, entry.MunicipalityKey, author, message, values, ++number);

        Case New(OrganisationEntry neighbour, string author, string name, string message) =>
            Make(CaseKind.NewEntry, null, neighbour.MunicipalityKey, author, message, new()
            {
                ["name"] = name,
                ["town"] = neighbour.Town,
                ["topics"] = Topics,
                ["languages"] = Languages,
                ["keywords"] = Keywords,
                ["description"] = Description,
            }, ++number);
    }

    private Case Make(
        CaseKind kind, OrganisationEntry? entry, string seat, string? author, string message, Dictionary<string, object?>? values,
        int number)
    {
        var created = Now.AddHours(-100 + (6 * number));
        var draft = values is null ? null : DraftJson.Write(values);
        return new()
        {
            Id = Guid.CreateVersion7(created),
            Kind = kind,
            State = CaseState.Waiting,
            OrganisationId = entry?.Id,
            Seat = seat,
            Draft = draft,
            Base = DraftValues.Base(draft, entry),
            Message = message,
            PersonId = author is null ? null : Person(author + "@example.org"),
            Email = author is null ? Neighbour : null,
            CreatedAt = created,
        };
    }
}
