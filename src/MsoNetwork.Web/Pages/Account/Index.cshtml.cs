namespace MsoNetwork.Web.Pages.Account;

/// <summary>/de/konto: what a person is here, and where one goes from here.</summary>
internal sealed class AccountModel : SignedInPage
{
    public void OnGet() => Title = T["account.title"];
}
