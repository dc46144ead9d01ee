using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Digests;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Digests;

/// <summary>
/// /de/gemerkt/{key}: one saved search, for whoever has its mails. Programs that look into mails open links, so looking at it changes
/// nothing: a button confirms.
/// </summary>
internal sealed class KeptModel(KeptSearches kept, DigestSources sources) : SitePage
{
    /// <summary>The search; null when the link is over.</summary>
    public SavedSearch? Search { get; private set; }

    /// <summary>Whether it was confirmed or changed just now.</summary>
    public string? Done { get; private set; }

    public string List => Path(sources[Search!.Subject].PathOf(Search.Query));

    public async Task OnGetAsync(string key)
    {
        Show();
        Search = await kept.ByKeyAsync(key, Aborted);
        if (Request.Query["getan"].ToString() is "confirmed" or "saved") Done = Request.Query["getan"];
    }

    public async Task<IActionResult> OnPostConfirmAsync(string key)
    {
        Show();
        return await kept.ConfirmAsync(key, Aborted) is null ? Page() : Told(key, "confirmed");
    }

    public async Task<IActionResult> OnPostChangeAsync(string key, DigestRhythm? rhythm, bool? pause)
    {
        Show();
        var known = rhythm is { } one && Enum.IsDefined(one) ? rhythm : null;
        return await kept.ChangeAsync(key, known, pause, Aborted) is null ? Page() : Told(key, "saved");
    }

    private LocalRedirectResult Told(string key, string done) => LocalRedirect($"{Path("gemerkt/" + key)}?getan={done}");

    private void Show()
    {
        (Title, Unlisted) = (T["kept.title"], true);
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Response.Headers.CacheControl = "no-store";
    }
}
