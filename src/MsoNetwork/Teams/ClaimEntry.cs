using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;

namespace MsoNetwork.Teams;

/// <summary>In which ways somebody may show that an entry is their organisation's.</summary>
/// <param name="Organisation">Whose entry.</param>
/// <param name="OwnAddress">The entry's own mail address.</param>
/// <param name="Domain">The domain at which an address proves it.</param>
/// <param name="HasTeam">Somebody keeps it already: then only the centre decides.</param>
public sealed record ClaimWays(KnownOrganisation Organisation, string? OwnAddress, string? Domain, bool HasTeam)
{
    /// <summary>The viewer's own links that are on their way.</summary>
    public IReadOnlyList<EntryClaim> Open { get; init; } = [];
}

/// <summary>A person claims an entry. Nothing that is public changes by it until it is proven or a centre agrees.</summary>
public sealed class ClaimEntry(DbContext context, CurrentViewer current, SubmitCase submit, TimeProvider time)
{
    private const int MostADay = 5;

    /// <summary>Null where there is no such entry. For nobody the ways by mail are the same, and end in an account.</summary>
    /// <exception cref="Errors.NetworkException">INVALID_INPUT, for a dissolved organisation; CONFLICT, for who is in the team.</exception>
    public async Task<ClaimWays?> WaysAsync(string slug, CancellationToken cancellationToken)
    {
        var viewer = await current.GetAsync(cancellationToken);
        if (await KnownOrganisation.BySlugAsync(context, slug, cancellationToken) is not { } organisation) return null;
        if (organisation.Status == OrganisationStatus.Dissolved) throw TeamErrors.Dissolved();
        if (viewer.Memberships.OfType<OrganisationMembership>().Any(own => own.Organisation == organisation.Id))
            throw TeamErrors.AlreadyIn();
        var hasTeam = await HasTeamAsync(organisation.Id, cancellationToken);
        var open = await OpenAsync(organisation.Id, viewer.Person, cancellationToken);
        if (hasTeam) return new(organisation, null, null, true) { Open = open };
        var domain = MailedAddress.ProvingDomain(organisation.Website);
        if (domain is not null && await IsSharedAsync(organisation.Id, domain, cancellationToken)) domain = null;
        return new(organisation, organisation.Email, domain, false) { Open = open };
    }

    /// <summary>The organisation, where there is nothing to claim either.</summary>
    public Task<KnownOrganisation?> OrganisationAsync(string slug, CancellationToken cancellationToken) =>
        KnownOrganisation.BySlugAsync(context, slug, cancellationToken);

    /// <summary>Mails the link that proves it.</summary>
    /// <param name="slug">Of the entry.</param>
    /// <param name="email">Where to; null for the entry's own address.</param>
    /// <param name="language">Of the page.</param>
    /// <param name="link">The page for the secret of a link.</param>
    /// <param name="cancellationToken">Ends it; nothing is sent then.</param>
    /// <returns>The claim.</returns>
    public async Task<EntryClaim> ByMailAsync(
        string slug, string? email, string language, Func<string, Uri> link, CancellationToken cancellationToken)
    {
        var (person, ways) = await FindAsync(slug, cancellationToken);
        if (ways.HasTeam) throw TeamErrors.HasTeam();
        var address = MailedAddress.Read(email ?? ways.OwnAddress) ?? throw TeamErrors.WrongAddress();
        if (!Proves(address, ways)) throw TeamErrors.ProvesNothing();
        await using var transaction = await TeamTransaction.BeginAsync(context, ways.Organisation.Id, person, cancellationToken);
        var now = time.GetUtcNow();
        var day = now.AddDays(-1);
        var claims = context.Set<EntryClaim>().Where(one => one.CreatedAt > day);
        if (await claims.CountAsync(one => one.OrganisationId == ways.Organisation.Id, cancellationToken) >= MostADay
            || await claims.CountAsync(one => one.PersonId == person, cancellationToken) >= MostADay)
            throw TeamErrors.TooMany();
        var secret = Secret.New();
        var begun = new EntryClaim
        {
            Id = Guid.CreateVersion7(now),
            OrganisationId = ways.Organisation.Id,
            PersonId = person,
            Email = address,
            Hash = Secret.HashOf(secret),
            CreatedAt = now,
            ExpiresAt = now + EntryClaim.Valid,
        };
        context.Add(begun);
        var asks = await context.Set<Person>().Where(one => one.Id == person).Select(one => one.Email!).SingleAsync(cancellationToken);
        context.Queue(new MailDraft(address, "entry-claim", language, new Dictionary<string, object?>
        {
            ["organisation"] = ways.Organisation.Name,
            ["person"] = asks,
            ["link"] = link(secret),
        })
        { Purpose = MailPurpose.Confirmation });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return begun;
    }

