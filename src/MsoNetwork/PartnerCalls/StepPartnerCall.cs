using GraphQL.Types;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Sql;

namespace MsoNetwork.PartnerCalls;

public sealed record OpenPartnerCallInput(string Id, int Version);

public sealed class OpenPartnerCallInputType : InputObjectGraphType<OpenPartnerCallInput>
{
    public OpenPartnerCallInputType()
    {
        Name = "OpenPartnerCallInput";
        Description = "The draft to be published.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("Its global id.");
        Field(input => input.Version).Description("Its version as you read it: only what you have seen is published.");
    }
}

public sealed record PartnerCallInput(string Id);

public sealed class PartnerCallInputType : InputObjectGraphType<PartnerCallInput>
{
    public PartnerCallInputType()
    {
        Name = "PartnerCallInput";
        Description = "The call in question.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("Its global id.");
    }
}

/// <summary>The steps of a call: draft, open, then filled or withdrawn; or erased at any time.</summary>
public sealed class StepPartnerCall(PartnerCallStore store, FindPartnerCall find, TimeProvider time)
{
    public async Task<ListedPartnerCall> OpenAsync(OpenPartnerCallInput input, CancellationToken cancellationToken)
    {
        var (call, by) = await find.ForAsync(Operation.Open, input.Id, cancellationToken);
        if (call.State != PartnerCallState.Draft) throw PartnerCallErrors.NotOpen(call.State);
        var values = new SqlConditions();
        var condition = $"c.state = 'Draft' AND c.version = {values.Parameter(input.Version)}";
        var step = $"state = 'Open', opened_at = {values.Parameter(time.GetUtcNow())}";
        try
        {
            if (await store.StepAsync(call.Id, condition, step, values, by, cancellationToken))
                return await AgainAsync(call, cancellationToken);
        }
        catch (NetworkException error) when (error.Argument is not null)
        {
            // What the draft says cannot be opened any more: there is no content in this input to point at.
            throw new NetworkException(error.Code, error.Message, "input.id");
        }

        var (now, _) = await find.ForAsync(Operation.Open, input.Id, cancellationToken);
        throw now.State == PartnerCallState.Draft
            ? PartnerCallErrors.Changed(input.Version, now.Call.Version)
            : PartnerCallErrors.NotOpen(now.State);
    }

    public async Task<ListedPartnerCall> FillAsync(PartnerCallInput input, CancellationToken cancellationToken)
    {
        var (call, by) = await find.ForAsync(Operation.Fill, input.Id, cancellationToken);
        return await CloseAsync(call, "Filled", by, cancellationToken);
    }

    public async Task<ListedPartnerCall> WithdrawAsync(PartnerCallInput input, CancellationToken cancellationToken)
    {
        var (call, by) = await find.ForAsync(Operation.Withdraw, input.Id, cancellationToken);
        return await CloseAsync(call, "Withdrawn", by, cancellationToken);
    }

    /// <returns>The global id of what is no more.</returns>
    public async Task<string> EraseAsync(PartnerCallInput input, CancellationToken cancellationToken)
    {
        var (call, by) = await find.ForAsync(Operation.Erase, input.Id, cancellationToken);
        await store.EraseAsync(call.Id, by, cancellationToken);
        return input.Id;
    }

    // What has expired can still be filled or withdrawn.
    private async Task<ListedPartnerCall> CloseAsync(
        ListedPartnerCall call,
        string state,
        DoneBy by,
        CancellationToken cancellationToken
    )
    {
        if (call.State is not (PartnerCallState.Open or PartnerCallState.Expired)) throw PartnerCallErrors.NotOpen(call.State);
        var values = new SqlConditions();
        var step =
            $"state = {values.Parameter(state)}, closed_at = {values.Parameter(time.GetUtcNow())}, "
                + $"{DoneByColumns.Set("closed_by", by, values)}";
        if (!await store.StepAsync(call.Id, "c.state = 'Open'", step, values, by, cancellationToken))
            throw PartnerCallErrors.NotOpen(
                (await store.FindAsync(call.Id, cancellationToken) ?? throw PartnerCallErrors.NotFound()).State
            );
        return await AgainAsync(call, cancellationToken);
    }

    private async Task<ListedPartnerCall> AgainAsync(ListedPartnerCall call, CancellationToken cancellationToken) =>
        await store.FindAsync(call.Id, cancellationToken) ?? throw PartnerCallErrors.NotFound();
}
