using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;
using MsoNetwork.Web.Pages.Account;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Mistake;

/// <summary>/de/organisationen/{slug}/verteiler: whether the organisation wants its centre's mails. Said by its team alone.</summary>
internal sealed class ConsentModel(Registry registry, MailingList mailing) : SignedInPage
{
    public OrganisationEntry Entry { get; private set; } = null!;

    public MailingConsent? Consent { get; private set; }

    public string Typed { get; private set; } = "";

    public bool IsWrong { get; private set; }

    public bool IsSaved => Request.Query["getan"] == "1";

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (!await LoadAsync(slug)) return NotFound();
        Typed = Consent?.Email ?? Entry.Email ?? "";
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, bool wanted, string? email)
    {
        if (!await LoadAsync(slug)) return NotFound();
        Typed = email ?? "";
        if (await mailing.SayAsync(Entry.Id, wanted ? Typed : null, Aborted)) return Redirect(Path(
            $"organisationen/{slug}/verteiler?getan=1"));
        IsWrong = true;
        return Page();
    }

    private async Task<bool> LoadAsync(string slug)
    {
        if (await registry.Loaders.BySlug.Load(slug, found => found).GetResultAsync(Aborted) is not { } entry) return false;
        if (!await mailing.MayChangeAsync(entry.Id, Aborted)) return false;
        (Entry, Title) = (entry, T["mailing.own"]);
        Consent = await mailing.OfAsync(entry.Id, Aborted);
        return true;
    }
}
