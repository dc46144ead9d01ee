using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Teams;

namespace MsoNetwork.Moderation;

/// <summary>An invitation that is to be printed: the only time that its link is known.</summary>
public sealed record PrintedInvitation(OrganisationEntry Organisation, string? Centre, Uri Link, DateTimeOffset ValidUntil);

/// <summary>How using an invitation ended.</summary>
public enum InvitationUse
{
    /// <summary>The person answers for the organisation now.</summary>
    Leads,

    /// <summary>Somebody answers for it already; the centre decides.</summary>
    Waits,

    /// <summary>It was used, is over, or never was.</summary>
    Invalid,
}

/// <summary>
/// A centre invites organisations to keep their own entries. Whoever holds the link got it at the entry's own address, which proves as
/// much as a claim by mail does (docs/decisions.md, 235).
/// </summary>
public sealed class InviteOrganisations(
    DbContext context,
    CurrentViewer current,
    OrganisationStore organisations,
    ReferenceSnapshot<Gazetteer> gazetteer,
    MailQueue queue,
    SubmitCase submit,
    TimeProvider time
)
{
    /// <summary>In one go.</summary>
    public const int Most = 100;

    /// <summary>To the mail addresses of the entries; those that have none, or that were invited within a week, are left.</summary>
    /// <returns>How many mails wait to be sent, and who was left.</returns>
    public async Task<(int Sent, IReadOnlyList<OrganisationEntry> Left)> ByMailAsync(
        IReadOnlyCollection<Guid> ids, string language, Uri site, CancellationToken cancellationToken)
    {
        var (sent, left) = (0, new List<OrganisationEntry>());
        var now = time.GetUtcNow();
        var lately = now.AddDays(-7);
        foreach (var (entry, centre) in await InvitableAsync(ids, cancellationToken))
        {
            var wasInvited = await context.Set<Invitation>()
                .AnyAsync(one => one.OrganisationId == entry.Id && one.ByMail && one.SentAt > lately, cancellationToken);
            if (wasInvited || MailAddress.Read(entry.Email) is not { } to)
            {
                left.Add(entry);
                continue;
            }

            var link = await AddAsync(entry, centre, byMail: true, language, site, now, cancellationToken);
            queue.Add(context, new MailDraft(to, "invitation", language, new Dictionary<string, object?>
            {
                ["organisation"] = entry.Name,
                ["centre"] = await NameAsync(centre, cancellationToken) ?? "",
                ["entry"] = new Uri(site, $"/{language}/organisationen/{entry.Slug}"),
                ["link"] = link,
            }));
            sent++;
        }

        await context.SaveChangesAsync(cancellationToken);
        return (sent, left);
    }

    /// <summary>As letters, which the caller prints now.</summary>
    public async Task<IReadOnlyList<PrintedInvitation>> ByLetterAsync(
        IReadOnlyCollection<Guid> ids, string language, Uri site, CancellationToken cancellationToken)
    {
        var printed = new List<PrintedInvitation>();
        var now = time.GetUtcNow();
        foreach (var (entry, centre) in await InvitableAsync(ids, cancellationToken))
        {
            var link = await AddAsync(entry, centre, byMail: false, language, site, now, cancellationToken);
            printed.Add(new(entry, await NameAsync(centre, cancellationToken), link, now + Invitation.Valid));
        }

        await context.SaveChangesAsync(cancellationToken);
        return printed;
    }

    /// <summary>The slug of the organisation that a key invites to; null for what is over.</summary>
    public async Task<OrganisationEntry?> FindAsync(string key, CancellationToken cancellationToken) =>
        await ValidAsync(key, cancellationToken) is { } invitation
            ? (await organisations.ByIdsAsync([invitation.OrganisationId], OrganisationColumns.All, cancellationToken))
                .GetValueOrDefault(invitation.OrganisationId)
            : null;

    /// <summary>The person who is signed in takes the entry over.</summary>
    public async Task<InvitationUse> UseAsync(string key, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        if (viewer.Person is not { } person || await ValidAsync(key, cancellationToken) is not { } shown) return InvitationUse.Invalid;
        var organisation = shown.OrganisationId;
        // Who leads is looked at when it is this one's turn: of two links used at once, the second finds a lead.
        await using var transaction = await TeamTransaction.BeginAsync(context, organisation, person, cancellationToken);
        context.ChangeTracker.Clear();
        if (await ValidAsync(key, cancellationToken) is not { } invitation) return InvitationUse.Invalid;
        var entry = (await organisations.ByIdsAsync([organisation], OrganisationColumns.All, cancellationToken)).GetValueOrDefault(
            organisation);
        if (entry is null or { Status: OrganisationStatus.Dissolved }) return InvitationUse.Invalid;
        var isLed = await context.Set<OrganisationPerson>().AnyAsync(
            one => one.OrganisationId == organisation && one.Role == Role.Lead && one.PersonId != person, cancellationToken);
        invitation.UsedAt = time.GetUtcNow();
        if (isLed)
            await submit(new SubmittedCase(CaseKind.Claim, person, entry.MunicipalityKey) { Organisation = organisation },
                cancellationToken);
        else
            await JoinTeam.AddAsync(context, person, organisation, Role.Lead, time.GetUtcNow(), cancellationToken);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return isLed ? InvitationUse.Waits : InvitationUse.Leads;
        }
        catch (DbUpdateConcurrencyException)
        {
            return InvitationUse.Invalid; // used at the same moment
        }
    }

    private async Task<Invitation?> ValidAsync(string key, CancellationToken cancellationToken)
    {
        var (hash, now) = (Secret.HashOf(key), time.GetUtcNow());
        var found = await context.Set<Invitation>().SingleOrDefaultAsync(one => one.KeyHash == hash, cancellationToken);
        return found is { UsedAt: null } && now < found.SentAt + Invitation.Valid ? found : null;
    }

    private async Task<IReadOnlyList<(OrganisationEntry Entry, string? Centre)>> InvitableAsync(
        IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var entries = await organisations.ByIdsAsync(ids.Distinct().Take(Most), OrganisationColumns.All, cancellationToken);
        return
        [
            .. from entry in entries.Values
               where entry.Status == OrganisationStatus.Active
               let facts = new Facts { Owners = [entry.Id], Seats = [entry.MunicipalityKey] }
               let grant = Rights.Find(viewer, Resource.Invitation, Operation.Create, facts)
               where grant is not null
               orderby entry.SortName
               select (entry, (grant.Membership as CentreMembership)?.Centre),
        ];
    }

    private async Task<Uri> AddAsync(
        OrganisationEntry entry,
        string? centre,
        bool byMail,
        string language,
        Uri site,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var (key, hash) = SecretKey.New();
        context.Add(new Invitation
        {
            Id = Guid.CreateVersion7(now),
            OrganisationId = entry.Id,
            CentreKey = centre,
            KeyHash = hash,
            ByMail = byMail,
            SentBy = (await current.RequiredAsync(cancellationToken)).Person,
            SentAt = now,
        });
        return new Uri(site, $"/{language}/einladung-vom-zentrum/{key}");
    }

    private async Task<string?> NameAsync(string? centre, CancellationToken cancellationToken) =>
        centre is null ? null : (await gazetteer.GetAsync(cancellationToken)).Centre(centre)?.Name;
}
