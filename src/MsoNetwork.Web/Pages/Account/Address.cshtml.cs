using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>/de/konto/adresse: another mail address, which a mail to it has to prove.</summary>
internal sealed class AddressModel(AskToSignIn ask) : PersonPage
{
    public string Email { get; private set; } = "";

    public void OnGet() => Title = T["address.title"];

    public async Task<IActionResult> OnPostAsync(string? email)
    {
        Title = T["address.title"];
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
}
