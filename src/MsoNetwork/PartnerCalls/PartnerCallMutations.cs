using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.PartnerCalls;

public sealed record PartnerCallPayload(ListedPartnerCall PartnerCall);

public sealed class PartnerCallPayloadType : ObjectGraphType<PartnerCallPayload>
{
    public PartnerCallPayloadType()
    {
        Name = "PartnerCallPayload";
        Description = "What became of a partner call.";
        Field<NonNullGraphType<PartnerCallType>>("partnerCall")
            .Description("The call after the change.")
            .From(source => source.PartnerCall);
    }
}

public sealed record PartnerCallResponsePayload(PartnerCallResponse Response);

public sealed class PartnerCallResponsePayloadType : ObjectGraphType<PartnerCallResponsePayload>
{
    public PartnerCallResponsePayloadType()
    {
        Name = "PartnerCallResponsePayload";
        Description = "What became of a response.";
        Field<NonNullGraphType<ResponseType>>("response").Description("The response after the change.").From(source => source.Response);
    }
}

public sealed record ErasedPayload(string ErasedId);

public sealed class ErasedPayloadType : ObjectGraphType<ErasedPayload>
{
    public ErasedPayloadType()
    {
        Name = "ErasedPayload";
        Description = "Something is gone for good.";
        Field<NonNullGraphType<IdGraphType>>("erasedId").Description("The global id that it had.").From(source => source.ErasedId);
    }
}

/// <summary>Everything that organisations do with calls and responses.</summary>
public static class PartnerCallMutations
{
    private const string Errors =
        "UNAUTHENTICATED when nobody is known to ask, FORBIDDEN for others, NOT_FOUND for what they may not know of, INVALID_INPUT with the argument for what cannot be.";

    public static void AddTo(ObjectGraphType mutation)
    {
        Call<CreatePartnerCallInputType, CreatePartnerCallInput>(
            mutation,
            "createPartnerCall",
            "Drafts a partner call of the asking organisation. Nobody else sees it until it is opened.",
            (services, input, token) => services.GetRequiredService<WritePartnerCall>().CreateAsync(input, token)
        );
        Call<ChangePartnerCallInputType, ChangePartnerCallInput>(
            mutation,
            "changePartnerCall",
            "Writes a draft or an open call anew, if nobody has changed it since it was read.",
            (services, input, token) => services.GetRequiredService<WritePartnerCall>().ChangeAsync(input, token)
        );
        Call<OpenPartnerCallInputType, OpenPartnerCallInput>(
            mutation,
            "openPartnerCall",
            $"Publishes a draft. It ends by itself: with its deadline or period, after {PartnerCall.LongestDays} days at the latest.",
            (services, input, token) => services.GetRequiredService<StepPartnerCall>().OpenAsync(input, token)
        );
        Call<PartnerCallInputType, PartnerCallInput>(
            mutation,
            "fillPartnerCall",
            "Says that somebody was found. The call stays visible as filled.",
            (services, input, token) => services.GetRequiredService<StepPartnerCall>().FillAsync(input, token)
        );
        Call<PartnerCallInputType, PartnerCallInput>(
            mutation,
            "withdrawPartnerCall",
            "Takes an open or expired call back: its organisation, or the integration centre where that has its seat.",
            (services, input, token) => services.GetRequiredService<StepPartnerCall>().WithdrawAsync(input, token)
        );
        Erase<PartnerCallInputType, PartnerCallInput>(
            mutation,
            "erasePartnerCall",
            "Erases an own call with all its responses, for good.",
            (services, input, token) => services.GetRequiredService<StepPartnerCall>().EraseAsync(input, token)
        );
        Response<RespondToPartnerCallInputType, RespondToPartnerCallInput>(
            mutation,
            "respondToPartnerCall",
            "Tells the caller that the asking organisation is interested. One open response an organisation and call.",
            (services, input, token) => services.GetRequiredService<RespondToPartnerCall>().RunAsync(input, token)
        );
        Response<PartnerCallResponseInputType, PartnerCallResponseInput>(
            mutation,
            "acceptPartnerCallResponse",
            "Accepts a response to an own call.",
            (services, input, token) => services.GetRequiredService<RespondToPartnerCall>().AcceptAsync(input, token)
        );
        Response<PartnerCallResponseInputType, PartnerCallResponseInput>(
            mutation,
            "declinePartnerCallResponse",
            "Declines a response to an own call.",
            (services, input, token) => services.GetRequiredService<RespondToPartnerCall>().DeclineAsync(input, token)
        );
        Response<PartnerCallResponseInputType, PartnerCallResponseInput>(
            mutation,
            "withdrawPartnerCallResponse",
            "Takes an own response back; its message and contact are erased.",
            (services, input, token) => services.GetRequiredService<RespondToPartnerCall>().WithdrawAsync(input, token)
        );
        Erase<PartnerCallResponseInputType, PartnerCallResponseInput>(
            mutation,
            "erasePartnerCallResponse",
            "Erases an own response, for good.",
            (services, input, token) => services.GetRequiredService<RespondToPartnerCall>().EraseAsync(input, token)
        );
    }

    private static void Call<TType, TInput>(
        ObjectGraphType mutation,
        string name,
        string description,
        Func<IServiceProvider, TInput, CancellationToken, Task<ListedPartnerCall>> run
    )
        where TType : InputObjectGraphType<TInput> =>
        Add<TType, TInput, PartnerCallPayloadType>(mutation, name, description, async (services, input, token) =>
            new PartnerCallPayload(await run(services, input, token))
        );

    private static void Response<TType, TInput>(
        ObjectGraphType mutation,
        string name,
        string description,
        Func<IServiceProvider, TInput, CancellationToken, Task<PartnerCallResponse>> run
    )
        where TType : InputObjectGraphType<TInput> =>
        Add<TType, TInput, PartnerCallResponsePayloadType>(mutation, name, description, async (services, input, token) =>
            new PartnerCallResponsePayload(await run(services, input, token))
        );

    private static void Erase<TType, TInput>(
        ObjectGraphType mutation,
        string name,
        string description,
        Func<IServiceProvider, TInput, CancellationToken, Task<string>> run
    )
        where TType : InputObjectGraphType<TInput> =>
        Add<TType, TInput, ErasedPayloadType>(mutation, name, description, async (services, input, token) =>
            new ErasedPayload(await run(services, input, token))
        );

    private static void Add<TType, TInput, TPayload>(
        ObjectGraphType mutation,
        string name,
        string description,
        Func<IServiceProvider, TInput, CancellationToken, Task<object>> run
    )
        where TType : InputObjectGraphType<TInput>
        where TPayload : IGraphType =>
        mutation.Field<NonNullGraphType<TPayload>>(name).Description($"{description} {Errors}")
            .Argument<NonNullGraphType<TType>>("input", "What is to be done.")
            .ResolveAsync(async context =>
            {
                var services = context.RequestServices!;
                // The fields below read terms and regions from memory.
                await services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(context.CancellationToken);
                await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(context.CancellationToken);
                return await run(services, context.GetArgument<TInput>("input"), context.CancellationToken);
            });
}
