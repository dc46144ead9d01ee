namespace MsoNetwork.Search;

/// <summary>Words, folded, that say nothing about what is looked for in a directory of organisations.</summary>
internal static class Fillers
{
    /// <summary>Around a place with a radius.</summary>
    public static readonly HashSet<string> Around = new(StringComparer.Ordinal)
    {
        "im", "umkreis", "von", "um", "rund", "bei", "nahe", "in", "der", "nah", "within", "of", "around", "near", "radius", "entfernt",
    };

    /// <summary>Articles, conjunctions and prepositions, and what every entry is: an organisation, registered mostly.</summary>
    public static readonly HashSet<string> All = new(
        [
            .. Around,
            "und", "oder", "fur", "die", "das", "den", "dem", "des", "mit", "aus", "am", "an", "zu", "zum", "zur", "auf", "ev", "eingetragener", "gesucht", "suche",
            "and", "or", "for", "the", "with", "from", "at", "to", "a", "ve", "ile", "icin", "et", "ou", "pour", "de", "des", "du", "la", "le", "les", "en", "dans",
            "i", "w", "z", "dla", "si", "pentru", "din", "u", "ji", "bo", "li", "v", "dlia", "dlya",
            "organisation", "organisationen", "organization", "organizations", "organisations", "mso", "migrantenorganisation", "migrantenorganisationen",
            "migrantenselbstorganisation", "migrantenselbstorganisationen",
        ],
        StringComparer.Ordinal);
}
