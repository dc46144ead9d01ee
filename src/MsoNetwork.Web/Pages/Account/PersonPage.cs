using MsoNetwork.Web.Pages.Forms;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>A page about the account of whoever is signed in.</summary>
internal abstract class PersonPage : SignedInPage
{
    private const string Done = "gespeichert";

    public List<FormProblem> Problems { get; } = [];

    public ProblemsBox Box => new(T, Problems, (_, _) => "");

    /// <summary>Whether the page is shown after something was saved.</summary>
    public bool IsSaved => Request.Query.ContainsKey(Done);

    public Guid Person => Viewer.Person ?? throw new InvalidOperationException("A page is shown to persons only.");

    /// <summary>This page again, saying that it is saved.</summary>
    protected string Saved(string below) => Path(below) + "?" + Done;

    protected bool Refuse(string problem, string argument, string about = "")
    {
        Problems.Add(new FormProblem(problem, about, argument));
        return false;
    }
}
