using System.Globalization;
using System.Text.Json;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Values;

namespace MsoNetwork.Invented;

/// <summary>
/// What the demo shows besides: rooms to lend, opening hours, contacts that not everybody sees. By number, so always the same.
/// </summary>
internal static class SyntheticDetails
{
    private static readonly (string German, string Turkish)[] Rooms =
    [
        ("Erfunden: Saal für 80 Leute mit Küche, am Wochenende frei.", "Uydurma: 80 kişilik mutfaklı salon, hafta sonu boş."),
        ("Erfunden: Seminarraum für 20 Leute, abends ab 18 Uhr.", "Uydurma: 20 kişilik seminer odası, akşam 18.00’den sonra."),
        ("Erfunden: Probenraum mit Klavier, stufenlos erreichbar.", "Uydurma: Piyanolu prova odası, basamaksız ulaşılır."),
    ];

    private static readonly ContactAudience[] Audiences = [ContactAudience.Members, ContactAudience.Centres, ContactAudience.Nobody];

    public static void Add(ToldOrganisation told, int number)
    {
        if (number % 8 == 3)
        {
            var (german, turkish) = Rooms[number / 8 % Rooms.Length];
            told["rooms_to_lend"] = ByLanguage(german, turkish);
            told["opening_hours"] = ByLanguage("Erfunden: dienstags 16 bis 19 Uhr", "Uydurma: salı 16.00–19.00");
        }

        if (number % 10 != 7) return;
        told["email"] = $"verborgen@{told.ExternalId}.example.org";
        told["phone"] = string.Create(CultureInfo.InvariantCulture, $"+49 221 4710{number:000}"); // a range for films
        told["contact_visible_to"] = Audiences[number / 10 % Audiences.Length].ToString();
    }

    private static string ByLanguage(string german, string turkish) =>
        JsonSerializer.Serialize(new Dictionary<string, string> { ["de"] = german, ["tr"] = turkish }, JsonSerializerOptions.Default);
}
