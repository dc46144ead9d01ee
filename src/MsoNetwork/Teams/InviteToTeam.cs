using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;

namespace MsoNetwork.Teams;

/// <summary>Asks somebody by mail to keep an entry with the team, and takes such a question back.</summary>
public sealed class InviteToTeam(DbContext context, CurrentViewer current, TimeProvider time)
{
    private const int MostOpen = 20;
    private const int MostADay = 30;

    /// <param name="slug">Of the organisation.</param>
    /// <param name="email">Whom to ask.</param>
    /// <param name="role">Editor or lead.</param>
    /// <param name="language">Of whoever asks: they know whom they write to.</param>
    /// <param name="link">The page for the secret of a link.</param>
    /// <param name="cancellationToken">Ends it; nothing is sent then.</param>
    public async Task RunAsync(
        string slug, string email, Role role, string language, Func<string, Uri> link, CancellationToken cancellationToken)
    {
        var (person, organisation) = await FindAsync(slug, cancellationToken);
        if (MailedAddress.Read(email) is not { } address) throw TeamErrors.WrongAddress();
        await using var transaction = await TeamTransaction.BeginAsync(context, organisation.Id, person, cancellationToken);
        await AddAsync(organisation, person, address, role, language, link, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The same as part of something larger: whoever calls it has asked for the right, holds the team's lock and saves.</summary>
    /// <returns>The invitation's id.</returns>
    internal async Task<Guid> AddAsync(
        KnownOrganisation organisation, Guid person, string address, Role role, string language, Func<string, Uri> link,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var day = now.AddDays(-1);
        var invitations = context.Set<TeamInvitation>().Where(one => one.OrganisationId == organisation.Id);
        // The same address again: the new link takes the place of the old one, which may be lost.
        await invitations.Where(one => one.Email == address && one.AcceptedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.ExpiresAt, now), cancellationToken);
        if (await invitations.CountAsync(one => one.AcceptedAt == null && one.ExpiresAt > now, cancellationToken) >= MostOpen
            || await invitations.CountAsync(one => one.CreatedAt > day, cancellationToken) >= MostADay)
            throw TeamErrors.TooMany();
        var (id, secret) = (Guid.CreateVersion7(now), Secret.New());
        context.Add(new TeamInvitation
        {
            Id = id,
            OrganisationId = organisation.Id,
            Email = address,
            Role = role is Role.Lead ? Role.Lead : Role.Editor,
            Hash = Secret.HashOf(secret),
            InvitedBy = person,
            CreatedAt = now,
            ExpiresAt = now + TeamInvitation.Valid,
        });
        var inviter = await context.Set<Person>().Where(one => one.Id == person)
            .Select(one => one.DisplayName ?? one.Email!).SingleAsync(cancellationToken);
        context.Queue(new MailDraft(address, "team-invitation", language, new Dictionary<string, object?>
        {
            ["organisation"] = organisation.Name,
            ["inviter"] = inviter,
            ["link"] = link(secret),
        }));
        return id;
    }

    public async Task TakeBackAsync(string slug, Guid invitation, CancellationToken cancellationToken)
    {
        var (_, organisation) = await FindAsync(slug, cancellationToken);
        await context.Set<TeamInvitation>()
            .Where(one => one.Id == invitation && one.OrganisationId == organisation.Id && one.AcceptedAt == null)
            .ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<(Guid Person, KnownOrganisation Organisation)> FindAsync(string slug, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        if (viewer.Person is not { } person) throw TeamErrors.OnlyPersons();
        if (await KnownOrganisation.BySlugAsync(context, slug, cancellationToken) is not { } organisation) throw TeamErrors.NotFound();
        if (!Rights.Allows(viewer, Resource.Team, Operation.Change, TeamRights.FactsOf(organisation))) throw TeamErrors.Stranger();
        return (person, organisation);
    }
}
