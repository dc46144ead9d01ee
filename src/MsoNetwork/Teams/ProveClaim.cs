using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;

namespace MsoNetwork.Teams;

/// <summary>The link of a claim comes back: only from the person who asked, once, in time, and while nobody else keeps the entry.</summary>
public sealed class ProveClaim(DbContext context, CurrentViewer current, TimeProvider time)
{
    /// <summary>Changes nothing; mail scanners look at links too.</summary>
    public async Task<KnownOrganisation> ShowAsync(string secret, CancellationToken cancellationToken) =>
        (await FindAsync(secret, cancellationToken)).Organisation;

    public async Task<KnownOrganisation> RunAsync(string secret, CancellationToken cancellationToken)
    {
        var (claim, organisation) = await FindAsync(secret, cancellationToken);
        await using var transaction = await TeamTransaction.BeginAsync(context, organisation.Id, claim.PersonId, cancellationToken);
        var now = time.GetUtcNow();
        var used = await context.Set<EntryClaim>().Where(one => one.Id == claim.Id && one.UsedAt == null && one.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.UsedAt, now), cancellationToken);
        if (used == 0) throw TeamErrors.Link();
        if (await context.Set<OrganisationPerson>().AnyAsync(one => one.OrganisationId == organisation.Id, cancellationToken))
            throw TeamErrors.HasTeam();
        await JoinTeam.AddAsync(context, claim.PersonId, organisation.Id, Role.Lead, now, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return organisation;
    }

    private async Task<(EntryClaim Claim, KnownOrganisation Organisation)> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var (hash, now) = (Secret.HashOf(secret), time.GetUtcNow());
        var claim = await context.Set<EntryClaim>().AsNoTracking().SingleOrDefaultAsync(one => one.Hash == hash, cancellationToken);
        if (claim is null || claim.UsedAt is not null || now >= claim.ExpiresAt) throw TeamErrors.Link();
        if (viewer.Person != claim.PersonId) throw TeamErrors.OthersLink();
        if (await KnownOrganisation.ByIdAsync(context, claim.OrganisationId, cancellationToken) is not { } organisation)
            throw TeamErrors.Link();
        if (organisation.Status == OrganisationStatus.Dissolved) throw TeamErrors.Dissolved();
        return (claim, organisation);
    }
}
