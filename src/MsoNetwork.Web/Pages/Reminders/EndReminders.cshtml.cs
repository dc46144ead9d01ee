using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Organisations;
using MsoNetwork.Reminders;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Reminders;

/// <summary>
/// /de/erinnerung/{key}/ende: ends the reminders of an entry. Mail programs do it by a POST of their own (RFC 8058), without a cookie and
/// so without an antiforgery token; the key is all that it needs.
/// </summary>
[IgnoreAntiforgeryToken]
internal sealed class EndRemindersModel(AnswerReminder answer, Registry registry) : SitePage
{
    public bool IsEnded { get; private set; }

    /// <summary>What they are about; null when they have ended already, and for a key that ends nothing.</summary>
    public OrganisationEntry? Entry { get; private set; }

    public async Task OnGetAsync(string key)
    {
        Show();
        if (await answer.FindAsync(key, Aborted) is not { } found) return;
        IsEnded = found.IsEnded;
        if (!IsEnded) Entry = await registry.Loaders.ById.Load(found.Organisation, one => one).GetResultAsync(Aborted);
    }

    public async Task<IActionResult> OnPostAsync(string key)
    {
        Show();
        IsEnded = await answer.EndAsync(key, Aborted) is not null;
        return Page();
    }

    private void Show()
    {
        (Title, Unlisted) = (T["reminder.end"], true);
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Response.Headers.CacheControl = "no-store";
    }
}
