using MsoNetwork.DirectorySearch;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Shared;

/// <summary>Says which of the words typed were found, where not all were.</summary>
internal sealed record MatchedWords(Texts T, IReadOnlyList<string> Matched, IReadOnlyList<string> Unmatched)
{
    public static MatchedWords Of(Texts t, SearchAnswer answer) => new(t, answer.Matched, answer.Unmatched);

    public string Sentence => Matched.Count == 0
        ? T["matched.none", Listed(Unmatched)]
        : T["matched.some", Listed(Matched), Listed(Unmatched)];

    private static string Listed(IEnumerable<string> words) => string.Join(", ", words);
}
