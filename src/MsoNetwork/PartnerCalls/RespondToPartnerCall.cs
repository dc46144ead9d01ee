using GraphQL.Types;

namespace MsoNetwork.PartnerCalls;

public sealed record RespondToPartnerCallInput(string Id, string Message, string Contact);

public sealed class RespondToPartnerCallInputType : InputObjectGraphType<RespondToPartnerCallInput>
{
    public RespondToPartnerCallInputType()
    {
        Name = "RespondToPartnerCallInput";
        Description = "\"We are interested.\" Only the caller reads it, and you.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("Global id of the open call.");
        Field(input => input.Message).Description($"1 to {RespondToPartnerCall.LongestMessage} characters.");
        Field(input => input.Contact).Description($"How the caller reaches you, 1 to {RespondToPartnerCall.LongestContact} characters.");
    }
}

public sealed record PartnerCallResponseInput(string Id);

public sealed class PartnerCallResponseInputType : InputObjectGraphType<PartnerCallResponseInput>
{
    public PartnerCallResponseInputType()
    {
        Name = "PartnerCallResponseInput";
        Description = "The response in question.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("Its global id.");
    }
}

/// <summary>Another organisation is interested; the caller accepts or declines, the responder may take it back or erase it.</summary>
public sealed class RespondToPartnerCall(ResponseStore store, PartnerCallRights rights)
{
    public const int LongestMessage = 4_000;
    public const int LongestContact = 300;

    public async Task<PartnerCallResponse> RunAsync(RespondToPartnerCallInput input, CancellationToken cancellationToken)
    {
        var self = await rights.OrganisationAsync(cancellationToken);
        var call = await rights.VisibleAsync(input.Id, self, cancellationToken);
        if (call.Call.OrganisationId == self) throw PartnerCallErrors.OwnCall();
        if (call.State != PartnerCallState.Open) throw PartnerCallErrors.NotOpen(call.State);
        return await store.InsertAsync(
            call.Id,
            self,
            CheckedContent.Plain(input.Message, "input.message", LongestMessage, lines: true),
            CheckedContent.Plain(input.Contact, "input.contact", LongestContact, lines: false),
            cancellationToken
        );
    }

    public Task<PartnerCallResponse> AcceptAsync(PartnerCallResponseInput input, CancellationToken cancellationToken) =>
        AnswerAsync(input, ResponseState.Accepted, cancellationToken);

    public Task<PartnerCallResponse> DeclineAsync(PartnerCallResponseInput input, CancellationToken cancellationToken) =>
        AnswerAsync(input, ResponseState.Declined, cancellationToken);

    public async Task<PartnerCallResponse> WithdrawAsync(PartnerCallResponseInput input, CancellationToken cancellationToken)
    {
        var response = await OwnAsync(input, cancellationToken);
        if (response.State == ResponseState.Withdrawn) throw PartnerCallErrors.ResponseClosed(response.State);
        // The caller may answer at the same moment; the withdrawal then follows the answer.
        return await store.StepAsync(response, ResponseState.Withdrawn, cancellationToken)
            ?? await store.StepAsync(await OwnAsync(input, cancellationToken), ResponseState.Withdrawn, cancellationToken)
            ?? throw PartnerCallErrors.ResponseClosed(ResponseState.Withdrawn);
    }

    /// <returns>The global id of what is no more.</returns>
    public async Task<string> EraseAsync(PartnerCallResponseInput input, CancellationToken cancellationToken)
    {
        await store.EraseAsync((await OwnAsync(input, cancellationToken)).Id, cancellationToken);
        return input.Id;
    }

    private async Task<PartnerCallResponse> AnswerAsync(
        PartnerCallResponseInput input,
        ResponseState state,
        CancellationToken cancellationToken
    )
    {
        var (response, caller, self) = await FindAsync(input, cancellationToken);
        if (caller != self)
            throw PartnerCallErrors.NotTheCaller();
        if (response.State != ResponseState.Sent)
            throw PartnerCallErrors.ResponseClosed(response.State);
        return await store.StepAsync(response, state, cancellationToken)
            ?? throw PartnerCallErrors.ResponseClosed((await FindAsync(input, cancellationToken)).Response.State);
    }

    private async Task<PartnerCallResponse> OwnAsync(PartnerCallResponseInput input, CancellationToken cancellationToken)
    {
        var (response, _, self) = await FindAsync(input, cancellationToken);
        return response.OrganisationId == self ? response : throw PartnerCallErrors.NotTheResponder();
    }

    private async Task<(PartnerCallResponse Response, Guid Caller, Guid Self)> FindAsync(
        PartnerCallResponseInput input,
        CancellationToken cancellationToken
    )
    {
        var self = await rights.OrganisationAsync(cancellationToken);
        var (response, caller) = await store.FindAsync(
            PartnerCallErrors.Id(input.Id, "input.id", "PartnerCallResponse"),
            self,
            cancellationToken
        ) ?? throw PartnerCallErrors.ResponseNotFound();
        return (response, caller, self);
    }
}
