using MsoNetwork.Text;

namespace MsoNetwork.TrainingImport;

/// <summary>Which column of a table is which field, by its heading: ours, or what offices call it in German and English.</summary>
internal sealed class TableColumns
{
    private static readonly (string Field, string[] Headings)[] Words =
    [
        ("external_id", ["ID", "Nr", "Nr.", "Nummer", "Kursnummer", "Kennung", "Number"]),
        ("title", ["Titel", "Name", "Veranstaltung", "Kurs", "Angebot", "Event"]),
        ("text", ["Beschreibung", "Inhalt", "Description"]),
        ("kind", ["Art", "Typ", "Format", "Type"]),
        ("language", ["Sprache des Textes", "Text language"]),
        ("topics", ["Themen", "Thema", "Topic"]),
        ("target_groups", ["Zielgruppe", "Zielgruppen", "Für wen", "Target group"]),
        ("languages", ["Sprache", "Sprachen", "Kurssprache"]),
        ("level", ["Vorkenntnisse", "Niveau"]),
        ("date", ["Datum", "Tag", "Startdatum", "Erster Tag", "Day", "Start date", "starts_on"]),
        ("time", ["Beginn", "Uhrzeit", "Von", "Start", "Startzeit", "Begin", "Start time"]),
        ("end", ["Ende", "Bis", "Endzeit", "End time"]),
        ("minutes", ["Dauer", "Dauer in Minuten", "Minuten", "Duration"]),
        ("rule", ["Wiederholung", "RRULE"]),
        ("except_days", ["Fällt aus am", "Entfällt am", "Except"]),
        ("online", ["Digital"]),
        ("municipality", ["Ort", "Stadt", "Gemeinde", "Town", "City", "Place"]),
        ("address", ["Adresse", "Anschrift", "Straße", "Veranstaltungsort", "Raum", "Venue"]),
        ("seats", ["Plätze", "Teilnehmerzahl", "Max. Teilnehmer"]),
        ("cost", ["Kosten", "Preis", "Gebühr", "Kosten in Euro", "Price", "Fee"]),
        ("cost_note", ["Ermäßigung", "Zu den Kosten"]),
        ("child_care", ["Kinderbetreuung", "Childcare"]),
        ("accessibility", ["Barrierefreiheit"]),
        ("registration", ["Anmeldung", "Kontakt"]),
        ("register_until", ["Anmelden bis", "Anmeldeschluss", "Anmeldefrist", "Deadline"]),
        ("certificate", ["Bescheinigung", "Zertifikat"]),
        ("link", ["Webseite", "Website", "URL", "Internet", "Seite mit mehr"]),
        ("status", ["Zustand"]),
    ];

    private static readonly Dictionary<string, string> ByHeading = Words
        .SelectMany(one => one.Headings.Append(one.Field).Select(heading => (Key: Key(heading), one.Field)))
        .DistinctBy(one => one.Key).ToDictionary(one => one.Key, one => one.Field);

    private readonly Dictionary<string, int> _places = [];

    public TableColumns(string[] headings)
    {
        for (var at = 0; at < headings.Length; at++)
        {
            if (ByHeading.GetValueOrDefault(Key(headings[at])) is { } field) _places.TryAdd(field, at);
        }
    }

    public bool Has(string field) => _places.ContainsKey(field);

    /// <summary>The row's cell of a field; empty where it has none.</summary>
    public string Cell(string[] cells, string field) =>
        _places.TryGetValue(field, out var at) && at < cells.Length ? cells[at] : "";

    private static string Key(string heading) => Folding.MatchKey(heading.Replace('_', ' '));
}
