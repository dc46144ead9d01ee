using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Errors;
using MsoNetwork.Teams;
using MsoNetwork.Web.Pages.Account;

namespace MsoNetwork.Web.Pages.Team;

/// <summary>/de/organisationen/{slug}/uebernehmen: somebody says that an entry is their organisation's, and shows it.</summary>
internal sealed class ClaimModel(ClaimEntry claim) : SignedInPage
{
    public ClaimWays? Ways { get; private set; }

    public string Slug { get; private set; } = "";

    public string? Problem { get; private set; }

    /// <summary>Where a link is under way to.</summary>
    public string? SentTo { get; private set; }

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

    public Task<IActionResult> OnPostWithdrawAsync([FromRoute] string slug) =>
        DoAsync(slug, "zurueck", () => claim.WithdrawAsync(slug, Aborted));

    private Uri Link(string secret) => new($"{Origin}{Path("uebernahme/" + secret)}");

    private async Task<IActionResult> DoAsync(string slug, string done, Func<Task> act)
    {
        try
        {
            await act();
            return Redirect($"{Path($"organisationen/{slug}/uebernehmen")}?getan={done}");
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
            Ways = ways;
            SentTo = await claim.SentToAsync(ways.Organisation.Id, Aborted);
            Title = T["claim.title", ways.Organisation.Name];
        }
        catch (NetworkException refusal) when (TeamTexts.Of(refusal) is { } text)
        {
            Problem ??= text;
        }

        return Page();
    }
}
