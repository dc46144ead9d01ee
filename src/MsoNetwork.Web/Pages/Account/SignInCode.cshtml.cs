using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MsoNetwork.Accounts;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>/de/anmelden/code: the code of the mail is typed, in the browser that asked for it.</summary>
internal sealed class SignInCodeModel(ProveSignIn prove, Arrival arrival) : SitePage
{
    public List<FormProblem> Problems { get; } = [];

    public string Email { get; private set; } = "";

    public IActionResult OnGet() => Show() is null ? LocalRedirect(Path("anmelden")) : Page();

    public async Task<IActionResult> OnPostAsync(string? code)
    {
        if (Show() is not { } browser) return LocalRedirect(Path("anmelden"));
        if (Secret.ReadCode(code) is not { } digits) return Refuse("signIn.problem.code", "");
        var answer = await prove.ByCodeAsync(browser.Secret, digits, Aborted);
        if (answer.Proven is null)
            return answer.TriesLeft == 0 ? Refuse("signIn.problem.over", "") : Refuse("signIn.problem.wrong", T.Plain(answer.TriesLeft));
        return LocalRedirect(await arrival.OfAsync(this, answer.Proven, Aborted));
    }

    private PageResult Refuse(string problem, string about)
    {
        Problems.Add(new FormProblem(problem, about, "code"));
        return Page();
    }

    private AskingBrowser? Show()
    {
        (Title, Unlisted) = (T["signIn.code.title"], true);
        var browser = AskingBrowser.Of(HttpContext);
        Email = browser?.Email ?? "";
        return browser;
    }
}
