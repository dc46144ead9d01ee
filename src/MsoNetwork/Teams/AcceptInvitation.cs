using System.Diagnostics.CodeAnalysis;
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
        var found = await FindAsync(secret, cancellationToken);
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
        var (id, now) = ((await FindAsync(secret, cancellationToken)).Id, time.GetUtcNow());
        await using var transaction = await TeamTransaction.BeginAsync(context, shown.Organisation.Id, person, cancellationToken);
        // Of two who use it at once, one finds it open.
        var taken = await context.Set<TeamInvitation>()
            .Where(one => one.Id == id && one.AcceptedAt == null && one.ExpiresAt > now)
            .ExecuteUpdateAsync(
                set => set.SetProperty(one => one.AcceptedAt, now).SetProperty(one => one.AcceptedBy, person), cancellationToken);
        if (taken == 0) throw TeamErrors.Link();
        await JoinTeam.AddAsync(context, person, shown.Organisation.Id, shown.Role, now, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return shown.Organisation;
    }

    /// <summary>Invitations to the viewer's own address, which signing in has proven: they need no link.</summary>
    [SuppressMessage("Globalization", "CA1304", Justification = "It becomes SQL.")]
    [SuppressMessage("Globalization", "CA1311", Justification = "It becomes SQL.")]
    internal static IQueryable<TeamInvitation> Own(DbContext context, Guid person, DateTimeOffset now) =>
        from invitation in context.Set<TeamInvitation>().AsNoTracking()
        join invited in context.Set<Person>() on invitation.Email.ToUpper() equals invited.NormalizedEmail
        where invited.Id == person && invitation.AcceptedAt == null && invitation.ExpiresAt > now
        select invitation;

    // By the secret of the link, or by the id of one to the viewer's own address.
    private async Task<TeamInvitation> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var (hash, now) = (Secret.HashOf(secret), time.GetUtcNow());
        if (Guid.TryParseExact(secret, "N", out var id))
        {
            var viewer = await current.GetAsync(cancellationToken);
            var own = viewer.Person is { } person
                ? await Own(context, person, now).SingleOrDefaultAsync(one => one.Id == id, cancellationToken) : null;
            return own ?? throw TeamErrors.Link();
        }

        var found = await context.Set<TeamInvitation>().AsNoTracking().SingleOrDefaultAsync(one => one.Hash == hash, cancellationToken);
        return found is not null && found.IsOpen(now) ? found : throw TeamErrors.Link();
    }
}
