using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Moderation;
using MsoNetwork.Teams;
using MsoNetwork.Web.Pages.Account;
using MsoNetwork.Web.Pages.Entry;

namespace MsoNetwork.Web.Pages.Team;

/// <summary>/de/einladung/{secret}: an invitation and the account that would accept it; the button accepts, looking does not.</summary>
internal sealed class InvitationModel(AcceptInvitation accept, InviteOrganisations centres, UserManager<Person> persons) : SignedInPage
{
    public ShownInvitation? Invitation { get; private set; }

    public string Account { get; private set; } = "";

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromRoute] string secret)
    {
        try
        {
            Invitation = await accept.ShowAsync(secret, Aborted);
            Title = T["invitation.title", Invitation.Organisation.Name];
            Account = Viewer.Person is { } person ? (await persons.FindByIdAsync(person.ToString()))?.Email ?? "" : "";
        }
        catch (NetworkException refusal) when (TeamTexts.Of(refusal) is { } text)
        {
            // Invitations of centres had this address until 2026-11-29; letters last.
            if (await centres.FindAsync(secret, Aborted) is not null) return LocalRedirect(Path("einladung-vom-zentrum/" + secret));
            (Problem, Title) = (text, T["invitation.over"]);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string secret)
    {
        try
        {
            var organisation = await accept.RunAsync(secret, Aborted);
            return Redirect(Path(EntryAddresses.Edit(organisation.Slug)));
        }
        catch (NetworkException refusal) when (TeamTexts.Of(refusal) is { } text)
        {
            (Problem, Title) = (text, T["invitation.over"]);
            return Page();
        }
    }
}
