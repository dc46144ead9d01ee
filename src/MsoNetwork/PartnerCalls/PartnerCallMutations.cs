using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.PartnerCalls;

public sealed class PartnerCallPayloadType() : PayloadType<ListedPartnerCall, PartnerCallType>(
    "PartnerCallPayload", "What became of a partner call.", "partnerCall", "The call after the change.");

public sealed class PartnerCallResponsePayloadType() : PayloadType<PartnerCallResponse, ResponseType>(
    "PartnerCallResponsePayload", "What became of a response.", "response", "The response after the change.");

public sealed class ErasedPayloadType() : PayloadType<string, IdGraphType>(
    "ErasedPayload", "Something is gone for good.", "erasedId", "The global id that it had.");

/// <summary>Everything that organisations do with calls and responses.</summary>
public static class PartnerCallMutations
{
    private const string Errors =
        "UNAUTHENTICATED when nobody is known to ask, FORBIDDEN for others, NOT_FOUND for what they may not know of, INVALID_INPUT with "
            + "the argument for what cannot be.";

    public static void AddTo(ObjectGraphType mutation)
    {
        var calls = new MutationFields<PartnerCallPayloadType, ListedPartnerCall>(mutation, Errors, OrganisationLoaders.ReferenceAsync);
        var responses = new MutationFields<PartnerCallResponsePayloadType, PartnerCallResponse>(
            mutation,
            Errors,
            OrganisationLoaders.ReferenceAsync
        );
        var erasures = new MutationFields<ErasedPayloadType, string>(mutation, Errors);
        calls.Add<CreatePartnerCallInputType, CreatePartnerCallInput>(
            "createPartnerCall",
            "Drafts a partner call of the asking organisation. Nobody else sees it until it is opened.",
            (services, input, token) => services.GetRequiredService<WritePartnerCall>().CreateAsync(input, token)
        );
        calls.Add<ChangePartnerCallInputType, ChangePartnerCallInput>(
            "changePartnerCall",
            "Writes a draft or an open call anew, if nobody has changed it since it was read.",
            (services, input, token) => services.GetRequiredService<WritePartnerCall>().ChangeAsync(input, token)
        );
        calls.Add<OpenPartnerCallInputType, OpenPartnerCallInput>(
            "openPartnerCall",
            $"Publishes a draft. It ends by itself: with its deadline or period, after {PartnerCall.LongestDays} days at the latest.",
            (services, input, token) => services.GetRequiredService<StepPartnerCall>().OpenAsync(input, token)
        );
        calls.Add<PartnerCallInputType, PartnerCallInput>(
            "fillPartnerCall",
            "Says that somebody was found. The call stays visible as filled.",
            (services, input, token) => services.GetRequiredService<StepPartnerCall>().FillAsync(input, token)
        );
        calls.Add<PartnerCallInputType, PartnerCallInput>(
            "withdrawPartnerCall",
            "Takes an open or expired call back: its organisation, or the integration centre where that has its seat.",
            (services, input, token) => services.GetRequiredService<StepPartnerCall>().WithdrawAsync(input, token)
        );
        erasures.Add<PartnerCallInputType, PartnerCallInput>(
            "erasePartnerCall",
            "Erases an own call with all its responses, for good.",
            (services, input, token) => services.GetRequiredService<StepPartnerCall>().EraseAsync(input, token)
        );
        responses.Add<RespondToPartnerCallInputType, RespondToPartnerCallInput>(
            "respondToPartnerCall",
            "Tells the caller that the asking organisation is interested. One open response an organisation and call.",
            (services, input, token) => services.GetRequiredService<RespondToPartnerCall>().RunAsync(input, token)
        );
        responses.Add<PartnerCallResponseInputType, PartnerCallResponseInput>(
            "acceptPartnerCallResponse",
            "Accepts a response to an own call.",
            (services, input, token) => services.GetRequiredService<RespondToPartnerCall>().AcceptAsync(input, token)
        );
        responses.Add<PartnerCallResponseInputType, PartnerCallResponseInput>(
            "declinePartnerCallResponse",
            "Declines a response to an own call.",
            (services, input, token) => services.GetRequiredService<RespondToPartnerCall>().DeclineAsync(input, token)
        );
        responses.Add<PartnerCallResponseInputType, PartnerCallResponseInput>(
            "withdrawPartnerCallResponse",
            "Takes an own response back; its message and contact are erased.",
            (services, input, token) => services.GetRequiredService<RespondToPartnerCall>().WithdrawAsync(input, token)
        );
        erasures.Add<PartnerCallResponseInputType, PartnerCallResponseInput>(
            "erasePartnerCallResponse",
            "Erases an own response, for good.",
            (services, input, token) => services.GetRequiredService<RespondToPartnerCall>().EraseAsync(input, token)
        );
    }
}
