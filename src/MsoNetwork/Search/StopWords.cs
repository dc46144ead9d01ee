namespace MsoNetwork.Search;

/// <summary>Words, folded, that say nothing about what is looked for in a directory of organisations.</summary>
internal static class StopWords
{
    /// <summary>Kilometres as they are called in the vocabularies' languages, whatever the case.</summary>
    public static readonly HashSet<string> Kilometres = Folded(
        "km", "kms", "kilometer", "kilometern", "kilometers", "kilometre", "kilometres", "kilomètre", "kilomètres", "км",
        "кілометр", "кілометри", "кілометрів", "километр", "километра", "километров", "kilometr", "kilometry", "kilometrów",
        "kilometri", "kilometru", "kîlometre", "كم", "كيلومتر", "كيلومترا", "کیلومتر"
    );

    /// <summary>Around a place with a radius, and only there: "Kolo" is a dance too.</summary>
    public static readonly HashSet<string> Around = Folded(
        "im", "umkreis", "von", "um", "rund", "bei", "nahe", "in", "der", "nah", "within", "of", "around", "near", "radius",
        "entfernt", "autour", "rayon", "à", "de", "la", "dans", "un", "près", "çevresinde", "çevre", "civarında", "yakınında",
        "yarıçap", "yarıçapında", "içinde", "в", "у", "от", "від", "радиусе", "радіусі", "вокруг", "навколо", "около", "біля",
        "рядом", "поруч", "w", "od", "promieniu", "wokół", "koło", "blisko", "pe", "raza", "rază", "jurul", "lângă", "aproape",
        "li", "dora", "derdora", "nêzîkî", "من", "حول", "ضمن", "في", "نطاق", "قرب", "در", "شعاع", "از", "تا", "نزدیک", "اطراف"
    );

    /// <summary>
    /// Articles, conjunctions and prepositions, the words of a question, and what every entry is: an organisation, registered mostly.
    /// </summary>
    public static readonly HashSet<string> All = new(
        [
            "im", "umkreis", "von", "um", "rund", "bei", "nahe", "in", "der", "nah", "within", "of", "around", "near", "radius",
            "entfernt", "und", "oder", "fur", "die", "das", "den", "dem", "des", "mit", "aus", "am", "an", "zu", "zum", "zur",
            "auf", "ev", "eingetragener", "gesucht", "suche", "and", "or", "for", "the", "with", "from", "at", "to", "a", "ve",
            "ile", "icin", "et", "ou", "pour", "de", "des", "du", "la", "le", "les", "en", "dans", "i", "w", "z", "dla", "si",
            "pentru", "din", "u", "ji", "bo", "li", "v", "dlia", "dlya",
            .. Folded("من", "في", "در", "از", "و", "برای"),
            .. Folded(
                "wie", "wo", "wer", "was", "wann", "ich", "wir", "mein", "meine", "meinen", "meiner", "meinem", "mich", "mir",
                "uns", "unser", "unsere", "kann", "können", "könnte", "finde", "finden", "suchen", "sucht", "brauche", "brauchen",
                "möchte", "möchten", "will", "wollen", "bin", "sind", "gibt", "hilft", "ein", "eine", "einen", "einer", "einem",
                "nach", "neu", "bitte", "hilfe", "how", "where", "who", "can", "find", "looking", "need", "want", "help", "please",
                "some", "comment", "cherche", "trouver", "besoin", "aide", "nasıl", "nerede", "arıyorum", "istiyorum", "bir", "де",
                "где", "как", "шукаю", "ищу", "потрібна", "нужна", "нужен", "أين", "كيف", "أريد", "أبحث", "کجا", "چگونه"
            ),
            "organisation", "organisationen", "organization", "organizations", "organisations", "mso", "migrantenorganisation",
            "migrantenorganisationen", "migrantenselbstorganisation", "migrantenselbstorganisationen",
        ],
        StringComparer.Ordinal);

    private static HashSet<string> Folded(params IEnumerable<string> words) =>
        words.Select(Text.Folding.MatchKey).ToHashSet(StringComparer.Ordinal);
}
