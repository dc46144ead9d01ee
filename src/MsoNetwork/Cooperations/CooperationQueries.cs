using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;

namespace MsoNetwork.Cooperations;

public sealed class CooperationEdgeType : ObjectGraphType<CooperationEdge>
{
    public CooperationEdgeType()
    {
        Name = "CooperationEdge";
        Description = "A cooperation's place in an organisation's list.";
        Field(edge => edge.Cursor).Description("Opaque; for after and before of the same list.");
        Field<NonNullGraphType<CooperationType>>("node").Description("The cooperation.").From(source => source.Cooperation);
        Field<NonNullGraphType<OrganisationType>>("partner")
            .Description("The other organisation.")
            .Resolve(context => CooperationType.Organisation(context, context.Source.Partner));
    }
}

public sealed class CooperationConnectionType : ObjectGraphType<CooperationPage>
{
    public CooperationConnectionType()
    {
        Name = "CooperationConnection";
        Description = "A page of cooperations (Relay cursor connection), the newest first.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CooperationEdgeType>>>>("edges")
            .Description("The page's entries with cursor and partner.")
            .From(source => source.Edges);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CooperationType>>>>("nodes")
            .Description("The page's cooperations alone.")
            .From(source => source.Edges.Select(edge => edge.Cooperation));
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Description("Where the page stands.").From(source => source);
        Field<NonNullGraphType<IntGraphType>>("totalCount")
            .Description("How many there are on all pages; counted only when asked for.")
            .From(source => source.Count);
    }
}

/// <summary>What this room adds to organisations.</summary>
public static class CooperationQueries
{
    public static void AddTo(OrganisationType organisation) =>
        organisation.Field<NonNullGraphType<CooperationConnectionType>>("cooperations")
            .Description($"Whom it works with. first or last: 1 to {PageSize.Most}, {PageSize.Default} unless told.")
            .Argument<ListGraphType<NonNullGraphType<CooperationKindType>>>("kinds", "Only of these kinds.")
            .Argument<ListGraphType<NonNullGraphType<CooperationStateType>>>(
                "states",
                "In these states; CONFIRMED unless told. Proposals and refusals are shown only to the two and to their centre."
            )
            .Argument<DateGraphType>(
                "at",
                "Only what went on that day. A beginning that nobody states is the day its source was read, else the day it was proposed."
            )
            .Argument<IntGraphType>(
                "first",
                $"How many from the beginning or behind after: 1 to {PageSize.Most}, {PageSize.Default} unless told."
            )
            .Argument<StringGraphType>("after", "Cursor of an entry of the same list; the page stands behind it.")
            .Argument<IntGraphType>("last", $"How many from the end or before before: 1 to {PageSize.Most}.")
            .Argument<StringGraphType>("before", "Cursor of an entry of the same list; the page stands before it.")
            .Resolve(context =>
                context
                    .RequestServices!.GetRequiredService<CooperationLists>()
                    .Load(context.Source.Id, context, () =>
                        new CooperationQuestion(
                            PageRequest.Check(
                                context.GetArgument<int?>("first"),
                                context.GetArgument<string?>("after"),
                                context.GetArgument<int?>("last"),
                                context.GetArgument<string?>("before")
                            ),
                            context.GetArgument<CooperationKind[]?>("kinds"),
                            context.GetArgument<CooperationState[]?>("states"),
                            CheckedSource.Day(context.GetArgument<DateTime?>("at"))
                        )
                    )
            );
}
