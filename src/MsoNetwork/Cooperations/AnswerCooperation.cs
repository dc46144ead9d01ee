using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Sql;
using MsoNetwork.Time;

namespace MsoNetwork.Cooperations;

/// <summary>The steps after a proposal: confirmed or declined, then ended; or declined before it begins.</summary>
public sealed class AnswerCooperation(CooperationStore store, CurrentViewer current, TimeProvider time)
{
    public async Task<Cooperation> ConfirmAsync(ConfirmCooperationInput input, CancellationToken cancellationToken)
    {
        var (viewer, cooperation, facts) = await FindAsync(input, cancellationToken);
        // Who could not even decline it is a stranger to it.
        By(viewer, Operation.Decline, facts);
        input.Expect(cooperation.Version);
        var reader = new InputReader();
        var source = CheckedSource.Of(input.Source, time.Today(), reader);
        reader.Done();
        if (cooperation.State != CooperationState.Proposed) throw CooperationErrors.TooLate(cooperation);
        var right = Rights.Find(viewer, Resource.Cooperation, Operation.Confirm, facts) ?? throw CooperationErrors.OwnProposal();
        var by = right.By(viewer);
        if (by.Centre is not null && source is null && cooperation.SourceName is null) throw CooperationErrors.CentreNeedsSource();
        var values = new SqlConditions();
        var step =
            $"state = 'Confirmed', {DoneByColumns.Set("confirmed_by", by, values)}, confirmed_at = {values.Parameter(time.GetUtcNow())}";
        if (source is not null)
            step +=
                $", source_name = {values.Parameter(source.Name)}, source_url = {values.Parameter(source.Url)}, "
                    + $"retrieved_on = {values.Parameter(source.RetrievedOn)}";
        return await StepAsync(input, cooperation, by, step, values, cancellationToken, "cooperation-confirmed");
    }

    public async Task<Cooperation> DeclineAsync(DeclineCooperationInput input, CancellationToken cancellationToken)
    {
        var (viewer, cooperation, facts) = await FindAsync(input, cancellationToken);
        var by = By(viewer, Operation.Decline, facts);
        input.Expect(cooperation.Version);
        var calledOff = cooperation.State == CooperationState.Confirmed && cooperation.IsAhead(time.Today());
        if (cooperation.State != CooperationState.Proposed && !calledOff) throw CooperationErrors.TooLate(cooperation);
        var values = new SqlConditions();
        return await StepAsync(input, cooperation, by, $"state = 'Declined', {Closed(by, values)}", values, cancellationToken);
    }

    public async Task<Cooperation> EndAsync(EndCooperationInput input, CancellationToken cancellationToken)
    {
        var (viewer, cooperation, facts) = await FindAsync(input, cancellationToken);
        var by = By(viewer, Operation.End, facts);
        input.Expect(cooperation.Version);
        if (cooperation.State != CooperationState.Confirmed) throw CooperationErrors.TooLate(cooperation);
        var day = CooperationDays.End(cooperation, input.EndedOn, time.Today());
        var values = new SqlConditions();
        return await StepAsync(
            input,
            cooperation,
            by,
            $"state = 'Ended', ends_on = {values.Parameter(day)}, {Closed(by, values)}",
            values,
            cancellationToken
        );
    }

    private static DoneBy By(Viewer viewer, Operation operation, Facts facts) =>
        (Rights.Find(viewer, Resource.Cooperation, operation, facts) ?? throw CooperationErrors.Stranger()).By(viewer);

    private string Closed(DoneBy by, SqlConditions values) =>
        $"{DoneByColumns.Set("closed_by", by, values)}, closed_at = {values.Parameter(time.GetUtcNow())}";

    private async Task<(Viewer Viewer, Cooperation Cooperation, Facts Facts)> FindAsync(
        VersionedInput input, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        if (GlobalId.KeyOf("Cooperation", input.Id) is not { } found)
            throw NetworkException.Invalid("input.id", "input.id is no cooperation's id: take the field id of a cooperation as it is.");
        var cooperation = await store.FindAsync(found, cancellationToken) ?? throw CooperationErrors.NotFound();
        var sides = await store.SidesAsync(cooperation.FromId, cooperation.ToId, cancellationToken);
        return (viewer, cooperation, CooperationPermissions.Facts(cooperation, sides.Values));
    }

    private async Task<Cooperation> StepAsync(
        VersionedInput input, Cooperation cooperation, DoneBy by, string step, SqlConditions values, CancellationToken cancellationToken,
        string? template = null)
    {
        if (await store.StepAsync(cooperation, by, step, values, cancellationToken, template) is { } done) return done;
        var now = await store.FindAsync(cooperation.Id, cancellationToken) ?? throw CooperationErrors.NotFound();
        input.Expect(now.Version);
        throw CooperationErrors.TooLate(now);
    }
}
