using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Digests;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Digests;

/// <summary>
/// /de/gemerkt/{key}/ende: ends a saved search. Mail programs do it by a POST of their own (RFC 8058), without a cookie and so without an
/// antiforgery token; the key is all that it needs. Whether there was such a search, the answer does not say.
/// </summary>
[IgnoreAntiforgeryToken]
internal sealed class EndModel(KeptSearches kept) : SitePage
{
    public bool IsEnded { get; private set; }

    /// <summary>What it looks for; null when it has ended already.</summary>
    public SavedSearch? Search { get; private set; }

    public async Task OnGetAsync(string key)
    {
        Show();
        Search = await kept.ByKeyAsync(key, Aborted);
        IsEnded = Search is null;
    }

    public async Task<IActionResult> OnPostAsync(string key)
    {
        Show();
        await kept.EndAsync(key, Aborted);
        IsEnded = true;
        return Page();
    }

    private void Show()
    {
        (Title, Unlisted) = (T["kept.end"], true);
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Response.Headers.CacheControl = "no-store";
    }
}
