namespace MsoNetwork.Search;

/// <summary>
/// Keys that documents carry beside their words: of terms, of places, of whatever a user of the engine filters and counts by. They stand
/// among the words of the index, behind a mark that no text has.
/// </summary>
public static class IndexKey
{
    /// <summary>Begins every key, so that no word is taken for one.</summary>
    public const char Mark = '\u0001';

    private const char Within = 's', Reached = 'a';

    /// <param name="family">What kind of key it is: a digit or another sign, but none of the letters a and s, which places have.</param>
    /// <param name="key">The key; empty for the beginning that all keys of the family share.</param>
    public static string Of(char family, string key) => $"{Mark}{family}{key}";

    /// <summary>Carried by what lies in the place.</summary>
    public static string In(string place) => Of(Within, place);

    /// <summary>Carried by what reaches the place without lying there.</summary>
    public static string Reaching(string place) => Of(Reached, place);
}
