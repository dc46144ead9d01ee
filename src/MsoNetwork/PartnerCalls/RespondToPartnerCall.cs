using GraphQL.Types;
using MsoNetwork.Permissions;

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
public sealed class RespondToPartnerCall(ResponseStore store, FindPartnerCall find)
{
    public const int LongestMessage = 4_000;
    public const int LongestContact = 300;

    public async Task<PartnerCallResponse> RunAsync(RespondToPartnerCallInput input, CancellationToken cancellationToken)
    {
        var (viewer, self) = await find.AsOrganisationAsync(cancellationToken);
        var call = await find.VisibleAsync(viewer, input.Id, cancellationToken);
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
        AnswerAsync(input, Operation.Accept, ResponseState.Accepted, cancellationToken);

    public Task<PartnerCallResponse> DeclineAsync(PartnerCallResponseInput input, CancellationToken cancellationToken) =>
        AnswerAsync(input, Operation.Decline, ResponseState.Declined, cancellationToken);

    public async Task<PartnerCallResponse> WithdrawAsync(PartnerCallResponseInput input, CancellationToken cancellationToken)
    {
        var response = await OwnAsync(input, Operation.Withdraw, cancellationToken);
        if (response.State == ResponseState.Withdrawn) throw PartnerCallErrors.ResponseClosed(response.State);
        // The caller may answer at the same moment; the withdrawal then follows the answer.
        return await store.StepAsync(response, ResponseState.Withdrawn, response.OrganisationId, cancellationToken)
            ?? await store.StepAsync(await OwnAsync(input, Operation.Withdraw, cancellationToken), ResponseState.Withdrawn,
                response.OrganisationId, cancellationToken)
            ?? throw PartnerCallErrors.ResponseClosed(ResponseState.Withdrawn);
    }

    /// <returns>The global id of what is no more.</returns>
    public async Task<string> EraseAsync(PartnerCallResponseInput input, CancellationToken cancellationToken)
    {
        var response = await OwnAsync(input, Operation.Erase, cancellationToken);
        await store.EraseAsync(response.Id, response.OrganisationId, cancellationToken);
        return input.Id;
    }

    private async Task<PartnerCallResponse> AnswerAsync(
        PartnerCallResponseInput input,
        Operation operation,
        ResponseState state,
        CancellationToken cancellationToken
    )
    {
        var (_, self) = await find.AsOrganisationAsync(cancellationToken);
        var (response, isAllowed) = await FindAsync(input, operation, cancellationToken);
        if (!isAllowed)
            throw PartnerCallErrors.NotTheCaller();
        if (response.State != ResponseState.Sent)
            throw PartnerCallErrors.ResponseClosed(response.State);
        return await store.StepAsync(response, state, self, cancellationToken)
            ?? throw PartnerCallErrors.ResponseClosed((await FindAsync(input, operation, cancellationToken)).Response.State);
    }

    private async Task<PartnerCallResponse> OwnAsync(
        PartnerCallResponseInput input,
        Operation operation,
        CancellationToken cancellationToken
    )
    {
        var (response, isAllowed) = await FindAsync(input, operation, cancellationToken);
        return isAllowed ? response : throw PartnerCallErrors.NotTheResponder();
    }

    private async Task<(PartnerCallResponse Response, bool IsAllowed)> FindAsync(
        PartnerCallResponseInput input,
        Operation operation,
        CancellationToken cancellationToken
    )
    {
        var (viewer, _) = await find.AsOrganisationAsync(cancellationToken);
        var (response, caller) = await store.FindAsync(
            PartnerCallErrors.Id(input.Id, "input.id", "PartnerCallResponse"),
            viewer,
            cancellationToken
        ) ?? throw PartnerCallErrors.ResponseNotFound();
        var facts = PartnerCallPermissions.Facts(response, caller);
        return (response, Rights.Allows(viewer, Resource.PartnerCallResponse, operation, facts));
    }
}
