using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Shared;

/// <summary>What was chosen in a form, for paper: there the form itself would only be in the way.</summary>
/// <param name="Values">A name and what was chosen; a choice that is its name only has nothing beside it.</param>
internal sealed record PrintedChoice(IEnumerable<(string Name, string Value)> Values)
{
    /// <summary>How many of all are on a page, where it does not have all.</summary>
    public string? Shown { get; init; }

    /// <summary>The same for a list, by the words it was searched for.</summary>
    public static PrintedChoice Of(Texts t, string words, int shown, int total, params IEnumerable<(string Name, string Value)> more) =>
        new([.. words.Length == 0 ? [] : new[] { (t["print.words"], words) }, .. more])
        {
            Shown = shown < total ? t["print.shown", t.Number(shown), t.Number(total)] : null,
        };
}
