using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Teams;
using MsoNetwork.Web.Pages.Account;
using MsoNetwork.Web.Pages.Entry;

namespace MsoNetwork.Web.Pages.Team;

/// <summary>/de/organisationen/{slug}/team: who keeps the entry, and who changes that.</summary>
internal sealed class TeamModel(ShowTeam show, InviteToTeam invite, ChangeTeam change, LeaveTeam leave) : SignedInPage
{
    public Teams.Team Team { get; private set; } = null!;

    /// <summary>The text of what was refused; null when nothing was.</summary>
    public string? Problem { get; private set; }

    /// <summary>The text of what was done.</summary>
    public string? Done => Request.Query["getan"].ToString() switch
    {
        "eingeladen" => "team.sent",
        "erledigt" => "team.done",
        _ => null,
    };

    /// <summary>What was typed into the invitation.</summary>
    public string Email { get; private set; } = "";

    public string Message { get; private set; } = "";

    public bool IsMember => Own is not null;

    public TeamMember? Own => Team.Members.FirstOrDefault(one => one.Person == Viewer.Person);

    public bool IsLastLead => Own is { Role: Role.Lead } && Team.Members.Count(one => one.Role == Role.Lead) == 1;

    public async Task<IActionResult> OnGetAsync([FromRoute] string slug) => await ShowAsync(slug) ?? Page();

    public Task<IActionResult> OnPostInviteAsync([FromRoute] string slug, string? email, string? role) => DoAsync(slug, "eingeladen", () =>
    {
        Email = email ?? "";
        return invite.RunAsync(slug, Email, role == "Lead" ? Role.Lead : Role.Editor, Language.Tag, Link, Aborted);
    });

    public Task<IActionResult> OnPostTakeBackAsync([FromRoute] string slug, Guid invitation) =>
        DoAsync(slug, "erledigt", () => invite.TakeBackAsync(slug, invitation, Aborted));

    public Task<IActionResult> OnPostRoleAsync([FromRoute] string slug, Guid member, string? role) =>
        DoAsync(slug, "erledigt", () => change.SetRoleAsync(slug, member, role == "Lead" ? Role.Lead : Role.Editor, Aborted));

    public Task<IActionResult> OnPostHandOverAsync([FromRoute] string slug, Guid member) =>
        DoAsync(slug, "erledigt", () => change.HandOverAsync(slug, member, Aborted));

    public Task<IActionResult> OnPostRemoveAsync([FromRoute] string slug, Guid member) =>
        DoAsync(slug, "erledigt", () => change.RemoveAsync(slug, member, Aborted));

    public async Task<IActionResult> OnPostLeaveAsync([FromRoute] string slug, Guid? successor, string? message)
    {
        Message = message ?? "";
        var answer = await DoAsync(slug, "erledigt", () => leave.RunAsync(slug, successor, message, Aborted));
        return Problem is null ? Redirect(Path("konto")) : answer;
    }

    private Uri Link(string secret) => new($"{Origin}{Path("einladung/" + secret)}");

    private async Task<IActionResult> DoAsync(string slug, string done, Func<Task> act)
    {
        try
        {
            await act();
            return Redirect($"{Path($"organisationen/{slug}/team")}?getan={done}");
        }
        catch (NetworkException refusal) when (TeamTexts.Of(refusal) is { } text)
        {
            Problem = text;
            return await ShowAsync(slug) ?? Page();
        }
    }

    private async Task<IActionResult?> ShowAsync(string slug)
    {
        if (await this.AllowedAsync(() => show.RunAsync(slug, Aborted)) is not { } team) return this.NotForThem(slug);
        Team = team;
        Title = T["team.title", team.Organisation.Name];
        return null;
    }
}

/// <summary>The sentence for what the room of teams refuses.</summary>
internal static class TeamTexts
{
    /// <summary>Its key; null for what is no refusal of that room.</summary>
    public static string? Of(NetworkException refusal) => refusal.Argument switch
    {
        "member" or "lastLead" or "email" or "tooMany" or "link" or "othersLink" or "dissolved" or "hasTeam" or "alreadyIn" or "address"
            or "message" => $"team.wrong.{refusal.Argument}",
        _ => refusal.Code == ErrorCode.Forbidden ? "team.wrong.stranger" : null,
    };
}
