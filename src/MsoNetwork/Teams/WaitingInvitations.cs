using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Inbox;
using MsoNetwork.Organisations;

namespace MsoNetwork.Teams;

/// <summary>Invitations to keep an entry that wait for the person.</summary>
internal static class WaitingInvitations
{
    public static async Task<IReadOnlyList<WaitingItem>> ListAsync(
        IServiceProvider services, Viewer viewer, CancellationToken cancellationToken)
    {
        if (viewer.Person is not { } person) return [];
        var context = services.GetRequiredService<DbContext>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var found = await (
            from invitation in AcceptInvitation.Own(context, person, now)
            join organisation in context.Set<Organisation>() on invitation.OrganisationId equals organisation.Id
            orderby invitation.Id
            select new { invitation.Id, invitation.CreatedAt, invitation.OrganisationId, organisation.Name }
        ).Take(WaitingSource.Most).ToListAsync(cancellationToken);
        return [.. found.Select(one => new WaitingItem(
            "invitation", one.Id, null, null, one.Name, one.CreatedAt, $"einladung/{one.Id:N}"))];
    }
}
