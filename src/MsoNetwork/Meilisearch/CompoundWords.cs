using MsoNetwork.DirectorySearch;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// The known words in German compounds (Frauenverein: frauen, verein), because Meilisearch looks for no words inside of words: those of
/// the vocabularies and of the names that associations give themselves.
/// </summary>
internal sealed class CompoundWords
{
    /// <summary>Most texts are in it.</summary>
    public const string Language = "de";

    // As PartMatcher has them.
    private const int Rest = 3, LongestEnding = 3;

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
    private readonly HashSet<string> _towns; // Gelsenkirchen is no compound
    private readonly Dictionary<string, List<string>> _begins; // words by what of them begins a compound
    private readonly ILookup<string, Term> _terms; // by word

    public CompoundWords(VocabularySet vocabularies, Gazetteer gazetteer)
    {
        _terms = (
            from name in Enum.GetValues<VocabularyName>()
            from term in vocabularies[name].Terms
            from label in term.Labels
            where label.Language == Language
            from text in label.Synonyms.Prepend(label.Label)
            let words = Words.In(text)
            where words.Count == 1 && words[0].Key.Length >= MatchRules.CompoundPiece
            select (Word: words[0].Key, Term: term)).ToLookup(one => one.Word, one => one.Term);
        _known = [.. Heads, .. _terms.Select(term => term.Key)];
        _begins = _known.GroupBy(Head).ToDictionary(head => head.Key, head => head.ToList(), StringComparer.Ordinal);
        _towns = [.. RegionPhrases.Of(gazetteer).SelectMany(name => Words.In(name.Text)).Select(word => word.Key)];
    }

    public bool IsKnown(string word) => _known.Contains(word);

    /// <summary>Whether both parts of the word are known.</summary>
    public bool IsCompound(string word)
    {
        for (var at = MatchRules.CompoundPiece; at <= word.Length - MatchRules.CompoundPiece; at++)
        {
            if (!_known.Contains(word[at..])) continue;
            // Frauenvereine+s+arbeit, Kinder+garten+s+fest
            if (_known.Contains(word[..at]) || (word[at - 1] is 's' or 'n' && _known.Contains(word[..(at - 1)]))) return true;
        }

        return false;
    }

    /// <summary>The known words that the word is, begins or ends with.</summary>
    public IEnumerable<string> In(string word)
    {
        var pieces = new HashSet<string>(StringComparer.Ordinal);
        if (_begins.TryGetValue(Head(word), out var same)) pieces.UnionWith(same);
        if (_towns.Contains(word)) return pieces;
        for (var length = MatchRules.CompoundPiece; length <= word.Length - Rest; length++)
        {
            if (_begins.TryGetValue(word[..length], out var begun)) pieces.UnionWith(begun);
            if (_known.Contains(word[^length..])) pieces.Add(word[^length..]);
        }

        return pieces;
    }

    /// <summary>The terms that are called so in one German word.</summary>
    public IEnumerable<Term> TermsOf(string known) => _terms[known];

    private static string Head(string word)
    {
        var stem = Words.Stem(word);
        return word.Length - stem.Length > LongestEnding || word.EndsWith("nd", StringComparison.Ordinal) ? word : stem;
    }
}
