using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;

namespace MsoNetwork.Teams;

/// <summary>Somebody who keeps the entry.</summary>
public sealed record TeamMember(Guid Person, string Email, string? Name, Role Role, DateTimeOffset Since);

/// <summary>Somebody who was asked.</summary>
public sealed record TeamGuest(Guid Invitation, string Email, Role Role, DateTimeOffset ExpiresAt);

/// <summary>Who keeps an organisation's entry, as those may see it who are in it or answer for it.</summary>
/// <param name="Organisation">Whose.</param>
/// <param name="Members">Leads first.</param>
/// <param name="Guests">Invitations that are open.</param>
/// <param name="MayChange">Whether the viewer may invite, change and remove.</param>
public sealed record Team(
    KnownOrganisation Organisation, IReadOnlyList<TeamMember> Members, IReadOnlyList<TeamGuest> Guests, bool MayChange);

/// <summary>Shows a team.</summary>
public sealed class ShowTeam(DbContext context, CurrentViewer current, TimeProvider time)
{
    /// <summary>Null where there is no such organisation.</summary>
    /// <exception cref="Errors.NetworkException">FORBIDDEN, for who is not in it.</exception>
    public async Task<Team?> RunAsync(string slug, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        if (await KnownOrganisation.BySlugAsync(context, slug, cancellationToken) is not { } organisation) return null;
        var facts = TeamRights.FactsOf(organisation);
        if (!Rights.Allows(viewer, Resource.Team, Operation.See, facts)) throw TeamErrors.Stranger();
        var members = await (
            from one in context.Set<OrganisationPerson>()
            join person in context.Set<Person>() on one.PersonId equals person.Id
            where one.OrganisationId == organisation.Id
            orderby one.Role descending, one.Since, person.Email
            select new TeamMember(person.Id, person.Email!, person.DisplayName, one.Role, one.Since)
        ).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        var guests = await context.Set<TeamInvitation>()
            .Where(one => one.OrganisationId == organisation.Id && one.AcceptedAt == null && one.ExpiresAt > now)
            .OrderBy(one => one.CreatedAt)
            .Select(one => new TeamGuest(one.Id, one.Email, one.Role, one.ExpiresAt)).ToListAsync(cancellationToken);
        return new(organisation, members, guests, Rights.Allows(viewer, Resource.Team, Operation.Change, facts));
    }
}

/// <summary>What rights on a team hang on.</summary>
internal static class TeamRights
{
    public static Facts FactsOf(KnownOrganisation organisation) =>
        new() { Owners = [organisation.Id], Seats = [organisation.MunicipalityKey] };
}
