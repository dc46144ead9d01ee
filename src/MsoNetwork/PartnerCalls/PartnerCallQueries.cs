using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;

namespace MsoNetwork.PartnerCalls;

/// <summary>partnerCall and partnerCalls, and what this room adds to organisations.</summary>
public static class PartnerCallQueries
{
    public static void AddTo(ObjectGraphType query)
    {
        query.AddOne<PartnerCallType, PartnerCallLists, ListedPartnerCall>(
            "partnerCall", "partner call", id => PartnerCallErrors.Id(id, "id"), lists => lists.ById, lists => lists.BySlug);
        query.Field<NonNullGraphType<PartnerCallConnectionType>>("partnerCalls")
            .Paged("Partner calls that the filter finds: what organisations seek and offer.")
            .Argument<PartnerCallFilterType>("filter", "Conditions, all of which hold; open calls unless states says otherwise.")
            .Argument<PartnerCallOrderType>("orderBy", "DISTANCE unless told where filter.near is given, otherwise NEWEST.")
            .ResolveAsync(async context => await Lists(context).PageAsync(
                context.GetArgument<PartnerCallFilter?>("filter"), context.GetArgument<PartnerCallOrder?>("orderBy"), context.Page(),
                context.CancellationToken));
        ResponseQueries.AddTo(query);
    }

    public static void AddTo(OrganisationType organisation) =>
        organisation.Field<NonNullGraphType<PartnerCallConnectionType>>("partnerCalls")
            .Paged("What it seeks and offers, the newest first.")
            .Argument<PartnerCallDirectionType>("direction", "Only what it seeks, or only what it offers.")
            .Argument<ListGraphType<NonNullGraphType<PartnerCallStateType>>>("states",
                "In any of these states; [OPEN] unless told. DRAFT and WITHDRAWN are shown to the organisation alone.")
            .Resolve(context => context.Nested(context.Source.Id, () => Lists(context).PageAsync(
                new PartnerCallFilter
                {
                    Direction = context.GetArgument<PartnerCallDirection?>("direction"),
                    States = context.GetArgument<PartnerCallState[]?>("states"),
                },
                PartnerCallOrder.Newest, context.Page(), context.CancellationToken, "c.organisation_id = parent.key")));

    private static PartnerCallLists Lists(IResolveFieldContext context) => context.RequestServices!.GetRequiredService<PartnerCallLists>();
}
