using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.PartnerCalls;

public sealed class PartnerCallPayloadType() : PayloadType<ListedPartnerCall, PartnerCallType>(
    "PartnerCallPayload", "What became of a partner call.", "partnerCall", "The call after the change.");

public sealed class PartnerCallResponsePayloadType() : PayloadType<PartnerCallResponse, ResponseType>(
    "PartnerCallResponsePayload", "What became of a response.", "response", "The response after the change.");

public sealed class ErasedPayloadType() : PayloadType<string, IdGraphType>(
    "ErasedPayload", "The result of a permanent deletion.", "erasedId", "The global id that it had.");

/// <summary>Everything that organisations do with calls and responses.</summary>
public static class PartnerCallMutations
{
    private const string Errors =
        "UNAUTHENTICATED if nobody is signed in, FORBIDDEN for others, NOT_FOUND for what they may not know of, INVALID_INPUT with "
        + "the argument for what cannot be.";

    public static void AddTo(ObjectGraphType mutation)
    {
        var calls = new MutationFields<PartnerCallPayloadType, ListedPartnerCall>(
            mutation,
            Errors,
            (services, id, token) => services.GetRequiredService<PartnerCallLists>().ById.OneAsync(id, token),
            OrganisationLoaders.ReferenceAsync);
        calls.Add<CreatePartnerCallInputType, ContentInput<PartnerCallContentInput>, WritePartnerCall>(
            "createPartnerCall", write => write.CreateAsync,
            "Drafts a partner call of the asking organisation. Nobody else sees it until it is opened.");
        calls.Add<ChangePartnerCallInputType, ContentChange<PartnerCallContentInput>, WritePartnerCall>(
            "changePartnerCall", write => write.ChangeAsync,
            "Replaces the content of a draft or open call, provided that nobody has changed it since it was read.");
        calls.Add<OpenPartnerCallInputType, ReadInput, StepPartnerCall>("openPartnerCall", step => step.OpenAsync,
            "Publishes a draft. It expires automatically: with its deadline or period, after "
            + $"{PartnerCall.LongestDays} days at the latest.");
        calls.Add<PartnerCallInputType, PartnerCallInput, StepPartnerCall>("fillPartnerCall", step => step.FillAsync,
            "Says that somebody was found. The call stays visible as filled.");
        calls.Add<PartnerCallInputType, PartnerCallInput, StepPartnerCall>("withdrawPartnerCall", step => step.WithdrawAsync,
            "Takes an open or expired call back: its organisation, or the integration centre where that has its seat.");

        Erasures(mutation, "PartnerCall").Add<PartnerCallInputType, PartnerCallInput, StepPartnerCall>(
            "erasePartnerCall", step => step.EraseAsync, "Permanently deletes one of the organisation's own calls and all its responses.");

        var responses = new MutationFields<PartnerCallResponsePayloadType, PartnerCallResponse>(
            mutation,
            Errors,
            (services, id, token) => services.GetRequiredService<ResponseLists>().ById.OneAsync(id, token),
            OrganisationLoaders.ReferenceAsync);
        responses.Add<RespondToPartnerCallInputType, RespondToPartnerCallInput, RespondToPartnerCall>(
            "respondToPartnerCall", respond => respond.RunAsync,
            "Tells the organisation behind the call that the signed-in organisation is interested. One open response per "
                + "organisation and call.");
        responses.Add<PartnerCallResponseInputType, PartnerCallResponseInput, RespondToPartnerCall>(
            "acceptPartnerCallResponse", respond => respond.AcceptAsync, "Accepts a response to an own call.");
        responses.Add<PartnerCallResponseInputType, PartnerCallResponseInput, RespondToPartnerCall>(
            "declinePartnerCallResponse", respond => respond.DeclineAsync, "Declines a response to an own call.");
        responses.Add<PartnerCallResponseInputType, PartnerCallResponseInput, RespondToPartnerCall>(
            "withdrawPartnerCallResponse", respond => respond.WithdrawAsync,
            "Takes an own response back; its message and contact are erased.");
        Erasures(mutation, "PartnerCallResponse").Add<PartnerCallResponseInputType, PartnerCallResponseInput, RespondToPartnerCall>(
            "erasePartnerCallResponse", respond => respond.EraseAsync, "Erases an own response, for good.");
    }

    // What is gone is still called what it was.
    private static MutationFields<ErasedPayloadType, string> Erasures(ObjectGraphType mutation, string type) =>
        new(mutation, Errors, (_, id, _) => Task.FromResult<string?>(GlobalId.Encode(type, id)));
}
