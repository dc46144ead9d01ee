using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;

namespace MsoNetwork.ContactPersons;

/// <summary>Persons who consent, for those to whom their organisation shows its contact.</summary>
public sealed class ShownContactPersons(DbContext context, HiddenContacts contacts)
{
    public BatchLoader<Guid, List<ContactPerson>> ByOrganisation => field ??= new(OfAsync);

    public async Task<IReadOnlyDictionary<Guid, List<ContactPerson>>> OfAsync(
        IReadOnlyCollection<Guid> organisations, CancellationToken cancellationToken)
    {
        var shown = await contacts.ShownAsync(organisations, cancellationToken);
        var found = await context.Set<ContactPerson>().AsNoTracking()
            .Where(one => shown.Keys.Contains(one.OrganisationId) && one.ConsentedAt != null)
            .OrderBy(one => one.NamedAt).ToListAsync(cancellationToken);
        // Each audience is part of the one before it.
        return found.Where(one => shown[one.OrganisationId] >= one.ConsentedTo).GroupBy(one => one.OrganisationId)
            .ToDictionary(group => group.Key, group => group.ToList());
    }
}

public sealed class ContactPersonType : ObjectGraphType<ContactPerson>
{
    public ContactPersonType()
    {
        Name = "ContactPerson";
        Description = "Somebody to turn to in an organisation, who has consented to being named.";
        Field<NonNullGraphType<StringGraphType>>("name").Description("Of the person.").From(person => person.Name);
        Field<NonNullGraphType<StringGraphType>>("task").Description("What they are asked about.").From(person => person.Task);
        Field<NonNullGraphType<StringGraphType>>("email").Description("Their address.").From(person => person.Email);
    }

    /// <summary>What this room adds to organisations.</summary>
    public static void AddTo(OrganisationType organisation) =>
        organisation.Field<NonNullGraphType<ListGraphType<NonNullGraphType<ContactPersonType>>>>("contactPersons")
            .Description("Persons to turn to who have consented; for those who see its contact (contactVisibleTo). Do not keep them: "
                + "whoever takes the consent back is gone here at once.")
            .Resolve(context => context.RequestServices!.GetRequiredService<ShownContactPersons>()
                .ByOrganisation.Load(context.Source.Id, found => found ?? []));
}

/// <summary>This room's registration.</summary>
internal static class ContactPersonServices
{
    public static IServiceCollection AddContactPersons(this IServiceCollection services) =>
        services.AddScoped<NameContactPerson>().AddScoped<ConsentToContact>().AddScoped<ShownContactPersons>();
}
