using MsoNetwork.Text;

namespace MsoNetwork.Search;

/// <summary>A term's name in one language.</summary>
/// <param name="IsForeign">Whether the language is another than the one that most texts are written in.</param>
public sealed record TermName(string Text, TermMeaning Term, bool IsForeign);

/// <summary>The names of terms and of places that a query may use.</summary>
/// <param name="terms">All labels and synonyms of all terms.</param>
/// <param name="places">All names of places.</param>
/// <param name="codes">Places by number, the most likely first.</param>
public sealed class KnownPhrases(
    IReadOnlyCollection<TermName> terms,
    IEnumerable<(string Name, PlaceMeaning Place)> places,
    ILookup<string, CodedPlace> codes
)
{
    private readonly ILookup<string, TermMeaning> _short = terms
        .Where(name => IsShort(name.Text))
        .Select(name => (Text: Small(name.Text), name.Term))
        .Distinct()
        .ToLookup(pair => pair.Text, pair => pair.Term);

    private readonly Dictionary<string, bool> _foreign = Spellings(terms);

    public Phrases<TermMeaning> Terms { get; } =
        new(terms.Where(name => !IsShort(name.Text)).Select(name => (name.Text, name.Term)), areWords: true);

    public Phrases<PlaceMeaning> Places { get; } = new(places);

    /// <summary>The places that a number names, the most likely first.</summary>
    public IEnumerable<CodedPlace> OfCode(string code) => codes[code];

    /// <summary>
    /// Folded to one or two letters too many words are one: Turkish "iş" (work) is known as it is spelt only, so that "is" is none.
    /// </summary>
    public IReadOnlyList<TermMeaning> OfFewLetters(string typed) => [.. _short[Small(typed)]];

    /// <summary>
    /// Whether this is a name in other languages only. Spellings come first (Turkish "kültür" is not "Kultur"), also in Turkish capitals;
    /// who writes without marks ("KADIN", "egitim") is known by the folded word.
    /// </summary>
    public bool IsForeign(string typed) =>
        (_foreign.TryGetValue(Small(typed), out var foreign)
            || _foreign.TryGetValue(typed.Replace('I', 'ı').Replace('İ', 'i').ToLowerInvariant(), out foreign)
            || _foreign.TryGetValue(Folded(typed), out foreign)) && foreign;

    private static bool IsShort(string text) => Words.In(text) is [{ Key.Length: <= 2 }];

    private static string Small(string text) => text.Replace('İ', 'i').ToLowerInvariant();

    private static Dictionary<string, bool> Spellings(IEnumerable<TermName> terms)
    {
        var foreign = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var name in terms)
        {
            foreach (var spelling in (string[])[Small(name.Text), Folded(name.Text)])
                foreign[spelling] = name.IsForeign && foreign.GetValueOrDefault(spelling, true);
        }

        return foreign;
    }

    private static string Folded(string text) => IndexKey.Mark + Folding.MatchKey(text); // no spelling is taken for it
}
