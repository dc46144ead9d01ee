using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Teams;

namespace MsoNetwork.Moderation;

/// <summary>Who shall lead a team that nobody leads any more: one of the team, or somebody who is asked by mail.</summary>
/// <param name="Person">Of the team.</param>
/// <param name="Email">Of somebody else.</param>
/// <param name="Language">Of the mail.</param>
/// <param name="Link">The page for the secret of an invitation.</param>
public sealed record Successor(Guid? Person, string? Email, string Language, Func<string, Uri> Link);

/// <summary>What accepting that a lead is gone does, and undoing it; in the transaction of the decision.</summary>
public sealed class ReplaceLead(DbContext context, CurrentViewer current, InviteToTeam invite)
{
    /// <returns>Unsaid, where nobody leads and nobody was named.</returns>
    internal async Task<Decision> RunAsync(Case one, Successor? successor, CancellationToken cancellationToken)
    {
        if (one.OrganisationId is not { } id || await KnownOrganisation.ByIdAsync(context, id, cancellationToken) is not { } organisation)
            return Decision.Of(DecisionOutcome.Impossible);
        await TeamLock.HoldAsync(context, id, cancellationToken);
        var team = await context.Set<OrganisationPerson>().Where(it => it.OrganisationId == id).ToListAsync(cancellationToken);
        if (successor is { Person: { } person })
        {
            if (team.Find(it => it.PersonId == person) is not { } member) return Decision.Of(DecisionOutcome.Unsaid);
            (member.Role, one.SuccessorId) = (Role.Lead, person);
            return Decision.Done;
        }

        if (MailedAddress.Read(successor?.Email) is { } address
            && (await current.RequiredAsync(cancellationToken)).Person is { } by)
        {
            one.SuccessorId = await invite.AddAsync(
                organisation, by, address, Role.Lead, successor!.Language, successor.Link, cancellationToken);
            return Decision.Done;
        }

        // Somebody leads it by now: there is nothing to do.
        return Decision.Of(
            team.Exists(it => it.Role == Role.Lead) && string.IsNullOrWhiteSpace(successor?.Email)
                ? DecisionOutcome.Done : DecisionOutcome.Unsaid);
    }

    /// <summary>The member is editor again; an invitation that nobody has taken is worth nothing any more.</summary>
    internal async Task UndoAsync(Case one, CancellationToken cancellationToken)
    {
        if (one is not { SuccessorId: { } successor, OrganisationId: { } organisation }) return;
        await TeamLock.HoldAsync(context, organisation, cancellationToken);
        await context.Set<OrganisationPerson>().Where(it => it.PersonId == successor && it.OrganisationId == organisation)
            .ExecuteUpdateAsync(set => set.SetProperty(it => it.Role, Role.Editor), cancellationToken);
        await context.Set<TeamInvitation>().Where(it => it.Id == successor && it.AcceptedAt == null).ExecuteDeleteAsync(cancellationToken);
    }
}
