using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>/de/konto/adresse/…: the link of the mail to a new address. Its button gives it to whoever asked and is signed in.</summary>
internal sealed class ConfirmAddressModel(ChangeAddress change) : PersonPage
{
    /// <summary>The new address; null where the link is over or another person's.</summary>
    public string? Email { get; private set; }

    public async Task OnGetAsync(string token)
    {
        Email = await change.LookAsync(Person, token, Aborted);
        Title = T[Email is null ? "signIn.link.over.title" : "address.title"];
    }

    public async Task<IActionResult> OnPostAsync(string token)
    {
        if (await change.RunAsync(Person, token, Aborted)) return LocalRedirect(Saved("konto"));
        await OnGetAsync(token);
        if (Email is not null) Refuse("address.taken", "email");
        Email = null;
        return Page();
    }
}
