namespace MsoNetwork.Invented;

/// <summary>Names that look like names and are nobody's: a usual kind of body, a coined word, mostly a town.</summary>
internal static class SyntheticNames
{
    private static readonly string[] Bodies =
    [
        "Kulturverein",
        "Elternverein",
        "Frauentreff",
        "Jugendforum",
        "Begegnungszentrum",
        "Sportgemeinschaft",
        "Bildungswerk",
        "Nachbarschaftsinitiative",
        "Tanzkreis",
        "Musikwerkstatt",
        "Lernhaus",
        "Beratungsstelle",
        "Freundeskreis",
        "Sprachcafé",
        "Theatergruppe",
        "Seniorentreff",
        "Mädchengruppe",
        "Väterkreis",
        "Geflüchteteninitiative",
        "Entwicklungswerk",
        "Studierendenkreis",
        "Gewerbekreis",
        "Gemeinde",
        "Akademie",
        "Kinderwerkstatt",
    ];

    private static readonly string[] First =
    [
        "Ta",
        "Me",
        "Lo",
        "Şa",
        "Vi",
        "Zu",
        "Ne",
        "Ka",
        "Ri",
        "Bö",
        "Sa",
        "Du",
        "Fe",
        "Ho",
        "Ju",
        "Gü",
        "Pa",
        "Wi",
        "Ço",
        "Ye",
        "Ma",
        "Li",
        "Dra",
        "Sto",
    ];
    private static readonly string[] Middle =
    [
        "lva",
        "rin",
        "mo",
        "šte",
        "ndu",
        "ra",
        "ği",
        "lo",
        "nke",
        "rda",
        "zu",
        "vé",
        "tar",
        "sso",
        "li",
        "mbe",
        "rło",
        "ne",
        "ju",
        "kha",
    ];
    private static readonly string[] Last =
    [
        "ra",
        "do",
        "lin",
        "na",
        "ska",
        "mé",
        "ros",
        "tı",
        "va",
        "len",
        "ku",
        "nyo",
        "sé",
        "ba",
        "dis",
        "ma",
        "rın",
        "to",
        "ja",
        "wé",
    ];

    public static (string Name, string Coined) Make(SeededRandom random, string town)
    {
        var coined = random.Of(First) + random.Of(Middle) + random.Of(Last);
        var name = $"{random.Of(Bodies)} {coined}";
        if (random.Chance(0.7)) name += $" {town}";
        return (random.Chance(0.8) ? name + " e.V." : name, coined);
    }
}
