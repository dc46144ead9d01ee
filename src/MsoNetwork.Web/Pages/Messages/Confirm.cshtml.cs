using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Messages;
using MsoNetwork.Organisations;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web.Pages.Messages;

/// <summary>
/// /de/nachricht/bestaetigen/{secret}: one button. Programs that look into mails open links, so looking at it changes nothing.
/// </summary>
internal sealed class ConfirmSenderModel(ConfirmMessage confirm, Registry registry, HostCookies cookies) : SitePage
{
    /// <summary>The organisation; null when the link is over.</summary>
    public OrganisationEntry? Organisation { get; private set; }

    /// <summary>What the button has done.</summary>
    public string? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(string secret)
    {
        Show();
        if (Request.Query["done"].ToString() is "yes" or "nobody") Done = Request.Query["done"].ToString();
        else if (await confirm.FindAsync(secret, Aborted) is { } message)
            Organisation = await registry.Loaders.ById.Load(message.OrganisationId, found => found).GetResultAsync(Aborted);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string secret)
    {
        Show();
        var done = await confirm.RunAsync(
            secret, link => new Uri($"{Origin}/{PageLanguage.Default.Tag}/nachricht/antworten/{link}"), Aborted);
        if (done.Outcome == MessageOutcome.Over) return Page();
        if (done.Browser is { } browser)
            cookies.AppendResponseCookie(HttpContext, MessagePage.SenderCookie, browser, new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                Path = "/",
                SameSite = SameSiteMode.Lax,
                MaxAge = ConfirmedSender.Valid,
            });
        return LocalRedirect($"{Path(PathBelow)}?done={(done.Outcome == MessageOutcome.HandedOn ? "yes" : "nobody")}");
    }

    private void Show()
    {
        (Title, Unlisted) = (T["message.confirmTitle"], true);
    }
}
