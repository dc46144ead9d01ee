using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Forms;

/// <summary>What of a form was not understood.</summary>
/// <param name="T">The page's texts.</param>
/// <param name="Problems">One sentence each.</param>
/// <param name="Address">Of the same page with a place that may have been meant.</param>
internal sealed record ProblemsBox(Texts T, IReadOnlyList<FormProblem> Problems, Func<FormProblem, string, string> Address)
{
    /// <summary>The id of the field that a problem is about; null where no link leads to it.</summary>
    public Func<FormProblem, string?> FieldOf { get; init; } = _ => null;
}
