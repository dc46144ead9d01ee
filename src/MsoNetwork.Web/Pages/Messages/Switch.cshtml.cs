using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Messages;
using MsoNetwork.Organisations;
using MsoNetwork.Web.Pages.Account;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Messages;

/// <summary>/de/organisationen/{slug}/nachricht/einstellung: those who keep an entry say whether it can be written to.</summary>
internal sealed class SwitchModel(MessageSwitch messages, Registry registry) : SignedInPage
{
    public OrganisationEntry Organisation { get; private set; } = null!;

    public bool IsOn { get; private set; }

    public bool IsSaved => Request.Query["saved"] == "yes";

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (await FindAsync(slug) is { } refusal) return refusal;
        IsOn = await messages.IsOnAsync(Organisation.Id, Aborted);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug)
    {
        if (await FindAsync(slug) is { } refusal) return refusal;
        await messages.SetAsync(Organisation.Id, (await Request.ReadFormAsync(Aborted))["takes"] == "1", Aborted);
        return LocalRedirect($"{Path(PathBelow)}?saved=yes");
    }

    private async Task<StatusCodeResult?> FindAsync(string slug)
    {
        if (await registry.Loaders.BySlug.Load(slug, found => found).GetResultAsync(Aborted) is not { } found) return NotFound();
        if (!await messages.MayAsync(found.Id, Aborted)) return StatusCode(StatusCodes.Status403Forbidden);
        (Organisation, Title) = (found, T["message.switchTitle", found.Name]);
        return null;
    }
}
