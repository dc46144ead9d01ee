using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>/de/konto/adresse: another mail address, which a mail to it has to prove.</summary>
internal sealed class AddressModel(AskToSignIn ask, Entrance entrance) : PersonPage
{
    public string Email { get; private set; } = "";

    /// <summary>What the person's institution calls itself, where it alone says which address they have; null: they say.</summary>
    public string? Institution { get; private set; }

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(string? email)
    {
        await ShowAsync();
        if (Institution is not null) return Page();
        Email = email is { Length: > MailAddress.Longest } ? email[..MailAddress.Longest] : email ?? "";
        if (MailAddress.Read(email) is not { } address)
        {
            Refuse("signIn.problem.email", "email");
            return Page();
        }

        var asked = new SignInQuestion(address, Language.Tag, token => new Uri(Origin + Path("konto/adresse/" + token)))
        {
            Network = HttpContext.Connection.RemoteIpAddress,
            NewAddressOf = Person,
        };
        await ask.RunAsync(asked, Aborted); // whose address it is now, nobody is told
        return LocalRedirect(Saved("konto/adresse"));
    }
    private async Task ShowAsync()
    {
        Title = T["address.title"];
        Institution = (await entrance.OfAsync(Person))?.Label;
    }
}
