using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Moderation;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Mistake;

/// <summary>
/// /de/anliegen/{id}/bestaetigen: the link in the mail. Programs that scan mails open links, so opening shows a button and does nothing.
/// </summary>
internal sealed class ConfirmModel(ReportMistake report) : SitePage
{
    public string? Key { get; private set; }

    /// <summary>ja, nein; null before the button is pressed.</summary>
    public string? Result { get; private set; }

    public IActionResult OnGet(string id)
    {
        Prepare();
        return Guid.TryParseExact(id, "N", out _) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string id, string? key)
    {
        Prepare();
        if (!Guid.TryParseExact(id, "N", out var known)) return NotFound();
        var isDone = await report.ConfirmAsync(known, key, Aborted);
        return Redirect(Path($"anliegen/{id}/bestaetigen?ergebnis={(isDone ? "ja" : "nein")}"));
    }

    private void Prepare()
    {
        (Title, Unlisted) = (T["mistake.confirm"], true);
        Key = Request.Query["key"];
        Result = Request.Query["ergebnis"].ToString() is var result and ("ja" or "nein") ? result : null;
        Response.Headers.CacheControl = "private, no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
