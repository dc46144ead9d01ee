using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;

namespace MsoNetwork.Teams;

/// <summary>An invitation as whoever has its link sees it.</summary>
public sealed record ShownInvitation(KnownOrganisation Organisation, Role Role, string? Inviter);

/// <summary>
/// Somebody who has the link of an invitation takes it. Their account may have another address than the mail went to: the page says which
/// account it will be.
/// </summary>
public sealed class AcceptInvitation(DbContext context, CurrentViewer current, TimeProvider time)
{
    /// <summary>Changes nothing.</summary>
    /// <exception cref="Errors.NetworkException">NOT_FOUND, when the link is worth nothing any more.</exception>
    public async Task<ShownInvitation> ShowAsync(string secret, CancellationToken cancellationToken)
    {
        var (hash, now) = (Secret.HashOf(secret), time.GetUtcNow());
        var found = await context.Set<TeamInvitation>().AsNoTracking().SingleOrDefaultAsync(one => one.Hash == hash, cancellationToken);
        if (found is null || !found.IsOpen(now)) throw TeamErrors.Link();
        if (await KnownOrganisation.ByIdAsync(context, found.OrganisationId, cancellationToken) is not { } organisation)
            throw TeamErrors.Link();
        var inviter = await context.Set<Person>().Where(one => one.Id == found.InvitedBy)
            .Select(one => one.DisplayName ?? one.Email).SingleOrDefaultAsync(cancellationToken);
        return new(organisation, found.Role, inviter);
    }

    /// <returns>The organisation whose team the viewer is in now.</returns>
    public async Task<KnownOrganisation> RunAsync(string secret, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        if (viewer.Person is not { } person) throw TeamErrors.OnlyPersons();
        var shown = await ShowAsync(secret, cancellationToken);
        var (hash, now) = (Secret.HashOf(secret), time.GetUtcNow());
        await using var transaction = await TeamTransaction.BeginAsync(context, shown.Organisation.Id, person, cancellationToken);
        // Of two who use it at once, one finds it open.
        var taken = await context.Set<TeamInvitation>()
            .Where(one => one.Hash == hash && one.AcceptedAt == null && one.ExpiresAt > now)
            .ExecuteUpdateAsync(
                set => set.SetProperty(one => one.AcceptedAt, now).SetProperty(one => one.AcceptedBy, person), cancellationToken);
        if (taken == 0) throw TeamErrors.Link();
        await JoinTeam.AddAsync(context, person, shown.Organisation.Id, shown.Role, now, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return shown.Organisation;
    }
}
