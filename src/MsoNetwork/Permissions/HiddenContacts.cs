using Microsoft.EntityFrameworkCore;
using MsoNetwork.Organisations;

namespace MsoNetwork.Permissions;

/// <summary>Contacts that not everybody may see, for those who may.</summary>
public sealed class HiddenContacts(DbContext context, CurrentViewer current)
{
    /// <summary>Those of these organisations that the viewer may see.</summary>
    public async Task<IReadOnlyDictionary<Guid, HiddenContact>> OfAsync(
        IReadOnlyCollection<Guid> organisations, CancellationToken cancellationToken)
    {
        var viewer = await current.GetAsync(cancellationToken);
        if (viewer.IsNobody) return new Dictionary<Guid, HiddenContact>();
        var found = await (
            from contact in context.Set<HiddenContact>().AsNoTracking()
            join organisation in context.Set<Organisation>() on contact.OrganisationId equals organisation.Id
            where organisations.Contains(organisation.Id)
            select new { Contact = contact, Audience = organisation.ContactVisibleTo }
        ).ToListAsync(cancellationToken);
        return found
            .Where(one => Rights.Allows(viewer, Of(one.Audience), Operation.See, new Facts { Owners = [one.Contact.OrganisationId] }))
            .ToDictionary(one => one.Contact.OrganisationId, one => one.Contact);
    }

    /// <summary>Those of these organisations whose contact the viewer may see, and to whom each shows it.</summary>
    public async Task<IReadOnlyDictionary<Guid, ContactAudience>> ShownAsync(
        IReadOnlyCollection<Guid> organisations, CancellationToken cancellationToken)
    {
        var viewer = await current.GetAsync(cancellationToken);
        var found = await context.Set<Organisation>().Where(one => organisations.Contains(one.Id))
            .Select(one => new { one.Id, one.ContactVisibleTo }).ToListAsync(cancellationToken);
        return found
            .Where(one => one.ContactVisibleTo == ContactAudience.Public
                || Rights.Allows(viewer, Of(one.ContactVisibleTo), Operation.See, new Facts { Owners = [one.Id] }))
            .ToDictionary(one => one.Id, one => one.ContactVisibleTo);
    }

    private static Resource Of(ContactAudience audience) => audience switch
    {
        ContactAudience.Members => Resource.MembersContact,
        ContactAudience.Centres => Resource.CentresContact,
        _ => Resource.OwnContact,
    };
}
