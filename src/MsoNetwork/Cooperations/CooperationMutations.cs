using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Cooperations;

public sealed record CooperationPayload(Cooperation Cooperation);

public sealed class CooperationPayloadType : ObjectGraphType<CooperationPayload>
{
    public CooperationPayloadType()
    {
        Name = "CooperationPayload";
        Description = "What became of a cooperation.";
        Field<NonNullGraphType<CooperationType>>("cooperation")
            .Description("The cooperation after the change.")
            .From(source => source.Cooperation);
    }
}

/// <summary>proposeCooperation, confirmCooperation, declineCooperation, endCooperation.</summary>
public static class CooperationMutations
{
    private const string Errors =
        "UNAUTHENTICATED when nobody is known to ask, FORBIDDEN for strangers, INVALID_INPUT with the argument for what cannot be.";

    public static void AddTo(ObjectGraphType mutation)
    {
        Add<ProposeCooperationInputType, ProposeCooperationInput>(mutation, "proposeCooperation",
            "Proposes a cooperation: one of the two organisations, or the integration centre of one of them with its source.",
            (services, input, token) => services.GetRequiredService<ProposeCooperation>().RunAsync(input, token));
        Add<ConfirmCooperationInputType, ConfirmCooperationInput>(mutation, "confirmCooperation",
            "Confirms a proposal: the organisation that did not propose it, or an integration centre with its source. Only once.",
            (services, input, token) => services.GetRequiredService<AnswerCooperation>().ConfirmAsync(input, token));
        Add<DeclineCooperationInputType, DeclineCooperationInput>(mutation, "declineCooperation",
            "Declines a proposal, or takes it back; or calls off what is confirmed and has not begun, which then is in no network of any day. It is kept, and shown only to the two and to their centre.",
            (services, input, token) => services.GetRequiredService<AnswerCooperation>().DeclineAsync(input, token));
        Add<EndCooperationInputType, EndCooperationInput>(mutation, "endCooperation",
            "Says that a confirmed cooperation is over. It stays visible as ended; an end that was recorded before stays the end. One that has not begun is called off by declineCooperation.",
            (services, input, token) => services.GetRequiredService<AnswerCooperation>().EndAsync(input, token));
    }

    private static void Add<TType, TInput>(
        ObjectGraphType mutation,
        string name,
        string description,
        Func<IServiceProvider, TInput, CancellationToken, Task<Cooperation>> run
    )
        where TType : InputObjectGraphType<TInput> =>
        mutation.Field<NonNullGraphType<CooperationPayloadType>>(name).Description($"{description} {Errors}")
            .Argument<NonNullGraphType<TType>>("input", "What is to be done.")
            .ResolveAsync(async context =>
            {
                var services = context.RequestServices!;
                // The fields below read terms and regions from memory.
                await services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(context.CancellationToken);
                await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(context.CancellationToken);
                return new CooperationPayload(await run(services, context.GetArgument<TInput>("input"), context.CancellationToken));
            });
}
