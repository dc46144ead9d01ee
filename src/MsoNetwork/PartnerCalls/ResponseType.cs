using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;

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

public sealed class ResponseEdgeType() : EdgeType<PartnerCallResponse, ResponseType>(
    "PartnerCallResponseEdge", "A response's place in a list.", "The response.", response => response,
    cursor: "Opaque; for after of the same list.");

public sealed class ResponseConnectionType() : ConnectionType<PartnerCallResponse, ResponseEdgeType, ResponseType>(
    "PartnerCallResponseConnection", "A page of responses (Relay cursor connection), the newest first.", "responses", "cursor",
    "there are", response => response);