    /// <summary>One of the viewer's own claims; null when it is another's.</summary>
    public async Task<EntryClaim?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var found = await context.Set<EntryClaim>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
        return found is not null
            && Rights.Allows(viewer, Resource.Claim, Operation.Withdraw, new Facts { Person = found.PersonId }) ? found : null;
    }

    /// <summary>The person does not want it any more: the link that was mailed is worth nothing then.</summary>
    /// <returns>The claim as it was.</returns>
    public async Task<EntryClaim> WithdrawAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await FindAsync(id, cancellationToken) is not { UsedAt: null } claim || claim.ExpiresAt <= now) throw TeamErrors.Link();
        // It ends instead of going, so that whoever begins and ends them all day is still counted.
        await context.Set<EntryClaim>().Where(one => one.Id == claim.Id && one.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.ExpiresAt, now), cancellationToken);
        return claim;
    }

    /// <summary>Asks the centre.</summary>
    /// <returns>The case's id.</returns>
    public async Task<Guid> ByCentreAsync(string slug, string message, CancellationToken cancellationToken)
    {
        var (person, ways) = await FindAsync(slug, cancellationToken);
        if (string.IsNullOrWhiteSpace(message)) throw TeamErrors.NoMessage();
        var id = await submit(
            new SubmittedCase(CaseKind.Claim, person, ways.Organisation.MunicipalityKey)
            {
                Organisation = ways.Organisation.Id,
                Message = LeaveTeam.Shortened(message),
            },
            cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        return id;
    }

    internal static bool Proves(string address, ClaimWays ways)
    {
        if (ways.OwnAddress is { } own && address.Equals(own, StringComparison.OrdinalIgnoreCase)) return true;
        var domain = MailedAddress.DomainOf(address);
        return ways.Domain is { } proving && !MailedAddress.IsFreeMail(domain)
            && (domain == proving || domain.EndsWith("." + proving, StringComparison.Ordinal));
    }

    private async Task<(Guid Person, ClaimWays Ways)> FindAsync(string slug, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        if (viewer.Person is not { } person || !Rights.Allows(viewer, Resource.Claim, Operation.Create, new Facts()))
            throw TeamErrors.OnlyPersons();
        return (person, await WaysAsync(slug, cancellationToken) ?? throw TeamErrors.NotFound());
    }

    private async Task<IReadOnlyList<EntryClaim>> OpenAsync(Guid organisation, Guid? person, CancellationToken cancellationToken)
    {
        if (person is not { } own) return [];
        var now = time.GetUtcNow();
        return await context.Set<EntryClaim>().AsNoTracking()
            .Where(one => one.OrganisationId == organisation && one.PersonId == own && one.UsedAt == null && one.ExpiresAt > now)
            .OrderBy(one => one.Id).ToListAsync(cancellationToken);
    }

    private Task<bool> HasTeamAsync(Guid organisation, CancellationToken cancellationToken) =>
        context.Set<OrganisationPerson>().AnyAsync(one => one.OrganisationId == organisation, cancellationToken);

    // A host that several entries have is an umbrella body's or a town's.
    private Task<bool> IsSharedAsync(Guid organisation, string domain, CancellationToken cancellationToken) =>
        context.Set<Organisation>().AnyAsync(
            other => other.Id != organisation && other.Website != null
                && (EF.Functions.ILike(other.Website, $"%//{domain}%") || EF.Functions.ILike(other.Website, $"%.{domain}%")),
            cancellationToken);
}
