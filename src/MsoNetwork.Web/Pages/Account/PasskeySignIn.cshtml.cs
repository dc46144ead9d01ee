using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>/de/anmelden/schluessel: where the button of /de/anmelden sends what a passkey said. Nobody is asked for an address.</summary>
internal sealed class PasskeySignInModel(UserManager<Person> people, SignInManager<Person> manager, Entrance entrance) : SitePage
{
    public List<FormProblem> Problems { get; } = [];

    public IActionResult OnGet() => LocalRedirect(Path("anmelden"));

    public async Task<IActionResult> OnPostOptionsAsync() =>
        Content(await manager.MakePasskeyRequestOptionsAsync(user: null), "application/json; charset=utf-8");

    public async Task<IActionResult> OnPostAsync(string? credential, string? returnUrl)
    {
        if (credential is { Length: > 0 and <= 20_000 })
        {
            var shown = await AskedPasskey.OrNullAsync(() => manager.PerformPasskeyAssertionAsync(credential));
            if (shown is { Succeeded: true })
            {
                await people.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey); // its count, by which copies are noticed
                var to = ReturnPath.Of(returnUrl);
                return await entrance.InAsync(shown.User, Language.Tag, "passkey") is { } institution
                    ? LocalRedirect(Path(institution.Page) + QueryString.Create("returnUrl", to ?? ""))
                    : LocalRedirect(to ?? Path("konto"));
            }
        }

        (Title, Unlisted) = (T["signIn.title"], true);
        Problems.Add(new FormProblem("signIn.passkey.failed", "", "credential"));
        return Page();
    }
}
