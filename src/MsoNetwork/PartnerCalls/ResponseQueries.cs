using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;

namespace MsoNetwork.PartnerCalls;

public sealed class ResponseType : ObjectGraphType<PartnerCallResponse>
{
    public ResponseType()
    {
        Name = "PartnerCallResponse";
        Description = "An organisation's expression of interest in a call. Visible only to the organisation behind the call and to "
            + "the one that wrote it.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Global id, for node(id).")
            .Resolve(context => GlobalId.Encode("PartnerCallResponse", context.Source.Id));
        Field<PartnerCallType>("call").Description("The call; null to the responder when it was withdrawn.").Resolve(context =>
            context.RequestServices!.GetRequiredService<PartnerCallLists>().ById.Load(context.Source.CallId, found => found));
        Field<NonNullGraphType<OrganisationType>>("organisation").Description("Who is interested.").Resolve(context =>
            context.RequestServices!.GetRequiredService<OrganisationLoaders>().ById.Load(context.Source.OrganisationId, found => found));
        Field<StringGraphType>("message").Description("What it says; erased with a withdrawal.").From(source => source.Message);
        Field<StringGraphType>("contact").Description("How the caller reaches it; erased with a withdrawal.")
            .From(source => source.Contact);
        Field<NonNullGraphType<ResponseStateType>>("state").Description("Its current state.").From(source => source.State);
        Field<NonNullGraphType<DateTimeGraphType>>("createdAt").Description("When it was sent (UTC).")
            .From(source => source.CreatedAt.UtcDateTime);
        Field<NonNullGraphType<DateTimeGraphType>>("updatedAt").Description("When it last changed (UTC).")
            .From(source => source.UpdatedAt.UtcDateTime);
    }
}

public sealed class ResponseEdgeType() : EdgeType<PartnerCallResponse, ResponseType>(
    "PartnerCallResponseEdge", "A response's place in a list.", "The response.", response => response,
    cursor: "Opaque; for after of the same list.");

public sealed class ResponseConnectionType() : ConnectionType<PartnerCallResponse, ResponseEdgeType, ResponseType>(
    "PartnerCallResponseConnection", "A page of responses (Relay cursor connection), the newest first.", "responses", "cursor",
    "there are", response => response);

/// <summary>How responses are asked for: by the caller below its call, by the responder for itself.</summary>
internal static class ResponseQueries
{
    public static void AddTo(ObjectGraphType query) =>
        query.Field<ResponseConnectionType>("myPartnerCallResponses")
            .PagedForward(
                "Responses that the asking organisation has written, the newest first. UNAUTHENTICATED if nobody is signed in.")
            .ResolveAsync(async context =>
            {
                var find = context.RequestServices!.GetRequiredService<FindPartnerCall>();
                var (_, self) = await find.AsOrganisationAsync(context.CancellationToken);
                return new ListPage<PartnerCallResponse>(Lists(context).OfResponder(self), context.Page());
            });

    public static void AddTo(PartnerCallType call)
    {
        call.Field<ResponseConnectionType>("responses")
            .PagedForward("Who is interested, the newest first; null to everybody but the organisation whose call it is.")
            .ResolveAsync(async context => await CallerAsync(context) is not { } viewer ? null
                : context.Nested(context.Source.Id, () =>
                    Task.FromResult(new ListPage<PartnerCallResponse>(Lists(context).OfCaller(viewer), context.Page()))));
        call.Field<IntGraphType>("responseCount")
            .Description("How many are interested; null to everybody but the organisation whose call it is.")
            .ResolveAsync(async context =>
                await CallerAsync(context) is not null ? Lists(context).Counts.Load(context.Source.Id, count => count) : null);
        call.Field<ResponseType>("myResponse").Description("The asking organisation's own latest response; null to others.")
            .Resolve(context => Lists(context).Own.Load(context.Source.Id, found => found));
    }

    // The viewer, where the responses to this call are for them.
    private static async Task<Viewer?> CallerAsync(IResolveFieldContext<ListedPartnerCall> context)
    {
        var viewer = await context.RequestServices!.GetRequiredService<CurrentViewer>().GetAsync(context.CancellationToken);
        var facts = PartnerCallPermissions.Facts(context.Source, seat: null);
        return Rights.Allows(viewer, Resource.PartnerCall, Operation.SeeResponses, facts) ? viewer : null;
    }

    private static ResponseLists Lists(IResolveFieldContext context) => context.RequestServices!.GetRequiredService<ResponseLists>();
}
