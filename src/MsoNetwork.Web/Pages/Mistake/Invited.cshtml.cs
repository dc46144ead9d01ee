using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;
using MsoNetwork.Web.Pages.Account;

namespace MsoNetwork.Web.Pages.Mistake;

/// <summary>/de/einladung-vom-zentrum/{key}: the link of an invitation. Opening it does nothing; the button takes the entry over.</summary>
internal sealed class InvitedModel(InviteOrganisations invite) : SignedInPage
{
    public OrganisationEntry? Entry { get; private set; }

    public InvitationUse? Use { get; private set; }

    public async Task<IActionResult> OnGetAsync(string key)
    {
        Prepare();
        Entry = await invite.FindAsync(key, Aborted);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key)
    {
        Prepare();
        var entry = await invite.FindAsync(key, Aborted);
        Use = await invite.UseAsync(key, Aborted);
        Entry = Use == InvitationUse.Invalid ? null : entry;
        return Page();
    }

    private void Prepare()
    {
        Title = T["invited.title"];
        Response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
