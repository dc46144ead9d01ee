using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;

namespace MsoNetwork.ChangeFeed;

public sealed class FeedKindType : EnumerationGraphType<FeedKind>
{
    public FeedKindType()
    {
        Name = "OrganisationChangeKind";
        Description = "What happened to an organisation.";
        Values["CREATED"]!.Description = "It came into the directory, or is back in it after a merge was undone.";
        Values["UPDATED"]!.Description = "Something of it that everybody sees changed; with a filter, perhaps so that it is met now.";
        Values["MERGED"]!.Description = "It became part of another entry, survivor. Its id leads there.";
        Values["REMOVED"]!.Description = "It is gone. Remove it from your copy, too.";
        Values["LEFT"]!.Description = "Only with a filter: it is still there, and does not meet the filter any more.";
    }
}

public sealed class FeedChangeType : ObjectGraphType<FeedChange>
{
    public FeedChangeType()
    {
        Name = "OrganisationChange";
        Description = "One change of one organisation: what one transaction did to it, as far as everybody may see it.";
        Field<NonNullGraphType<StringGraphType>>("cursor").Description("Its place, for since.").From(change => change.Cursor);
        Field<NonNullGraphType<FeedKindType>>("kind").Description("What happened.").From(change => change.Kind);
        Field<NonNullGraphType<IdGraphType>>("id").Description("The organisation's id, also when it is gone.")
            .From(change => GlobalId.Encode("Organisation", change.Id));
        Field<NonNullGraphType<DateTimeGraphType>>("at")
            .Description("When it was published (UTC), usually within a second; never before that of an earlier change.")
            .From(change => change.At);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("fields")
            .Description(
                "What changed, as paths in Organisation, for example contact.phone, topics or memberOf. Only of UPDATED and LEFT; empty "
                    + "where it was erased.")
            .From(change => change.Fields);
        Field<OrganisationType>("organisation")
            .Description("The organisation as it is now, which may be newer than this change; null when it is gone by now.")
            .Resolve(context => Loaders(context.RequestServices!).ById.Load(
                context.Source.Id, found => found?.Id == context.Source.Id ? found : null));
        Field<OrganisationType>("survivor").Description("Of MERGED: what it is part of now; null when that is gone, too.")
            .Resolve(context => context.Source.SurvivorId is { } id
                ? Loaders(context.RequestServices!).ById.Load(id, found => found) : null);
    }

    private static OrganisationLoaders Loaders(IServiceProvider services) => services.GetRequiredService<OrganisationLoaders>();
}

public sealed class FeedPageType : ObjectGraphType<FeedPage>
{
    public FeedPageType()
    {
        Name = "OrganisationChanges";
        Description = "A page of changes, in the order in which they were committed.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FeedChangeType>>>>("nodes").Description("The changes; each comes once.")
            .From(page => page.Changes);
        Field<NonNullGraphType<StringGraphType>>("endCursor")
            .Description("For since of the next request, now or later; also when there was nothing new. Keep it.")
            .From(page => page.EndCursor);
        Field<NonNullGraphType<BooleanGraphType>>("hasNextPage")
            .Description("Whether more is published: ask again at once. A page can be empty and yet not the last.")
            .From(page => page.HasNextPage);
    }
}
