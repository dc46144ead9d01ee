using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Moderation;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>
/// /de/schreibtisch-mails/{key}: ends the digests of new cases. Mail programs do it by a POST of their own (RFC 8058), without a cookie
/// and so without an antiforgery token; the key is all that it needs, and ending mails is all that it can.
/// </summary>
[IgnoreAntiforgeryToken]
internal sealed class DigestsModel(CaseDigests digests) : SitePage
{
    public bool IsEnded { get; private set; }

    public bool IsOver { get; private set; }

    public void OnGet() => Show();

    public async Task<IActionResult> OnPostAsync(string key)
    {
        Show();
        IsEnded = await digests.EndAsync(key, Aborted);
        IsOver = !IsEnded;
        return Page();
    }

    private void Show()
    {
        (Title, Unlisted) = (T["digest.title"], true);
        Response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
