using MsoNetwork.Accounts;
using MsoNetwork.ContactPersons;
using MsoNetwork.Organisations;

namespace MsoNetwork.Invented;

/// <summary>Persons to turn to in the demo: some who consented, one whose answer is awaited. None of them exists.</summary>
internal static class DemoContactPersons
{
    public static IEnumerable<ContactPerson> All(DemoPlace place, Guid lead, DateTimeOffset now)
    {
        var number = 0;
        return
        [
            Of(place.Here[0], "Erfunden: Talvira Sande", "Vorstand", consents: true),
            Of(place.Here[0], "Erfunden: Hegran Olmu", "Beratung", consents: true),
            Of(place.Here[0], "Erfunden: Mirelu Dosk", "Raumvergabe", consents: false),
            Of(place.Here[1], "Erfunden: Sanduva Prell", "Vorstand", consents: true),
            Of(place.Here[7], "Erfunden: Olvani Trem", "Raumvergabe", consents: true),
            Of(place.Elsewhere[1], "Erfunden: Kerim Adulo", "Ehrenamt", consents: true),
        ];

        ContactPerson Of(OrganisationEntry entry, string name, string task, bool consents) => new()
        {
            Id = Guid.CreateVersion7(now),
            OrganisationId = entry.Id,
            Name = name,
            Task = task,
            Email = $"contact-{++number}@example.org",
            Hash = Secret.HashOf(Secret.New()),
            NamedBy = entry == place.Here[0] ? lead : null,
            NamedAt = now.AddMinutes(number),
            ConsentedAt = consents ? now : null,
            Wording = consents ? "Erfunden: Ich bin einverstanden." : null,
            ConsentedTo = consents ? entry.ContactVisibleTo : ContactAudience.Nobody,
        };
    }
}
