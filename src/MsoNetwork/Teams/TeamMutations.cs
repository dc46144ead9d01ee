using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Teams;

/// <summary>What this room adds to organisations.</summary>
public static class TeamQueries
{
    public static void AddTo(OrganisationType organisation)
    {
        organisation.Field<TeamType>("team")
            .Description("Who keeps its entry; null for all but the team, its integration centre and the administrators.")
            .ResolveAsync(async context => await context.RequestServices!.GetRequiredService<TeamRequests>()
                .FindAsync(context.Source.Id, context.CancellationToken));
        organisation.Field<ClaimWaysType>("claimWays")
            .Description("How the person who asks can show that it is theirs; null where they are in its team, and for who is no person.")
            .ResolveAsync(async context => await context.RequestServices!.GetRequiredService<TeamRequests>()
                .WaysAsync(context.Source.Id, context.CancellationToken));
    }
}

/// <summary>Everything that is done with teams, and claims by mail.</summary>
public static class TeamMutations
{
    public static void AddTo(ObjectGraphType mutation)
    {
        var teams = new UseCaseFields<TeamPayloadType, Team>(mutation, OrganisationLoaders.ReferenceAsync);
        teams.Add<InviteToTeamInputType, InviteToTeamInput, TeamRequests>(
            "inviteToTeam", Of<InviteToTeamInput>((team, input, token) => team.InviteAsync(input, token)),
            "Asks somebody by mail to keep the entry: leads, the centre where nobody leads, administrators.");
        teams.Add<WithdrawTeamInvitationInputType, WithdrawTeamInvitationInput, TeamRequests>(
            "withdrawTeamInvitation", Of<WithdrawTeamInvitationInput>((team, input, token) => team.WithdrawInvitationAsync(input, token)),
            "Takes an invitation back: its link is worth nothing then.");
        teams.Add<ChangeTeamRoleInputType, ChangeTeamRoleInput, TeamRequests>(
            "changeTeamRole", Of<ChangeTeamRoleInput>((team, input, token) => team.SetRoleAsync(input, token)),
            "Gives a member another role. The last lead stays one (CONFLICT).");
        teams.Add<TeamMemberInputType, TeamMemberInput, TeamRequests>(
            "handOverTeam", Of<TeamMemberInput>((team, input, token) => team.HandOverAsync(input, token)),
            "The lead who asks makes a member lead, and becomes editor.");
        teams.Add<TeamMemberInputType, TeamMemberInput, TeamRequests>(
            "removeFromTeam", Of<TeamMemberInput>((team, input, token) => team.RemoveAsync(input, token)),
            "Takes a member out. The last lead is taken out by the centre alone (CONFLICT).");

        var entries = new UseCaseFields<OrganisationPayloadType, OrganisationEntry>(mutation, OrganisationLoaders.ReferenceAsync);
        entries.Add<LeaveTeamInputType, LeaveTeamInput, TeamRequests>(
            "leaveTeam",
            new((team, input, token) => team.LeaveAsync(input, token), (input, _) => TeamRequests.OrganisationOf(input),
                (team, _, id, token) => team.EntryAsync(id, token)),
            "The person who asks leaves a team. The last lead names a successor, or says a word to the centre (CONFLICT without).");
        entries.Add<MailedSecretInputType, MailedSecretInput, TeamRequests>(
            "acceptTeamInvitation",
            BySecret((team, input, token) => team.AcceptAsync(input, token)),
            "The person who asks takes an invitation and is in the team.");
        entries.Add<MailedSecretInputType, MailedSecretInput, TeamRequests>(
            "proveEntryClaim",
            BySecret((team, input, token) => team.ProveAsync(input, token)),
            "Proves a claim by what its link holds: the person who made it leads the organisation's team then.");

        var claims = new UseCaseFields<EntryClaimPayloadType, EntryClaim>(mutation, OrganisationLoaders.ReferenceAsync);
        claims.Add<ClaimEntryByMailInputType, ClaimEntryByMailInput, TeamRequests>(
            "claimEntryByMail",
            new((team, input, token) => team.ClaimAsync(input, token),
                (_, context) => context.ChangeTracker.Entries<EntryClaim>().Select(one => (Guid?)one.Entity.Id).FirstOrDefault(),
                (team, _, id, token) => team.ClaimAsync(id, token)),
            "Mails the link that proves that an entry is the person's organisation's. Nothing of the entry changes by it.");
        claims.Add<WithdrawEntryClaimInputType, WithdrawEntryClaimInput, TeamRequests>(
            "withdrawEntryClaim",
            new((team, input, token) => team.WithdrawClaimAsync(input, token),
                (input, _) => GlobalId.KeyOf("EntryClaim", input.Id),
                (team, _, id, token) => team.ClaimAsync(id, token)),
            "Takes a claim back whose link is on its way: the link is worth nothing then.");
    }

    private static UseCase<TeamRequests, TInput, Team> Of<TInput>(Func<TeamRequests, TInput, CancellationToken, Task<Team>> run)
        where TInput : TeamInput =>
        new(run, (input, _) => TeamRequests.OrganisationOf(input), (team, _, id, token) => team.FindAsync(id, token));

    // Whose entry it was is known by the membership that is made.
    private static UseCase<TeamRequests, MailedSecretInput, OrganisationEntry> BySecret(
        Func<TeamRequests, MailedSecretInput, CancellationToken, Task<OrganisationEntry>> run) =>
        new(run,
            (_, context) => context.ChangeTracker.Entries<Accounts.OrganisationPerson>()
                .Select(one => (Guid?)one.Entity.OrganisationId).FirstOrDefault(),
            (team, _, id, token) => team.EntryAsync(id, token));
}
