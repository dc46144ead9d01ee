using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Letters;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Letters;

/// <summary>/de/bestaetigung/{number}: whether a confirmation is one, for whoever got it.</summary>
internal sealed class CheckModel(IssueLetter letters) : SitePage
{
    public string Number { get; private set; } = "";

    public Letter? Letter { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? number)
    {
        if (number is null && Request.Query["nummer"].ToString() is { Length: > 0 and <= 40 } typed)
            return Redirect(Path("bestaetigung/" + Uri.EscapeDataString(typed)));
        (Title, Unlisted, Number) = (T["letter.check"], true, number is { Length: <= 40 } ? number : "");
        if (Number.Length > 0) Letter = await letters.CheckAsync(Number, Aborted);
        Response.Headers.CacheControl = "private, no-store";
        return Page();
    }
}
