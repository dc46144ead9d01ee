using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Teams;
using MsoNetwork.Web.Pages.Account;
using MsoNetwork.Web.Pages.Entry;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web.Pages.Team;

/// <summary>/de/organisationen/{slug}/uebernehmen: somebody says that an entry is their organisation's, and shows it.</summary>
internal sealed class ClaimModel(ClaimEntry claim, ClaimBySignIn bySignIn, Institutions institutions) : SignedInPage
{
    public bool IsSignedIn => Viewer.Person is not null;

    /// <summary>Where one signs in with another address, and comes back.</summary>
    public string SignInFirst => Path("anmelden") + QueryString.Create("returnUrl", Path(EntryAddresses.Claim(Slug)));

    public ClaimWays? Ways { get; private set; }

    public string Slug { get; private set; } = "";

    /// <summary>Of the organisation.</summary>
    public string? Name { get; private set; }

    public string? Problem { get; private set; }

    /// <summary>Where to go on when the entry cannot be claimed.</summary>
    public (string Text, string Path)? Instead { get; private set; }

    public string Email { get; private set; } = "";

    public string Message { get; private set; } = "";

    /// <summary>What was done: a link is on its way, or the centre is asked.</summary>
    public string? Done => Request.Query["getan"].ToString() switch
    {
        "mail" => "claim.sent",
        "gefragt" => "claim.asked",
        "zurueck" => "claim.withdrawn",
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync([FromRoute] string slug) => await ShowAsync(slug);

    /// <summary>Signing in and claiming in one: the mail goes to an address that proves it.</summary>
    /// <param name="slug">Of the entry.</param>
    /// <param name="email">Null for the entry's own.</param>
    public async Task<IActionResult> OnPostSignInAsync([FromRoute] string slug, string? email)
    {
        Email = email?.Trim() ?? "";
        try
        {
            var address = await bySignIn.AddressAsync(slug, email is null ? null : Email, Aborted);
            if (institutions.Of(address) is { } institution)
                return LocalRedirect(Path(institution.Page) + QueryString.Create("returnUrl", Path(EntryAddresses.Claim(slug))));
            var asked = new SignInQuestion(address, Language.Tag, token => new Uri(Origin + Path("anmelden/link/" + token)))
            {
                Browser = AskingBrowser.Begin(HttpContext, address).Secret,
                Network = HttpContext.Connection.RemoteIpAddress,
            };
            await bySignIn.AskAsync(slug, asked, Aborted);
            return LocalRedirect(Path("anmelden/code"));
        }
        catch (NetworkException refusal) when (TeamTexts.Of(refusal) is { } text)
        {
            Problem = text;
            return await ShowAsync(slug);
        }
    }

    public Task<IActionResult> OnPostOwnAsync([FromRoute] string slug) =>
        DoAsync(slug, "mail", () => claim.ByMailAsync(slug, null, Language.Tag, Link, Aborted));

    public Task<IActionResult> OnPostDomainAsync([FromRoute] string slug, string? email)
    {
        Email = email?.Trim() ?? "";
        return DoAsync(slug, "mail", () => claim.ByMailAsync(slug, Email, Language.Tag, Link, Aborted));
    }

    public Task<IActionResult> OnPostCentreAsync([FromRoute] string slug, string? message)
    {
        Message = message ?? "";
        return DoAsync(slug, "gefragt", () => claim.ByCentreAsync(slug, Message, Aborted));
    }

    /// <summary>Takes a link back that is on its way.</summary>
    public Task<IActionResult> OnPostWithdrawAsync([FromRoute] string slug, Guid claimed) =>
        DoAsync(slug, "zurueck", () => claim.WithdrawAsync(claimed, Aborted));

    protected override bool IsForNobodyToo(HandlerMethodDescriptor? handler) =>
        handler is { HttpMethod: "Get" } or { Name: "SignIn" };

    private Uri Link(string secret) => new($"{Origin}{Path("uebernahme/" + secret)}");

    private async Task<IActionResult> DoAsync(string slug, string done, Func<Task> act)
    {
        try
        {
            await act();
            return Redirect($"{Path(EntryAddresses.Claim(slug))}?getan={done}");
        }
        catch (NetworkException refusal) when (TeamTexts.Of(refusal) is { } text)
        {
            Problem = text;
            return await ShowAsync(slug);
        }
    }

    private async Task<IActionResult> ShowAsync(string slug)
    {
        (Slug, Title) = (slug, T["claim.link"]);
        try
        {
            if (await claim.WaysAsync(slug, Aborted) is not { } ways) return NotFound();
            (Ways, Name) = (ways, ways.Organisation.Name);
            Title = T["claim.title", ways.Organisation.Name];
        }
        catch (NetworkException refusal) when (TeamTexts.Of(refusal) is { } text)
        {
            Problem ??= text;
            Name = (await claim.OrganisationAsync(slug, Aborted))?.Name;
            if (Name is not null) Title = T["claim.title", Name];
            Instead = text switch
            {
                "team.wrong.dissolved" => (T["mistake.tell"], Path($"organisationen/{slug}/hinweis")),
                "team.wrong.alreadyIn" => (T["entry.edit"], Path(EntryAddresses.Edit(slug))),
                _ => null,
            };
        }

        return Page();
    }
}
