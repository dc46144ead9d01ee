using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>/de/anmelden: an address is typed. The answer is the same for every address, known or not.</summary>
internal sealed class SignInModel(AskToSignIn ask, Institutions institutions) : SitePage
{
    public List<FormProblem> Problems { get; } = [];

    public string Email { get; private set; } = "";

    public string? ReturnUrl { get; private set; }

    /// <summary>Whether the page is shown after the person erased the account.</summary>
    public bool IsErased => Request.Query.ContainsKey("geloescht");

    public IActionResult OnGet(string? returnUrl)
    {
        if (PersonCookie.SessionOf(User) is not null) return LocalRedirect(ReturnPath.Of(returnUrl) ?? Path("konto"));
        Show(returnUrl);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? email, string? returnUrl)
    {
        Show(returnUrl);
        Email = email is { Length: > MailAddress.Longest } ? email[..MailAddress.Longest] : email ?? "";
        if (MailAddress.Read(email) is not { } address)
        {
            Problems.Add(new FormProblem("signIn.problem.email", "", "email"));
            return Page();
        }

        if (institutions.Of(address) is { } institution)
            return LocalRedirect(Path(institution.Page) + QueryString.Create("returnUrl", ReturnUrl ?? ""));
        var asked = new SignInQuestion(address, Language.Tag, token => new Uri(Origin + Path("anmelden/link/" + token)))
        {
            Browser = AskingBrowser.Begin(HttpContext, address).Secret,
            Network = HttpContext.Connection.RemoteIpAddress,
            ReturnTo = ReturnUrl,
        };
        await ask.RunAsync(asked, Aborted);
        return LocalRedirect(Path("anmelden/code"));
    }

    private void Show(string? returnUrl)
    {
        Title = T["signIn.title"];
        Unlisted = true;
        ReturnUrl = ReturnPath.Of(returnUrl);
    }
}
