using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Relay.Lists;

namespace MsoNetwork.Cooperations;

public sealed class CooperationEdgeType : EdgeType<ListedCooperation, CooperationType>
{
    public CooperationEdgeType()
        : base(
            "CooperationEdge", "A cooperation's place in an organisation's list.", "The cooperation.", listed => listed.Cooperation
        ) =>
        Field<NonNullGraphType<OrganisationType>>("partner")
            .Description("The other organisation.")
            .Resolve(context => CooperationType.Organisation(context, context.Source.Row.Partner));
}

public sealed class CooperationConnectionType() : ConnectionType<ListedCooperation, CooperationEdgeType, CooperationType>(
    "CooperationConnection", "A page of cooperations (Relay cursor connection), the newest first.", "cooperations",
    "cursor and partner", "there are", listed => listed.Cooperation);

/// <summary>What this room adds to organisations.</summary>
public static class CooperationQueries
{
    public static void AddTo(OrganisationType organisation) =>
        organisation.Field<NonNullGraphType<CooperationConnectionType>>("cooperations")
            .Argument<ListGraphType<NonNullGraphType<CooperationKindType>>>("kinds", "Only of these kinds.")
            .Argument<ListGraphType<NonNullGraphType<CooperationStateType>>>(
                "states",
                "In these states; CONFIRMED unless told. Proposals and refusals are shown only to the two and to their centre."
            )
            .Argument<DateGraphType>(
                "at",
                "Only cooperations ongoing on that day. If no start date is stated, the day the source was read counts, otherwise "
                    + "the day it was proposed."
            )
            .Paged("Whom it works with.")
            .Resolve(context => context.Nested(context.Source.Id, () =>
                context.RequestServices!.GetRequiredService<CooperationLists>().PageAsync(
                    new CooperationQuestion(
                        context.GetArgument<CooperationKind[]?>("kinds"),
                        context.GetArgument<CooperationState[]?>("states"),
                        CheckedSource.Day(context.GetArgument<DateTime?>("at"))
                    ),
                    context.Page(),
                    context.CancellationToken
                )
            ));
}
