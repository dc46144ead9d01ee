using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;

namespace MsoNetwork.ContactPersons;

/// <summary>A person who was named, as whoever has their link sees it.</summary>
/// <param name="Person">Who.</param>
/// <param name="Organisation">Of which.</param>
/// <param name="Audience">To whom it shows its contact now.</param>
public sealed record NamedPerson(ContactPerson Person, KnownOrganisation Organisation, ContactAudience Audience);

/// <summary>The person says yes, no, or no more: by the link of the mail to their own address, without an account.</summary>
public sealed class ConsentToContact(DbContext context, TimeProvider time)
{
    /// <summary>Changes nothing; null when the link is worth nothing (any more).</summary>
    public async Task<NamedPerson?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var (hash, since) = (Secret.HashOf(secret), time.GetUtcNow() - ContactPerson.AnswerWithin);
        var found = await context.Set<ContactPerson>().AsNoTracking().SingleOrDefaultAsync(
            one => one.Hash == hash && (one.ConsentedAt != null || one.NamedAt > since), cancellationToken);
        if (found is null || await KnownOrganisation.ByIdAsync(context, found.OrganisationId, cancellationToken) is not { } organisation)
            return null;
        var audience = await context.Set<Organisation>().Where(one => one.Id == organisation.Id).Select(one => one.ContactVisibleTo)
            .SingleAsync(cancellationToken);
        return new(found, organisation, audience);
    }

    /// <param name="secret">Of the link.</param>
    /// <param name="wording">The words that the person has read and consents to.</param>
    /// <param name="audience">Whom those words name.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    public async Task<bool> GiveAsync(
        string secret, string wording, ContactAudience audience, CancellationToken cancellationToken)
    {
        if (await FindAsync(secret, cancellationToken) is not { } named) return false;
        DateTimeOffset? now = time.GetUtcNow();
        return await context.Set<ContactPerson>().Where(one => one.Id == named.Person.Id && one.ConsentedAt == null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(one => one.ConsentedAt, now).SetProperty(one => one.Wording, wording)
                    .SetProperty(one => one.ConsentedTo, audience), cancellationToken) == 1;
    }

    /// <summary>Says no, or takes the consent back: nothing of the person is kept.</summary>
    public async Task<bool> RevokeAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = Secret.HashOf(secret);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"""
            DELETE FROM mails WHERE template = 'contact-consent' AND recipient = (SELECT email FROM contact_persons WHERE hash = {hash})
            """, cancellationToken);
        var gone = await context.Set<ContactPerson>().Where(one => one.Hash == hash).ExecuteDeleteAsync(cancellationToken) == 1;
        await transaction.CommitAsync(cancellationToken);
        return gone;
    }
}
