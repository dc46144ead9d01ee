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

    public static NameWords Of(string name, string? town) => Of(name).Without(PlaceWords(town));

    /// <summary>With the town, where it is in the name.</summary>
    public static NameWords Of(string name)
    {
        return Of(Folding.MatchKey(name).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    // A legal form stands at the end, once the town behind it is gone too ("Talviro e.V. Köln").
    private static NameWords Of(string[] words)
    {
        var bare = Bare(string.Join(' ', words)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new NameWords(bare, string.Concat(bare));
    }

    /// <summary>A town's words, folded once for many names.</summary>
    public static string[] PlaceWords(string? town) =>
        town is null ? [] : Folding.MatchKey(town).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Without the words of a town; "Köln e.V." alone stays what it is.</summary>
    public NameWords Without(string[] place)
    {
        if (!Words.Any(word => place.Contains(word, StringComparer.Ordinal))) return this;
        var own = Words.Where(word => !place.Contains(word, StringComparer.Ordinal)).ToArray();
        return own.Length == 0 ? this : Of(own);
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
