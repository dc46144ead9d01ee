using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Cooperations;

public sealed class CooperationPayloadType() : PayloadType<Cooperation, CooperationType>(
    "CooperationPayload", "The result of a change to a cooperation.", "cooperation", "The cooperation after the change.");

/// <summary>proposeCooperation, confirmCooperation, declineCooperation, endCooperation.</summary>
public static class CooperationMutations
{
    private const string Errors =
        "UNAUTHENTICATED if nobody is signed in, FORBIDDEN for anyone else, INVALID_INPUT (naming the argument) for invalid values.";

    public static void AddTo(ObjectGraphType mutation)
    {
        var fields = new MutationFields<CooperationPayloadType, Cooperation>(
            mutation,
            Errors,
            (services, id, token) => services.GetRequiredService<CooperationLists>().ById.OneAsync(id, token),
            OrganisationLoaders.ReferenceAsync);
        fields.Add<ProposeCooperationInputType, ProposeCooperationInput, ProposeCooperation>("proposeCooperation",
            propose => propose.RunAsync,
            "Proposes a cooperation: one of the two organisations, or the integration centre of one of them with its source.");
        fields.Add<ConfirmCooperationInputType, ConfirmCooperationInput, AnswerCooperation>("confirmCooperation",
            answer => answer.ConfirmAsync,
            "Confirms a proposal: the organisation that did not propose it, or an integration centre with its source. Only once.");
        fields.Add<DeclineCooperationInputType, DeclineCooperationInput, AnswerCooperation>("declineCooperation",
            answer => answer.DeclineAsync,
            "Declines a proposal, or takes it back; or calls off what is confirmed and has not begun, which then is in no network of any "
            + "day. It is kept, and shown only to the two and to their centre.");
        fields.Add<EndCooperationInputType, EndCooperationInput, AnswerCooperation>("endCooperation", answer => answer.EndAsync,
            "Says that a confirmed cooperation is over. It stays visible as ended; an end that was recorded before stays the end. One "
            + "that has not begun is called off by declineCooperation.");
    }
}
