using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.DirectorySearch;

/// <summary>The keys and words that terms and places give a document, whatever it describes.</summary>
public static class DirectoryKeys
{
    // An AGS says the state, the government district, the district and the municipality.
    private static readonly int[] Levels = [2, 3, 5, 8];

    /// <summary>What all keys of a vocabulary begin with.</summary>
    public static string Family(VocabularyName vocabulary) => Of(vocabulary, "");

    public static string Of(VocabularyName vocabulary, string key) => IndexKey.Of((char)('0' + (int)vocabulary), key);

    /// <summary>The keys of a document's terms.</summary>
    public static IEnumerable<(MatchField, string)> Terms(VocabularyName vocabulary, IEnumerable<string> keys) =>
        keys.Select(key => (MatchField.Keyword, Of(vocabulary, key)));

    /// <summary>The keys of where a document lies and of where it says to be active.</summary>
    public static IEnumerable<(MatchField, string)> Places(string region, IEnumerable<string> activeIn) =>
        Levels
            .Where(digits => digits <= region.Length)
            .Select(digits => IndexKey.In(region[..digits]))
            .Concat(activeIn.Select(IndexKey.Reaching))
            .Select(key => (MatchField.Place, key));
}
