using MsoNetwork.Organisations.Fields;
using MsoNetwork.Text;

namespace MsoNetwork.Import;

/// <summary>Which of our columns a column of somebody's list is likely to be, by its heading.</summary>
public static class ColumnSuggestions
{
    /// <summary>The languages in which lists have texts.</summary>
    private static readonly string[] TextLanguages = ["de", "en", "tr", "ar", "uk", "ru", "fa", "fr", "pl", "ro"];

    // Headings of lists of centres, cities and umbrella bodies, German and English. Ours are known anyway.
    private static readonly (string Column, string[] Words)[] Words =
    [
        ("external_id", ["ID", "Nr", "Nummer", "Lfd. Nr.", "Kennung", "Vereinsnummer", "Registernummer", "Number", "Key"]),
        ("name", ["Verein", "Vereinsname", "Organisation", "Name der Organisation", "Name des Vereins", "Träger", "Bezeichnung", "MSO",
            "Migrantenorganisation", "Institution", "Einrichtung", "Association", "Organization", "Title"]),
        ("alternate_names", ["Kurzname", "Abkürzung", "Kürzel", "Weitere Namen", "Auch bekannt als", "Short name", "Acronym"]),
        ("kind", ["Art", "Typ", "Art der Organisation", "Organisationsform", "Type"]),
        ("legal_form", ["Rechtsform"]),
        ("founded", ["Gegründet", "Gründungsjahr", "Gründung", "Jahr der Gründung", "Year", "Founding year"]),
        ("street", ["Straße", "Strasse", "Str.", "Anschrift", "Adresse", "Straße und Hausnummer", "Straße, Hausnummer", "Straße Nr.",
            "Address", "Street address"]),
        ("postcode", ["PLZ", "Postleitzahl", "Zip", "Zip code", "Postal code"]),
        ("town", ["Ort", "Stadt", "Gemeinde", "Wohnort", "Sitz", "Kommune", "City", "Place", "Location", "Municipality"]),
        ("latitude", ["Breite", "Breitengrad", "Lat"]),
        ("longitude", ["Länge", "Längengrad", "Lon", "Lng", "Long"]),
        ("protect_location", ["Adresse schützen", "Ort schützen", "Geschützt", "Schutz", "Protected"]),
        ("active_in", ["Aktiv in", "Einzugsgebiet", "Wirkungskreis", "Region", "Kreis", "Area"]),
        ("email", ["E-Mail", "Mail", "E-Mail-Adresse", "Mailadresse", "Email address"]),
        ("phone", ["Telefon", "Tel.", "Telefonnummer", "Tel-Nr.", "Rufnummer", "Mobil", "Handy", "Telephone", "Phone number"]),
        ("website", ["Webseite", "Website", "Homepage", "Internet", "Internetseite", "Web", "URL", "WWW", "Link"]),
        ("topics", ["Themen", "Themenfelder", "Schwerpunkte", "Arbeitsfelder", "Arbeitsschwerpunkte", "Tätigkeitsfelder", "Subjects"]),
        ("target_groups", ["Zielgruppe", "Zielgruppen", "Target group"]),
        ("offers", ["Angebot", "Angebote", "Leistungen", "Services"]),
        ("languages", ["Sprache", "Sprachen", "Language"]),
        ("origins", ["Herkunft", "Herkunftsland", "Herkunftsländer", "Community", "Origin", "Countries of origin"]),
        ("keywords", ["Stichworte", "Stichwörter", "Schlagworte", "Schlagwörter", "Tags"]),
        ("status", ["Zustand", "Aktiv"]),
        ("description_de", ["Beschreibung", "Kurzbeschreibung", "Über uns", "Selbstdarstellung", "Profil", "Description", "About"]),
        ("opening_hours_de", ["Öffnungszeiten", "Sprechzeiten", "Opening hours"]),
        ("rooms_to_lend_de", ["Räume", "Vermietung", "Raumvergabe", "Rooms"]),
        ("contact_visible_to", ["Kontakt sichtbar für", "Contact visible to"]),
        ("accessibility_de", ["Barrierefreiheit", "Accessibility"]),
    ];

    private static readonly (string Column, string Key)[] Keys =
    [
        .. from word in Words
           from heading in word.Words.Append(word.Column)
           select (word.Column, Key(heading)),
        .. Targets().Select(column => (column, Key(column))),
    ];

    /// <summary>Everything that a column of a list may be.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. Targets()];

    /// <summary>For each heading one of <see cref="Columns"/>, or empty; none twice, the better fit has it.</summary>
    public static string[] Of(IReadOnlyList<string> headings)
    {
        var found = Enumerable.Repeat("", headings.Count).ToArray();
        var fits = headings.SelectMany((heading, at) => Fits(heading).Select(fit => (fit.Column, fit.Cost, At: at)));
        foreach (var (column, _, at) in fits.OrderBy(fit => fit.Cost).ThenBy(fit => fit.At))
        {
            if (found[at].Length == 0 && !found.Contains(column, StringComparer.Ordinal)) found[at] = column;
        }

        return found;
    }

    // The same; else with a slip or two; else a word of several.
    private static IEnumerable<(string Column, int Cost)> Fits(string heading)
    {
        var key = Key(heading);
        if (key.Length == 0) yield break;
        if (AddressHeadings.Several(heading) is { Count: > 0 } several)
        {
            // "50667 Köln" is read as a town; with a street it is none of ours.
            if (!several.Contains("street", StringComparer.Ordinal)) yield return ("town", 5);
            yield break;
        }

        var words = Folding.MatchKey(heading).Split(' ');
        foreach (var (column, known) in Keys)
        {
            var slips = known.Length < 5 ? 0 : known.Length < 9 ? 1 : 2;
            var distance = known == key ? 0 : slips == 0 ? int.MaxValue : EditDistance.Between(key, known, slips);
            if (distance <= slips) yield return (column, distance);
            else if (words.Contains(known, StringComparer.Ordinal)) yield return (column, 10 + words.Length);
        }
    }

    private static string Key(string heading) => Folding.MatchKey(heading).Replace(" ", "", StringComparison.Ordinal);

    private static IEnumerable<string> Targets() =>
    [
        "external_id",
        .. OrganisationFields.InFiles.Select(column => column.Column.Header),
        .. from text in OrganisationFields.ByLanguage
           from language in TextLanguages
           select $"{text.Files[0].Header}_{language}",
        "source_url",
        "retrieved_on",
    ];
}
