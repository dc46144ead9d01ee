using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Organisations;
using MsoNetwork.Reminders;
using MsoNetwork.Web.Pages.Entry;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Reminders;

/// <summary>
/// /de/erinnerung/{key}: all of an entry on one page, for whoever has a reminder of it. Programs that look into mails open links, so
/// looking at it changes nothing: a button confirms.
/// </summary>
internal sealed class AskedModel(AnswerReminder answer, EntryLines lines, Registry registry) : SitePage
{
    /// <summary>The entry; null when the link is over.</summary>
    public OrganisationEntry? Entry { get; private set; }

    /// <summary>What everybody sees of it; null when the key confirms nothing any more.</summary>
    public ShownBox? Shown { get; private set; }

    public string Key { get; private set; } = "";

    /// <summary>Whether it was confirmed just now.</summary>
    public bool IsConfirmed { get; private set; }

    public bool IsEnded { get; private set; }

    public Task OnGetAsync(string key) => LoadAsync(key);

    public async Task<IActionResult> OnPostConfirmAsync(string key)
    {
        if (await answer.ConfirmAsync(key, Aborted) is not null) return LocalRedirect($"{Path("erinnerung/" + key)}?getan=confirmed");
        await LoadAsync(key);
        return Page();
    }

    private async Task LoadAsync(string key)
    {
        (Key, Title, Unlisted) = (key, T["reminder.title"], true);
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Response.Headers.CacheControl = "no-store";
        if (await answer.FindAsync(key, Aborted) is not { } found) return;
        Entry = await registry.Loaders.ById.Load(found.Organisation, one => one).GetResultAsync(Aborted);
        IsEnded = found.IsEnded;
        IsConfirmed = !found.IsOpen && Request.Query["getan"] == "confirmed";
        if (found.IsOpen && Entry is { } entry) Shown = await lines.BoxAsync(entry, Language, Aborted);
    }
}
