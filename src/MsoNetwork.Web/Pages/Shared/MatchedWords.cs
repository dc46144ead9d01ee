using MsoNetwork.DirectorySearch;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Shared;

/// <summary>Says which of the words typed were found, where not all were, or not together.</summary>
internal sealed record MatchedWords(Texts T, IReadOnlyList<string> Matched, IReadOnlyList<string> Unmatched, bool Apart)
{
    public static MatchedWords Of(Texts t, SearchAnswer answer) => new(t, answer.Matched, answer.Unmatched, AreApart(answer));

    public IEnumerable<string> Sentences =>
    [
        .. Unmatched.Count == 0 ? Array.Empty<string>()
            : Matched.Count == 0 ? [T["matched.none", Listed(Unmatched)]]
            : [T["matched.some", Listed(Matched), Listed(Unmatched)]],
        .. Apart ? [T["matched.apart"]] : Array.Empty<string>(),
    ];

    /// <summary>What a hit has, where it lacks something that others have; else nothing.</summary>
    public static IReadOnlyList<string> Partly(SearchHit hit, SearchAnswer answer) =>
        hit.Matched is { Count: > 0 } has && answer.Matched.Except(has).Any() ? has : [];

    /// <summary>Whether even the first of these hits lacks something that others have: then nobody of the list has it all.</summary>
    public static bool AreApart(SearchAnswer answer) => answer.Hits is [var first, ..] && Partly(first, answer).Count > 0;

    public static string Listed(IEnumerable<string> words) => string.Join(", ", words);
}
