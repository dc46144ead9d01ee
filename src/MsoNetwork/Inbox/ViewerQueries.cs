using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;

namespace MsoNetwork.Inbox;

/// <summary>viewer: who asks.</summary>
public static class ViewerQueries
{
    public static void AddTo(ObjectGraphType query) =>
        query.Field<ViewerType>("viewer")
            .Description("Who asks, and what waits for them; null when nobody is signed in. Never says anything of other people.")
            .ResolveAsync(async context =>
            {
                var viewer = await context.RequestServices!.GetRequiredService<CurrentViewer>().GetAsync(context.CancellationToken);
                return viewer.IsNobody ? null : viewer;
            });
}

public sealed class ViewerType : ObjectGraphType<Viewer>
{
    public ViewerType()
    {
        Name = "Viewer";
        Description = "Whoever asks: a person, or the program of an organisation or centre.";
        Field<ViewerPersonType>("person").Description("The person who is signed in; null for a program.").ResolveAsync(async context =>
            context.Source.Person is not { } id ? null
                : await context.RequestServices!.GetRequiredService<DbContext>().Set<Person>().AsNoTracking()
                    .SingleOrDefaultAsync(person => person.Id == id, context.CancellationToken));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ViewerMembershipType>>>>("memberships")
            .Description("The organisations and centres that it may act for.").Resolve(context => context.Source.Memberships);
        Field<ViewerMembershipType>("actsFor")
            .Description("The one in whose name new things are made; null where it has several and has chosen none.")
            .Resolve(context => context.Source.ActsFor);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ViewerRoleType>>>>("duties")
            .Description("Roles that belong to no organisation or centre.").Resolve(context => context.Source.Duties);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<WaitingCountType>>>>("waiting")
            .Description("How much waits for its decision, by kind; the page /posteingang shows it.")
            .ResolveAsync(async context =>
                (await context.RequestServices!.GetRequiredService<ListWaiting>().RunAsync(context.CancellationToken))
                    .GroupBy(item => item.Kind).Select(kind => new WaitingCount(kind.Key, kind.Count())).OrderBy(count => count.Kind));
    }
}

public sealed class ViewerPersonType : ObjectGraphType<Person>
{
    public ViewerPersonType()
    {
        Name = "ViewerPerson";
        Description = "The person who asks, as nobody else sees it.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("The person's id.").Resolve(context => context.Source.Id.ToString("N"));
        Field(person => person.DisplayName, nullable: true).Description("How their team sees them; null until they say.");
        Field(person => person.Language).Description("BCP 47 tag of the language that they used last.");
    }
}

public sealed class ViewerMembershipType : ObjectGraphType<Accounts.Membership>
{
    public ViewerMembershipType(ReferenceSnapshot<Gazetteer> gazetteer)
    {
        Name = "ViewerMembership";
        Description = "An organisation or an integration centre that whoever asks may act for.";
        Field<OrganisationType>("organisation").Description("The organisation; null for a centre.").Resolve(context =>
            context.Source is not OrganisationMembership { Organisation: var id } ? null
                : context.RequestServices!.GetRequiredService<OrganisationLoaders>().ById.Load(id, found => found));
        Field<IntegrationCentreType>("centre").Description("The centre; null for an organisation.").ResolveAsync(async context =>
            context.Source is CentreMembership { Centre: var key }
                ? (await gazetteer.GetAsync(context.CancellationToken)).Centre(key) : null);
        Field<NonNullGraphType<ViewerRoleType>>("role").Description("What they are there.").Resolve(context => context.Source.Role);
    }
}

public sealed class ViewerRoleType : EnumerationGraphType<Role>
{
    public ViewerRoleType()
    {
        Name = "ViewerRole";
        Description = "What somebody is to the directory.";
        Values["VISITOR"]!.Description = "Whoever asks, signed in or not.";
        Values["PERSON"]!.Description = "Somebody who is signed in.";
        Values["EDITOR"]!.Description = "Writes for an organisation.";
        Values["LEAD"]!.Description = "Answers for an organisation, and may all that its editors may.";
        Values["CENTRE_STAFF"]!.Description = "Works in an integration centre, for organisations seated where it is responsible.";
        Values["VOCABULARY_EDITOR"]!.Description = "Keeps vocabularies and seeds.";
        Values["ADMINISTRATOR"]!.Description = "Runs the directory.";
    }
}

/// <summary>How much waits of one kind.</summary>
public sealed record WaitingCount(string Kind, int Count);

public sealed class WaitingCountType : ObjectGraphType<WaitingCount>
{
    public WaitingCountType()
    {
        Name = "WaitingCount";
        Description = "How much of one kind waits.";
        Field(count => count.Kind).Description("For example proposal (a cooperation) or response (to a call); more may come.");
        Field(count => count.Count).Description("How many.");
    }
}
