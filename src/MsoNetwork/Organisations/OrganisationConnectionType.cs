using GraphQL.Types;
using MsoNetwork.Relay;

namespace MsoNetwork.Organisations;

public sealed class OrganisationEdgeType : ObjectGraphType<OrganisationEdge>
{
    public OrganisationEdgeType()
    {
        Name = "OrganisationEdge";
        Description = "An organisation's place in a list.";
        Field(edge => edge.Cursor).Description("Opaque; for after and before of the same list.");
        Field<NonNullGraphType<OrganisationType>>("node").Description("The organisation.").From(source => source.Entry);
        Field<FloatGraphType>("distanceKm")
            .Description(
                "Geodesic distance (WGS 84) from filter.near to its location, in kilometres; null without near. Where location.precision is MUNICIPALITY it ends in the middle of the town."
            )
            .From(source => double.IsNaN(source.Metres) ? null : source.Metres / 1000);
    }
}

public sealed class OrganisationConnectionType : ObjectGraphType<OrganisationPage>
{
    public OrganisationConnectionType()
    {
        Name = "OrganisationConnection";
        Description = "A page of organisations (Relay cursor connection).";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<OrganisationEdgeType>>>>("edges")
            .Description("The page's entries with cursor and distance.")
            .ResolveAsync(async context => await context.Source.EdgesAsync(context.CancellationToken));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<OrganisationType>>>>("nodes").Description("The page's organisations alone.")
            .ResolveAsync(async context => (await context.Source.EdgesAsync(context.CancellationToken)).Select(edge => edge.Entry));
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Description("Where the page stands.").From(source => source);
        Field<NonNullGraphType<IntGraphType>>("totalCount")
            .Description("How many the filter finds on all pages; counted only when asked for.")
            .ResolveAsync(async context => await context.Source.TotalCountAsync(context.CancellationToken));
    }
}
