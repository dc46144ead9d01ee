using MsoNetwork.Web.Pages.Account;

namespace MsoNetwork.Web.Pages.Register;

/// <summary>/de/eintragen/danke: what happens next.</summary>
internal sealed class ThanksModel : SignedInPage
{
    public void OnGet() => Title = T["register.thanks"];
}
