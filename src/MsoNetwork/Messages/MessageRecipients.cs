using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;

namespace MsoNetwork.Messages;

/// <summary>Who gets what is written to an organisation.</summary>
public enum RecipientKind
{
    /// <summary>The organisation itself, by the address of its entry or by those who keep the entry.</summary>
    Organisation,

    /// <summary>The centre of its area, because nobody of the organisation is known.</summary>
    Centre,

    /// <summary>Nobody is known.</summary>
    Nobody,

    /// <summary>The organisation takes no messages.</summary>
    SwitchedOff,
}

/// <summary>Where a message goes.</summary>
/// <param name="Kind">Who it is.</param>
/// <param name="Mailboxes">Address and language of each.</param>
/// <param name="Centre">The centre's name, where it goes to one.</param>
public sealed record MessageRecipient(RecipientKind Kind, IReadOnlyList<(string Address, string Language)> Mailboxes, string? Centre = null)
{
    public bool IsReachable => Mailboxes.Count > 0;
}

/// <summary>Finds who gets what is written to an organisation: whoever is nearest to it and whose address takes mails.</summary>
public sealed class MessageRecipients(DbContext context, ReferenceSnapshot<Gazetteer> gazetteer)
{
    private const string CentreKind = "integration-centre";

    public async Task<MessageRecipient> FindAsync(Guid organisation, CancellationToken cancellationToken)
    {
        var off = context.Set<MessageSettings>().Where(one => one.OrganisationId == organisation && !one.TakesMessages);
        if (await off.AnyAsync(cancellationToken))
            return new(RecipientKind.SwitchedOff, []);
        var entry = await context.Set<Organisation>().Where(one => one.Id == organisation && one.Status != OrganisationStatus.Dissolved)
            .Select(one => new
            {
                // A message reaches what its sender may not see.
                Email = one.Email ?? context.Set<HiddenContact>().Where(hidden => hidden.OrganisationId == one.Id)
                    .Select(hidden => hidden.Email).FirstOrDefault(),
                one.MunicipalityKey,
            }).SingleOrDefaultAsync(cancellationToken);
        if (entry is null) return new(RecipientKind.Nobody, []);
        if (await OpenAsync([(entry.Email, "de")], cancellationToken) is { Count: > 0 } own) return new(RecipientKind.Organisation, own);
        var editing = context.Set<OrganisationPerson>().Where(one => one.OrganisationId == organisation);
        var editors = await PeopleAsync(editing.Select(one => one.PersonId), cancellationToken);
        if (editors.Count > 0) return new(RecipientKind.Organisation, editors);
        var regions = await gazetteer.GetAsync(cancellationToken);
        foreach (var centre in regions.ByKey(entry.MunicipalityKey)?.IntegrationCentres ?? [])
        {
            if (await CentreAsync(centre, organisation, cancellationToken) is { Count: > 0 } staff)
                return new(RecipientKind.Centre, staff, centre.Name);
        }

        return new(RecipientKind.Nobody, []);
    }

    // Those who work here for it, else the address of its own entry.
    private async Task<IReadOnlyList<(string, string)>> CentreAsync(
        IntegrationCentre centre, Guid but, CancellationToken cancellationToken)
    {
        var staff = await PeopleAsync(
            context.Set<CentrePerson>().Where(one => one.CentreKey == centre.Key).Select(one => one.PersonId), cancellationToken);
        if (staff.Count > 0) return staff;
        var addresses = await context.Set<Organisation>()
            .Where(one => one.Kind == CentreKind && one.Id != but && one.AlternateNames.Contains(centre.Name) && one.Email != null)
            .OrderBy(one => one.Slug).Select(one => one.Email).Take(1).ToListAsync(cancellationToken);
        return await OpenAsync(addresses.Select(address => (address, "de")), cancellationToken);
    }

    private async Task<IReadOnlyList<(string, string)>> PeopleAsync(IQueryable<Guid> ids, CancellationToken cancellationToken)
    {
        var people = await context.Set<Person>().Where(person => ids.Contains(person.Id)).OrderBy(person => person.Id)
            .Select(person => new { person.Email, person.Language }).ToListAsync(cancellationToken);
        return await OpenAsync(people.Select(person => (person.Email, person.Language)), cancellationToken);
    }

    // Without those that no mail reaches.
    private async Task<IReadOnlyList<(string, string)>> OpenAsync(
        IEnumerable<(string? Address, string Language)> mailboxes, CancellationToken cancellationToken)
    {
        var good = mailboxes.Select(one => (Address: MailAddress.Read(one.Address), one.Language))
            .Where(one => one.Address is not null).Select(one => (one.Address!, one.Language)).ToList();
        var keys = good.Select(one => MailAddress.Key(one.Item1)).ToList();
        var marked = keys.Count == 0 ? [] : await context.Set<MarkedAddress>().Where(one => keys.Contains(one.Address))
            .Select(one => one.Address).ToListAsync(cancellationToken);
        return good.FindAll(one => !marked.Contains(MailAddress.Key(one.Item1)));
    }
}
