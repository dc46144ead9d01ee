using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Teams;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>
/// /de/anmelden/link/…: the link of a mail. Programs that look for malice in mails open it too, so looking changes nothing, and the button
/// does.
/// </summary>
internal sealed class SignInLinkModel(ProveSignIn prove, Arrival arrival, ClaimBySignIn claim) : SitePage
{
    public LinkState State { get; private set; }

    public string Email { get; private set; } = "";

    /// <summary>The organisation whose entry is taken over by it, too.</summary>
    public string? Claimed { get; private set; }

    public async Task OnGetAsync(string token)
    {
        var (state, request) = await prove.LookAsync(token, AskingBrowser.Of(HttpContext)?.Secret, Aborted);
        Show(request?.Kind == SignInKind.NewAddress ? LinkState.Over : state, request?.Email ?? "");
        if (request is not null) Claimed = (await claim.ClaimedAsync(request, Aborted))?.Name;
    }

    public async Task<IActionResult> OnPostAsync(string token)
    {
        var browser = AskingBrowser.Of(HttpContext)?.Secret;
        if (await prove.ByLinkAsync(token, browser, Aborted) is { Kind: not SignInKind.NewAddress } proven)
            return LocalRedirect(await arrival.OfAsync(this, proven, Aborted));

        await OnGetAsync(token);
        return Page();
    }

    private void Show(LinkState state, string email)
    {
        (State, Email, Unlisted) = (state, email, true);
        Title = T[state switch
        {
            LinkState.Good => "signIn.title",
            LinkState.OfAnotherBrowser => "signIn.link.elsewhere.title",
            _ => "signIn.link.over.title",
        }];
        Response.Headers["Referrer-Policy"] = "same-origin"; // the address is worth something as long as it is new
    }
}
