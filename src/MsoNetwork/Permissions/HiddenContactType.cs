using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;

namespace MsoNetwork.Permissions;

/// <summary>One request's hidden contacts, in one statement.</summary>
public sealed class HiddenContactLoader(HiddenContacts contacts)
{
    public BatchLoader<Guid, HiddenContact> ByOrganisation { get; } = new(contacts.OfAsync);
}

public sealed class HiddenContactType : ObjectGraphType<HiddenContact>
{
    public HiddenContactType()
    {
        Name = "HiddenContact";
        Description = "Ways to reach an organisation that it does not show to everybody.";
        Field<StringGraphType>("email").Description("Mail address.").From(contact => contact.Email);
        Field<StringGraphType>("phone").Description("International format, for example +49 2421 12345.").From(contact => contact.Phone);
    }

    /// <summary>What this room adds to organisations.</summary>
    public static void AddTo(OrganisationType organisation) =>
        organisation.Field<HiddenContactType>("hiddenContact")
            .Description("What contactVisibleTo hides from others; null where nothing is hidden, and for whom it is not shown.")
            .Resolve(context => context.RequestServices!.GetRequiredService<HiddenContactLoader>()
                .ByOrganisation.Load(context.Source.Id, found => found));
}
