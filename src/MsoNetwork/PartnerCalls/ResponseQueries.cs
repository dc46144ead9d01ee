using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;

namespace MsoNetwork.PartnerCalls;

public sealed class ResponseType : ObjectGraphType<PartnerCallResponse>
{
    public ResponseType()
    {
        Name = "PartnerCallResponse";
        Description = "An organisation is interested in a call. Seen by the caller and by who wrote it, by nobody else.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id")
            .Description("Global id, for node(id).")
            .Resolve(context => GlobalId.Encode("PartnerCallResponse", context.Source.Id.ToString("N")));
        Field<PartnerCallType>("call")
            .Description("The call; null to the responder when it was withdrawn.")
            .Resolve(context =>
                context.RequestServices!.GetRequiredService<PartnerCallLists>().ById.Load(context.Source.CallId, found => found)
            );
        Field<NonNullGraphType<OrganisationType>>("organisation")
            .Description("Who is interested.")
            .Resolve(context =>
                context.RequestServices!.GetRequiredService<OrganisationLoaders>().ById.Load(context.Source.OrganisationId, found => found)
            );
        Field<StringGraphType>("message").Description("What it says; erased with a withdrawal.").From(source => source.Message);
        Field<StringGraphType>("contact")
            .Description("How the caller reaches it; erased with a withdrawal.")
            .From(source => source.Contact);
        Field<NonNullGraphType<ResponseStateType>>("state").Description("What became of it.").From(source => source.State);
        Field<NonNullGraphType<DateTimeGraphType>>("createdAt")
            .Description("When it was sent (UTC).")
            .From(source => source.CreatedAt.UtcDateTime);
        Field<NonNullGraphType<DateTimeGraphType>>("updatedAt")
            .Description("When it last changed (UTC).")
            .From(source => source.UpdatedAt.UtcDateTime);
    }
}

public sealed class ResponseEdgeType : ObjectGraphType<ResponseEdge>
{
    public ResponseEdgeType()
    {
        Name = "PartnerCallResponseEdge";
        Description = "A response's place in a list.";
        Field(edge => edge.Cursor).Description("Opaque; for after of the same list.");
        Field<NonNullGraphType<ResponseType>>("node").Description("The response.").From(source => source.Response);
    }
}

public sealed class ResponseConnectionType : ObjectGraphType<ResponsePage>
{
    public ResponseConnectionType()
    {
        Name = "PartnerCallResponseConnection";
        Description = "A page of responses (Relay cursor connection), the newest first.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ResponseEdgeType>>>>("edges")
            .Description("The page's entries with cursor.")
            .From(source => source.Edges);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ResponseType>>>>("nodes")
            .Description("The page's responses alone.")
            .From(source => source.Edges.Select(edge => edge.Response));
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Description("Where the page stands.").From(source => source);
        Field<NonNullGraphType<IntGraphType>>("totalCount")
            .Description("How many there are on all pages; counted only when asked for.")
            .From(source => source.Count);
    }
}

/// <summary>How responses are asked for: by the caller below its call, by the responder for itself.</summary>
internal static class ResponseQueries
{
    public static void AddTo(ObjectGraphType query) =>
        Paged(
                query.Field<ResponseConnectionType>("myPartnerCallResponses"),
                "Responses that the asking organisation has written, the newest first. UNAUTHENTICATED when nobody is known to ask."
            )
            .ResolveAsync(async context =>
            {
                var (_, self) = await context
                    .RequestServices!.GetRequiredService<FindPartnerCall>()
                    .AsOrganisationAsync(context.CancellationToken);
                return Lists(context)
                    .OfResponder(
                        self,
                        context,
                        PageSize.Check(context.GetArgument<int?>("first"), "first"),
                        context.GetArgument<string?>("after")
                    );
            });

    public static void AddTo(PartnerCallType call)
    {
        Paged(
                call.Field<ResponseConnectionType>("responses"),
                "Who is interested, the newest first; null to everybody but the organisation whose call it is."
            )
            .ResolveAsync(async context =>
                await IsCallerAsync(context)
                    ? Lists(context)
                        .OfCall(
                            context.Source.Id,
                            context,
                            PageSize.Check(context.GetArgument<int?>("first"), "first"),
                            context.GetArgument<string?>("after")
                        )
                    : null
            );
        call.Field<IntGraphType>("responseCount")
            .Description("How many are interested; null to everybody but the organisation whose call it is.")
            .ResolveAsync(async context =>
                await IsCallerAsync(context) ? Lists(context).Counts.Load(context.Source.Id, count => count) : null
            );
        call.Field<ResponseType>("myResponse")
            .Description("The asking organisation's own latest response; null to others.")
            .Resolve(context => Lists(context).Own.Load(context.Source.Id, found => found));
    }

    private static FieldBuilder<TSource, object> Paged<TSource>(FieldBuilder<TSource, object> field, string description) =>
        field.Description($"{description} first: 1 to {PageSize.Most}, {PageSize.Default} unless told.")
            .Argument<IntGraphType>("first", $"How many: 1 to {PageSize.Most}, {PageSize.Default} unless told.")
            .Argument<StringGraphType>("after", "Cursor of an entry of the same list; the page stands behind it.");

    private static async Task<bool> IsCallerAsync(IResolveFieldContext<ListedPartnerCall> context) =>
        Rights.Allows(
            await context.RequestServices!.GetRequiredService<CurrentViewer>().GetAsync(context.CancellationToken),
            Resource.PartnerCall,
            Operation.SeeResponses,
            PartnerCallPermissions.Facts(context.Source, seat: null)
        );

    private static ResponseLists Lists(IResolveFieldContext context) => context.RequestServices!.GetRequiredService<ResponseLists>();
}
