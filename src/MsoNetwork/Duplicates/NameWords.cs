using MsoNetwork.Text;

namespace MsoNetwork.Duplicates;

/// <summary>A name as it is compared: folded, without legal form, and without the town where it is.</summary>
/// <param name="Words">Its words.</param>
/// <param name="Joined">The same without blanks: Deutsch-Türkischer and Deutschtürkischer are one.</param>
internal sealed record NameWords(string[] Words, string Joined)
{
    // Behind a name, as SortKey leaves them ("e.V." is "e v").
    private static readonly string[] LegalForms =
    [
        "e v", "ev", "n e v", "eingetragener verein", "gemeinnutziger e v", "gemeinnutziger verein", "ggmbh", "gmbh", "g gmbh",
        "gemeinnutzige gmbh", "gug", "gug haftungsbeschrankt", "ug", "ug haftungsbeschrankt", "eg", "i g", "i gr",
    ];

    public static NameWords Of(string name, string? town)
    {
        var key = Bare(Folding.MatchKey(name));
        var words = key.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var place = town is null ? [] : Folding.MatchKey(town).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // "Köln e.V." alone stays what it is.
        var own = words.Where(word => !place.Contains(word, StringComparer.Ordinal)).ToArray();
        if (own.Length == 0) own = words;
        return new NameWords(own, string.Concat(own));
    }

    private static string Bare(string key)
    {
        while (true)
        {
            var form = Array.Find(LegalForms, form => key.EndsWith(" " + form, StringComparison.Ordinal));
            if (form is null) return key;
            key = key[..^(form.Length + 1)];
        }
    }
}
