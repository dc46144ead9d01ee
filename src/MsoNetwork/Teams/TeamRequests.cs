using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Inbox;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;

namespace MsoNetwork.Teams;

/// <summary>What programs ask of teams: the pages' use cases, by global ids.</summary>
public sealed class TeamRequests(
    DbContext context,
    CurrentViewer current,
    OrganisationStore organisations,
    ShowTeam show,
    ChangeTeam change,
    LeaveTeam leave,
    InviteToTeam invite,
    AcceptInvitation accept,
    ClaimEntry claim,
    ProveClaim prove,
    MailedPages pages)
{
    public static Guid OrganisationOf(TeamInput input) => GlobalId.Required("Organisation", input.Organisation, "input.organisation");

    /// <summary>The team; null for who may not see it, and where there is none.</summary>
    public async Task<Team?> FindAsync(Guid organisation, CancellationToken cancellationToken)
    {
        if (current.Identity.IsNobody || await KnownOrganisation.ByIdAsync(context, organisation, cancellationToken) is not { } found)
            return null;
        try
        {
            return await show.RunAsync(found.Slug, cancellationToken);
        }
        catch (NetworkException refusal) when (refusal.Code == ErrorCode.Forbidden)
        {
            return null;
        }
    }

    public async Task<Team> InviteAsync(InviteToTeamInput input, CancellationToken cancellationToken)
    {
        var language = await LanguageAsync(cancellationToken);
        return await WithAsync(input, slug => invite.RunAsync(
            slug, input.Email, Of(input.Role), language, secret => pages.Of(language, "einladung/" + secret), cancellationToken),
            cancellationToken);
    }

    public Task<Team> WithdrawInvitationAsync(WithdrawTeamInvitationInput input, CancellationToken cancellationToken)
    {
        var invitation = GlobalId.Required("TeamInvitation", input.Invitation, "input.invitation");
        return WithAsync(input, slug => invite.TakeBackAsync(slug, invitation, cancellationToken), cancellationToken);
    }

    public Task<Team> SetRoleAsync(ChangeTeamRoleInput input, CancellationToken cancellationToken) => WithAsync(input, slug =>
        change.SetRoleAsync(slug, MemberOf(input.Member, "input.member"), Of(input.Role), cancellationToken), cancellationToken);

    public Task<Team> HandOverAsync(TeamMemberInput input, CancellationToken cancellationToken) => WithAsync(input, slug =>
        change.HandOverAsync(slug, MemberOf(input.Member, "input.member"), cancellationToken), cancellationToken);

    public Task<Team> RemoveAsync(TeamMemberInput input, CancellationToken cancellationToken) => WithAsync(input, slug =>
        change.RemoveAsync(slug, MemberOf(input.Member, "input.member"), cancellationToken), cancellationToken);

    public async Task<OrganisationEntry> LeaveAsync(LeaveTeamInput input, CancellationToken cancellationToken)
    {
        await current.RequiredPersonAsync(cancellationToken);
        Guid? successor = input.Successor is { } named ? MemberOf(named, "input.successor") : null;
        await leave.RunAsync(await SlugAsync(input, cancellationToken), successor, input.Message, cancellationToken);
        return (await EntryAsync(OrganisationOf(input), cancellationToken))!;
    }

    public async Task<OrganisationEntry> AcceptAsync(MailedSecretInput input, CancellationToken cancellationToken)
    {
        await current.RequiredPersonAsync(cancellationToken);
        return (await EntryAsync((await accept.RunAsync(input.Secret, cancellationToken)).Id, cancellationToken))!;
    }

    public async Task<OrganisationEntry> ProveAsync(MailedSecretInput input, CancellationToken cancellationToken)
    {
        await current.RequiredPersonAsync(cancellationToken);
        return (await EntryAsync((await prove.RunAsync(input.Secret, cancellationToken)).Id, cancellationToken))!;
    }

    public async Task<EntryClaim> ClaimAsync(ClaimEntryByMailInput input, CancellationToken cancellationToken)
    {
        await current.RequiredPersonAsync(cancellationToken);
        var language = await LanguageAsync(cancellationToken);
        return await claim.ByMailAsync(
            await SlugAsync(input, cancellationToken), input.Email, language, secret => pages.Of(language, "uebernahme/" + secret),
            cancellationToken);
    }

    public async Task<EntryClaim> WithdrawClaimAsync(WithdrawEntryClaimInput input, CancellationToken cancellationToken)
    {
        await current.RequiredPersonAsync(cancellationToken);
        return await claim.WithdrawAsync(GlobalId.Required("EntryClaim", input.Id, "input.id"), cancellationToken);
    }

    public Task<EntryClaim?> ClaimAsync(Guid id, CancellationToken cancellationToken) => claim.FindAsync(id, cancellationToken);

    /// <summary>The ways for whoever asks; null for programs, in the team already, and of a dissolved organisation.</summary>
    public async Task<ClaimWays?> WaysAsync(Guid organisation, CancellationToken cancellationToken)
    {
        if (current.Identity is not { Person: not null, OnlyFor: null }) return null;
        if (await KnownOrganisation.ByIdAsync(context, organisation, cancellationToken) is not { } found) return null;
        try
        {
            return await claim.WaysAsync(found.Slug, cancellationToken);
        }
        catch (NetworkException refusal) when (refusal.Code is ErrorCode.InvalidInput or ErrorCode.Conflict)
        {
            return null;
        }
    }

    public async Task<OrganisationEntry?> EntryAsync(Guid organisation, CancellationToken cancellationToken) =>
        (await organisations.ByIdsAsync([organisation], OrganisationColumns.All, cancellationToken)).GetValueOrDefault(organisation);

    private async Task<Team> WithAsync(TeamInput input, Func<string, Task> act, CancellationToken cancellationToken)
    {
        await act(await SlugAsync(input, cancellationToken));
        current.Identity = current.Identity; // who asks may have another role by it
        return await FindAsync(OrganisationOf(input), cancellationToken) ?? throw TeamErrors.NotFound();
    }

    private async Task<string> SlugAsync(TeamInput input, CancellationToken cancellationToken)
    {
        await current.RequiredAsync(cancellationToken);
        return (await KnownOrganisation.ByIdAsync(context, OrganisationOf(input), cancellationToken))?.Slug ?? throw TeamErrors.NotFound();
    }

    private async Task<string> LanguageAsync(CancellationToken cancellationToken)
    {
        var person = (await current.RequiredAsync(cancellationToken)).Person ?? throw TeamErrors.OnlyPersons();
        return await context.Set<Person>().Where(one => one.Id == person).Select(one => one.Language).SingleAsync(cancellationToken);
    }

    private static Role Of(TeamRole role) => role == TeamRole.Lead ? Role.Lead : Role.Editor;

    private static Guid MemberOf(string id, string argument) => Guid.TryParseExact(id, "N", out var person)
        ? person : throw NetworkException.Invalid(argument, $"{argument} is no person's id: take the field person of team.members.");
}
