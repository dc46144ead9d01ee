using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Sql;

namespace MsoNetwork.PartnerCalls;

public sealed class OpenPartnerCallInputType() : ReadInputType<ReadInput>("OpenPartnerCallInput", "The draft to be published.");

public sealed record PartnerCallInput : VersionedInput;

public sealed class PartnerCallInputType() : VersionedInputType<PartnerCallInput>("PartnerCallInput", "The call in question.");

/// <summary>The steps of a call: draft, open, then filled or withdrawn; or erased at any time.</summary>
public sealed class StepPartnerCall(PartnerCallStore store, FindPartnerCall find, TimeProvider time)
{
    public async Task<ListedPartnerCall> OpenAsync(ReadInput input, CancellationToken cancellationToken)
    {
        var (call, by) = await find.ForAsync(Operation.Open, input.Id, cancellationToken);
        if (call.State != PartnerCallState.Draft) throw PartnerCallErrors.NotOpen(call.State);
        var values = new SqlConditions();
        var condition = $"c.state = 'Draft' AND c.version = {values.Parameter(input.Version)}";
        var step = $"state = 'Open', opened_at = {values.Parameter(time.GetUtcNow())}";
        try
        {
            if (await store.StepAsync(call.Id, by, condition, step, values, cancellationToken))
                return await store.GetAsync(call.Id, cancellationToken);
        }
        catch (NetworkException error) when (error.Argument is not null)
        {
            // What the draft says cannot be opened any more: there is no content in this input to point at.
            throw new NetworkException(error.Code, error.Message, "input.id") { Reason = error.Reason };
        }

        var now = await store.GetAsync(call.Id, cancellationToken);
        throw now.State == PartnerCallState.Draft
            ? PartnerCallErrors.Changed(input.Version, now.Call.Version)
            : PartnerCallErrors.NotOpen(now.State);
    }

    public Task<ListedPartnerCall> FillAsync(PartnerCallInput input, CancellationToken cancellationToken) =>
        CloseAsync(input, Operation.Fill, PartnerCallState.Filled, cancellationToken);

    public Task<ListedPartnerCall> WithdrawAsync(PartnerCallInput input, CancellationToken cancellationToken) =>
        CloseAsync(input, Operation.Withdraw, PartnerCallState.Withdrawn, cancellationToken);

    /// <returns>The global id of what is no more.</returns>
    public async Task<string> EraseAsync(PartnerCallInput input, CancellationToken cancellationToken)
    {
        var (call, by) = await find.ForAsync(Operation.Erase, input.Id, cancellationToken);
        input.Expect(call.Call.Version);
        if (!await store.EraseAsync(call.Id, by, input.ExpectedVersion, cancellationToken))
            input.Expect((await store.GetAsync(call.Id, cancellationToken)).Call.Version);
        return input.Id;
    }

    // What has expired can still be filled or withdrawn.
    private async Task<ListedPartnerCall> CloseAsync(
        PartnerCallInput input, Operation operation, PartnerCallState state, CancellationToken cancellationToken)
    {
        var (call, by) = await find.ForAsync(operation, input.Id, cancellationToken);
        if (call.State is not (PartnerCallState.Open or PartnerCallState.Expired)) throw PartnerCallErrors.NotOpen(call.State);
        input.Expect(call.Call.Version);
        var values = new SqlConditions();
        var condition = $"c.state = 'Open' AND c.version = coalesce({values.Parameter(input.ExpectedVersion)}, c.version)";
        var closed = $"closed_at = {values.Parameter(time.GetUtcNow())}, {DoneByColumns.Set("closed_by", by, values)}";
        var step = $"state = {values.Parameter(state.ToString())}, {closed}";
        var done = await store.StepAsync(call.Id, by, condition, step, values, cancellationToken);
        var now = await store.GetAsync(call.Id, cancellationToken);
        if (done) return now;
        input.Expect(now.Call.Version);
        throw PartnerCallErrors.NotOpen(now.State);
    }
}
