using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;

namespace MsoNetwork.Teams;

/// <summary>
/// A person becomes a lead: who decides that has asked for the right to. Adds to the context; who calls it saves.
/// </summary>
public sealed class MakeLead(DbContext context, TimeProvider time)
{
    /// <exception cref="Errors.NetworkException">NOT_FOUND, when the person has erased their account.</exception>
    public async Task RunAsync(Guid person, Guid organisation, CancellationToken cancellationToken)
    {
        if (!await context.Set<Person>().AnyAsync(one => one.Id == person, cancellationToken)) throw TeamErrors.NoMember();
        await AddAsync(context, person, organisation, Role.Lead, time.GetUtcNow(), cancellationToken);
    }

    /// <summary>Somebody who is in it already never loses by it.</summary>
    internal static async Task AddAsync(
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
