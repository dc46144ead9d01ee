using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;

namespace MsoNetwork.Teams;

/// <summary>Roles in a team are changed, and members removed: by its leads, or by the centre when no lead is there any more.</summary>
public sealed class ChangeTeam(DbContext context, CurrentViewer current)
{
    /// <summary>Gives a member a role. A lead who makes another one lead stays one, unless they step back themselves.</summary>
    public Task SetRoleAsync(string slug, Guid member, Role role, CancellationToken cancellationToken) =>
        RunAsync(slug, async (team, _) =>
        {
            var one = team.Find(one => one.PersonId == member) ?? throw TeamErrors.NoMember();
            if (one.Role == Role.Lead && role != Role.Lead) NeedsAnother(team, member);
            one.Role = role is Role.Lead ? Role.Lead : Role.Editor;
            await context.SaveChangesAsync(cancellationToken);
        }, cancellationToken);

    /// <summary>The viewer, a lead, makes a member lead and becomes editor.</summary>
    public Task HandOverAsync(string slug, Guid member, CancellationToken cancellationToken) =>
        RunAsync(slug, async (team, viewer) =>
        {
            var next = team.Find(one => one.PersonId == member && member != viewer.Person) ?? throw TeamErrors.NoMember();
            var own = team.Find(one => one.PersonId == viewer.Person && one.Role == Role.Lead) ?? throw TeamErrors.Stranger();
            (next.Role, own.Role) = (Role.Lead, Role.Editor);
            await context.SaveChangesAsync(cancellationToken);
        }, cancellationToken);

    /// <summary>Takes somebody out. Who leaves by themselves: <see cref="LeaveTeam"/>.</summary>
    public Task RemoveAsync(string slug, Guid member, CancellationToken cancellationToken) =>
        RunAsync(slug, async (team, viewer) =>
        {
            var one = team.Find(one => one.PersonId == member) ?? throw TeamErrors.NoMember();
            // A centre may take out a lead whom nobody can reach; within the team there is always one more.
            if (one.Role == Role.Lead && team.Exists(other => other.PersonId == viewer.Person)) NeedsAnother(team, member);
            context.Remove(one);
            await context.SaveChangesAsync(cancellationToken);
        }, cancellationToken);

    private static void NeedsAnother(List<OrganisationPerson> team, Guid member)
    {
        if (!team.Exists(other => other.Role == Role.Lead && other.PersonId != member)) throw TeamErrors.LastLead();
    }

    private async Task RunAsync(
        string slug, Func<List<OrganisationPerson>, Viewer, Task> change, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        if (viewer.Person is null) throw TeamErrors.OnlyPersons();
        if (await KnownOrganisation.BySlugAsync(context, slug, cancellationToken) is not { } organisation) throw TeamErrors.NotFound();
        await using var transaction =
            await TeamTransaction.BeginAsync(context, organisation.Id, viewer.Person, cancellationToken);
        viewer = await AgainAsync(cancellationToken);
        if (!Rights.Allows(viewer, Resource.Team, Operation.Change, TeamRights.FactsOf(organisation))) throw TeamErrors.Stranger();
        var team = await context.Set<OrganisationPerson>().Where(one => one.OrganisationId == organisation.Id)
            .ToListAsync(cancellationToken);
        await change(team, viewer);
        await transaction.CommitAsync(cancellationToken);
    }

    // Somebody may have removed the viewer while this one waited for its turn.
    private Task<Viewer> AgainAsync(CancellationToken cancellationToken)
    {
        current.Identity = current.Identity;
        return current.RequiredAsync(cancellationToken);
    }
}
