using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Erasure;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>/de/konto/loeschen: erases the account, and says what that means.</summary>
internal sealed class EraseModel(ErasePerson erase, BodyNames names, SignInManager<Person> entrance) : PersonPage
{
    /// <summary>Organisations that nobody would answer for any more.</summary>
    public IReadOnlyCollection<OrganisationName> Left { get; private set; } = [];

    public void OnGet() => Title = T["erase.title"];

    public async Task<IActionResult> OnPostAsync(bool sure)
    {
        Title = T["erase.title"];
        if (!sure)
        {
            Refuse("erase.problem.sure", "sure");
            return Page();
        }

        var left = await erase.RunAsync(Person, Aborted);
        if (left.Count == 0)
        {
            await entrance.SignOutAsync();
            return LocalRedirect(Path("anmelden") + "?geloescht");
        }

        Refuse("erase.problem.lead", "");
        Left = (await names.OrganisationsAsync([.. left], Aborted)).Values;
        return Page();
    }
}
