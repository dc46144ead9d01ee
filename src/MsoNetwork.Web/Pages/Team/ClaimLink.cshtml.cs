using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Teams;
using MsoNetwork.Web.Pages.Account;
using MsoNetwork.Web.Pages.Entry;

namespace MsoNetwork.Web.Pages.Team;

/// <summary>/de/uebernahme/{secret}: the link of a claim. Looking changes nothing; the button makes the person who asked a lead.</summary>
internal sealed class ClaimLinkModel(ProveClaim prove, UserManager<Person> persons) : SignedInPage
{
    public KnownOrganisation? Organisation { get; private set; }

    public string Account { get; private set; } = "";

    public string? Problem { get; private set; }

    public Task<IActionResult> OnGetAsync([FromRoute] string secret) => DoAsync(async () =>
    {
        Organisation = await prove.ShowAsync(secret, Aborted);
        Title = T["claim.title", Organisation.Name];
        Account = Viewer.Person is { } person ? (await persons.FindByIdAsync(person.ToString()))?.Email ?? "" : "";
        return Page();
    });

    public Task<IActionResult> OnPostAsync([FromRoute] string secret) => DoAsync(async () =>
        Redirect(Path(EntryAddresses.Edit((await prove.RunAsync(secret, Aborted)).Slug))));

    private async Task<IActionResult> DoAsync(Func<Task<IActionResult>> act)
    {
        try
        {
            return await act();
        }
        catch (NetworkException refusal) when (TeamTexts.Of(refusal) is { } text)
        {
            (Problem, Title) = (text, T["claim.link"]);
            return Page();
        }
    }
}
