using MsoNetwork.Text;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// German compounds cut into their parts (Frauenverein: frauen, verein), because Meilisearch looks for no words inside of words. Both
/// parts must be words of the vocabularies or of the names that associations give themselves; so no other language's words are cut.
/// </summary>
internal sealed class CompoundWords
{
    private const int Shortest = 4;

    // What organisations call themselves, folded.
    private static readonly string[] Heads =
    [
        "verein",
        "verband",
        "bund",
        "zentrum",
        "haus",
        "treff",
        "kreis",
        "gruppe",
        "forum",
        "netzwerk",
        "initiative",
        "gemeinde",
        "gemeinschaft",
        "gesellschaft",
        "schule",
        "kurs",
        "kurse",
        "unterricht",
        "forderung",
        "hilfe",
        "arbeit",
        "beratung",
        "bildung",
        "begleitung",
        "betreuung",
        "kultur",
        "sprache",
        "sprach",
        "organisation",
        "werk",
        "stiftung",
        "akademie",
        "dienst",
        "stelle",
        "cafe",
        "club",
        "klub",
        "projekt",
        "tag",
        "fest",
        "garten",
        "werkstatt",
    ];

    private readonly HashSet<string> _known;

    public CompoundWords(VocabularySet vocabularies) => _known =
    [
        .. Heads,
        .. from name in Enum.GetValues<VocabularyName>()
           from term in vocabularies[name].Terms
           from label in term.Labels
           where label.Language == "de"
           from text in label.Synonyms.Prepend(label.Label)
           let word = Folding.MatchKey(text)
           where word.Length >= Shortest && !word.Contains(' ', StringComparison.Ordinal)
           select word,
    ];

    /// <summary>The parts of all compounds in these folded texts.</summary>
    public string[] PiecesOf(IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => text.Split(' ')).SelectMany(Cut).Distinct(StringComparer.Ordinal)];

    private string[] Cut(string word)
    {
        for (var at = Shortest; at <= word.Length - Shortest; at++)
        {
            if (!_known.Contains(word[at..])) continue;
            if (_known.Contains(word[..at])) return [word[..at], word[at..]];
            // Frauenvereine+s+arbeit, Kinder+garten+s+fest
            if (word[at - 1] is 's' or 'n' && at > Shortest && _known.Contains(word[..(at - 1)])) return [word[..(at - 1)], word[at..]];
        }

        return [];
    }
}
