using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Relay.Lists;

namespace MsoNetwork.PartnerCalls;

/// <summary>partnerCall and partnerCalls, and what this room adds to organisations.</summary>
public static class PartnerCallQueries
{
    public static void AddTo(ObjectGraphType query)
    {
        query.Field<PartnerCallType>("partnerCall")
            .Description("A partner call by its global id or its slug; null if there is none, or when it is not for whoever asks.")
            .Argument<IdGraphType>("id", "Its global id; or give slug.")
            .Argument<StringGraphType>("slug", "Its slug; or give id.")
            .Resolve(context => (context.GetArgument<string?>("id"), context.GetArgument<string?>("slug")) switch
            {
                ({ } id, null) => Lists(context).ById.Load(PartnerCallErrors.Id(id, "id"), found => found),
                (null, { } slug) => Lists(context).BySlug.Load(slug, found => found),
                _ => throw NetworkException.Invalid("id", "partnerCall takes exactly one of: id, slug."),
            });
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
