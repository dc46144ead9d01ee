using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.About;

/// <summary>What stands where something went wrong. It asks nothing of the database, which may be what is missing.</summary>
internal sealed class ErrorModel : SitePage
{
    public string Text { get; private set; } = "";

    /// <summary>What to tell us; only where it is our fault.</summary>
    public string? Number { get; private set; }

    public IActionResult OnGet(int status)
    {
        var known = status switch { 403 or 404 or 429 or 503 => status, >= 500 => 500, _ => 400 };
        if (status is < 400 or > 599) return Redirect(Path(""));
        Unlisted = true;
        var key = HttpContext.Items.ContainsKey(PageErrors.ReadOnly) ? PageErrors.ReadOnly : Key(known);
        Title = T[key];
        Text = T[key + ".text"];
        Number = known == 500 ? HttpContext.TraceIdentifier : null;
        Response.StatusCode = status;
        return Page();
    }

    private static string Key(int status) => "error." + status.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
