using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Postings;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.PartnerCalls;

public sealed record RespondToPartnerCallInput(string Message, string Contact) : StepInput;

public sealed class RespondToPartnerCallInputType : StepInputType<RespondToPartnerCallInput>
{
    public RespondToPartnerCallInputType()
        : base("RespondToPartnerCallInput", "\"We are interested.\" Only the caller reads it, and you.", id: "Global id of the open call.")
    {
        Field(input => input.Message).Description($"1 to {RespondToPartnerCall.LongestMessage} characters.");
        Field(input => input.Contact).Description($"How the caller reaches you, 1 to {RespondToPartnerCall.LongestContact} characters.");
    }
}

public sealed record PartnerCallResponseInput : StepInput;

public sealed class PartnerCallResponseInputType() : StepInputType<PartnerCallResponseInput>(
    "PartnerCallResponseInput", "The response in question.");

/// <summary>Another organisation is interested; the caller accepts or declines, the responder may take it back or erase it.</summary>
public sealed class RespondToPartnerCall(ResponseStore store, PartnerCallStore calls, FindPartnerCall find)
{
    public const int LongestMessage = 4_000;
    public const int LongestContact = 300;

    public async Task<PartnerCallResponse> RunAsync(RespondToPartnerCallInput input, CancellationToken cancellationToken)
    {
        var (viewer, self) = await find.AsOrganisationAsync(cancellationToken);
        var call = await find.VisibleAsync(viewer, input.Id, cancellationToken);
        if (call.Call.OrganisationId == self) throw PartnerCallErrors.OwnCall();
        if (call.State != PartnerCallState.Open) throw PartnerCallErrors.NotOpen(call.State);
        var reader = new ContentReader("input.");
        var message = reader.Text("message", input.Message, LongestMessage, lines: true);
        var contact = reader.Text("contact", input.Contact, LongestContact);
        reader.Done();
        return await store.InsertAsync(call.Call, new DoneBy(viewer.Person, self, null), message, contact, cancellationToken);
    }

    public Task<PartnerCallResponse> AcceptAsync(PartnerCallResponseInput input, CancellationToken cancellationToken) =>
        AnswerAsync(input, Operation.Accept, ResponseState.Accepted, cancellationToken);

    public Task<PartnerCallResponse> DeclineAsync(PartnerCallResponseInput input, CancellationToken cancellationToken) =>
        AnswerAsync(input, Operation.Decline, ResponseState.Declined, cancellationToken);

    public async Task<PartnerCallResponse> WithdrawAsync(PartnerCallResponseInput input, CancellationToken cancellationToken)
    {
        // The caller may answer at the same moment; the withdrawal then follows the answer.
        for (var tries = 0; ; tries++)
        {
            var (response, by) = await FindAsync(input, Operation.Withdraw, cancellationToken);
            if (response.State == ResponseState.Withdrawn || tries > 2) throw PartnerCallErrors.ResponseClosed(ResponseState.Withdrawn);
            if (await store.StepAsync(response, by, ResponseState.Withdrawn, cancellationToken) is { } withdrawn) return withdrawn;
        }
    }

    /// <returns>The global id of what is no more.</returns>
    public async Task<string> EraseAsync(PartnerCallResponseInput input, CancellationToken cancellationToken)
    {
        var (response, by) = await FindAsync(input, Operation.Erase, cancellationToken);
        await store.EraseAsync(response.Id, by, cancellationToken);
        return input.Id;
    }

    private async Task<PartnerCallResponse> AnswerAsync(
        PartnerCallResponseInput input, Operation operation, ResponseState state, CancellationToken cancellationToken)
    {
        var (response, by) = await FindAsync(input, operation, cancellationToken);
        if (response.State != ResponseState.Sent) throw PartnerCallErrors.ResponseClosed(response.State);
        var answered = (await calls.GetAsync(response.CallId, cancellationToken)).Call;
        return await store.StepAsync(response, by, state, cancellationToken, answered)
            ?? throw PartnerCallErrors.ResponseClosed((await FindAsync(input, operation, cancellationToken)).Response.State);
    }

    private async Task<(PartnerCallResponse Response, DoneBy By)> FindAsync(
        PartnerCallResponseInput input, Operation operation, CancellationToken cancellationToken)
    {
        var (viewer, _) = await find.AsOrganisationAsync(cancellationToken);
        var id = PartnerCallErrors.Id(input.Id, "input.id", "PartnerCallResponse");
        var (response, caller) = await store.FindAsync(id, viewer, cancellationToken) ?? throw PartnerCallErrors.ResponseNotFound();
        var facts = PartnerCallPermissions.Facts(response, caller);
        var right = Rights.Find(viewer, Resource.PartnerCallResponse, operation, facts);
        if (right is not null) return (response, right.By(viewer));
        throw operation is Operation.Accept or Operation.Decline
            ? PartnerCallErrors.NotTheCaller()
            : PartnerCallErrors.NotTheResponder();
    }
}
