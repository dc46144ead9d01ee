namespace MsoNetwork.Web.Pages.Forms;

/// <summary>Something in the address that cannot be searched for: the key of its sentence and what the sentence is about.</summary>
/// <param name="Key">Of the sentence that says so.</param>
/// <param name="About">What was given.</param>
/// <param name="Argument">The parameter it was given in.</param>
internal sealed record FormProblem(string Key, string About, string Argument)
{
    private const int MostShown = 60;

    /// <summary>Places that may have been meant.</summary>
    public IReadOnlyList<string> Meant { get; init; } = [];

    /// <summary>A visitor's text inside a sentence.</summary>
    public static string Short(string text) => text.Length <= MostShown ? text : text[..MostShown] + "…";
}
