using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>
/// /de/anmelden/haus/…: signing in at an institution. A link leads there, no form: what a form may lead to, our policy bounds to this site.
/// </summary>
internal sealed class AtInstitutionModel(
    Institutions institutions,
    UserManager<Person> people,
    SignInManager<Person> manager,
    Persons persons,
    InstitutionRoles roles,
    Entrance entrance
) : SitePage
{
    public List<FormProblem> Problems { get; } = [];

    public string Label { get; private set; } = "";

    /// <summary>The link to it.</summary>
    public string Go { get; private set; } = "";

    public IActionResult OnGet(string name, string? returnUrl, string? fehler)
    {
        if (Show(name, returnUrl) is null) return NotFound();
        if (fehler is not null || Request.Query.ContainsKey("fehler")) Refuse("signIn.institution.failed");
        return Page();
    }

    public IActionResult OnGetGo(string name, string? returnUrl)
    {
        if (Show(name, returnUrl) is not { } institution) return NotFound();
        var back = manager.ConfigureExternalAuthenticationProperties(institution.Scheme, Step(name, "done", returnUrl));
        return Challenge(back, institution.Scheme);
    }

    public async Task<IActionResult> OnGetDoneAsync(string name, string? returnUrl)
    {
        if (Show(name, returnUrl) is not { } institution) return NotFound();
        var login = await manager.GetExternalLoginInfoAsync();
        await HttpContext.SignOutAsync(IdentityConstants.ExternalScheme);
        if (login is null || login.LoginProvider != institution.Scheme) return Refuse("signIn.institution.failed");
        if (Email(login.Principal, institution) is not { } email) return Refuse("signIn.institution.email");
        var person = await people.FindByLoginAsync(login.LoginProvider, login.ProviderKey);
        if (person is null)
        {
            person = await persons.WithAsync(email, Language.Tag);
            var linked = await people.AddLoginAsync(person, login);
            if (!linked.Succeeded) return Refuse("signIn.institution.failed");
        }

        await roles.SetAsync(person, institution.Says(login.Principal), Aborted);
        await entrance.InAsync(person, Language.Tag, institution.Scheme);
        return LocalRedirect(ReturnPath.Of(returnUrl) ?? Path("konto"));
    }

    // Only an address that the institution has checked and that is its own: otherwise it could sign in as anybody.
    private static string? Email(ClaimsPrincipal person, Institution institution)
    {
        List<string> Values(string claim) => [.. person.FindAll(claim).Select(one => one.Value).Distinct(StringComparer.OrdinalIgnoreCase)];
        return Values("email_verified") is [var verified] && bool.TryParse(verified, out var isVerified) && isVerified
            && Values("email") is [var given] && MailAddress.Read(given) is { } email
            && institution.Domains.Contains(email[(email.LastIndexOf('@') + 1)..]) ? email : null;
    }

    private Institution? Show(string name, string? returnUrl)
    {
        (Title, Unlisted) = (T["signIn.title"], true);
        var institution = institutions.Find(name);
        Label = institution?.Label ?? "";
        Go = Step(name, "go", returnUrl);
        return institution;
    }

    private string Step(string name, string handler, string? returnUrl) => Path("anmelden/haus/" + name)
        + QueryString.Create("handler", handler).Add("returnUrl", ReturnPath.Of(returnUrl) ?? "");

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Refuse(string problem)
    {
        Problems.Add(new FormProblem(problem, "", "name"));
        return Page();
    }
}
