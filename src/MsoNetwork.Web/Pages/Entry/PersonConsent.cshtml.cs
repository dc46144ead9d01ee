using Microsoft.AspNetCore.Mvc;
using MsoNetwork.ContactPersons;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Entry;

/// <summary>
/// /de/kontaktperson/{secret}: a person who was named agrees, refuses, or takes it back. Programs open links too: looking changes nothing.
/// </summary>
internal sealed class PersonConsentModel(ConsentToContact consent) : SitePage
{
    public NamedPerson? Named { get; private set; }

    /// <summary>What the person consents to; kept with the consent as it was read.</summary>
    public string Wording => Named is { } named
        ? T["person.wording", named.Organisation.Name, T["audience." + named.Audience]] : "";

    /// <summary>Refused, or taken back: nothing is kept.</summary>
    public bool IsGone { get; private set; }

    public Task OnGetAsync([FromRoute] string secret) => ShowAsync(secret);

    public async Task<IActionResult> OnPostAsync([FromRoute] string secret)
    {
        await ShowAsync(secret);
        if (Named is { } named && await consent.GiveAsync(secret, Wording, named.Audience, Aborted)) await ShowAsync(secret);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync([FromRoute] string secret)
    {
        await ShowAsync(secret);
        IsGone = await consent.RevokeAsync(secret, Aborted);
        if (IsGone) Named = null;
        return Page();
    }

    private async Task ShowAsync(string secret)
    {
        (Title, Unlisted) = (T["person.title"], true);
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Response.Headers.CacheControl = "private, no-store";
        Named = await consent.FindAsync(secret, Aborted);
    }
}
