using GraphQL.Types;
using MsoNetwork.Relay;

namespace MsoNetwork.PartnerCalls;

public sealed class PartnerCallEdgeType : ObjectGraphType<PartnerCallEdge>
{
    public PartnerCallEdgeType()
    {
        Name = "PartnerCallEdge";
        Description = "A partner call's place in a list.";
        Field(edge => edge.Cursor).Description("Opaque; for after and before of the same list.");
        Field<NonNullGraphType<PartnerCallType>>("node").Description("The call.").From(source => source.Call);
        Field<FloatGraphType>("distanceKm")
            .Description(
                "Geodesic distance (WGS 84) from filter.near to its place, in kilometres; null without near. Its place is the middle of its town or region, or where its organisation is."
            )
            .From(source => double.IsNaN(source.Call.Metres) ? null : source.Call.Metres / 1000);
    }
}

public sealed class PartnerCallConnectionType : ObjectGraphType<PartnerCallPage>
{
    public PartnerCallConnectionType()
    {
        Name = "PartnerCallConnection";
        Description = "A page of partner calls (Relay cursor connection).";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PartnerCallEdgeType>>>>("edges")
            .Description("The page's entries with cursor and distance.")
            .ResolveAsync(async context => await context.Source.EdgesAsync(context.CancellationToken));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PartnerCallType>>>>("nodes").Description("The page's calls alone.")
            .ResolveAsync(async context => (await context.Source.EdgesAsync(context.CancellationToken)).Select(edge => edge.Call));
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Description("Where the page stands.").From(source => source);
        Field<NonNullGraphType<IntGraphType>>("totalCount")
            .Description("How many the filter finds on all pages; counted only when asked for.")
            .ResolveAsync(async context => await context.Source.TotalCountAsync(context.CancellationToken));
    }
}
