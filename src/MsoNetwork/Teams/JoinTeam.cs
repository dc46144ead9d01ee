using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;

namespace MsoNetwork.Teams;

/// <summary>A person joins a team: who decides that has asked for the right to. Adds to the context; who calls it saves.</summary>
internal static class JoinTeam
{
    /// <summary>Somebody who is in it already never loses by it.</summary>
    public static async Task AddAsync(
        DbContext context, Guid person, Guid organisation, Role role, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stands = await context.Set<OrganisationPerson>()
            .SingleOrDefaultAsync(one => one.PersonId == person && one.OrganisationId == organisation, cancellationToken);
        if (stands is null)
            context.Add(new OrganisationPerson { PersonId = person, OrganisationId = organisation, Role = role, Since = now });
        else if (role == Role.Lead)
            stands.Role = Role.Lead;
    }
}
