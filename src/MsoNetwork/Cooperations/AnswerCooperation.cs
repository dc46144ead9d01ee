using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Sql;
using MsoNetwork.Time;

namespace MsoNetwork.Cooperations;

/// <summary>The steps after a proposal: confirmed or declined, then ended; or declined before it begins.</summary>
public sealed class AnswerCooperation(CooperationStore store, Standings standings, TimeProvider time)
{
    public async Task<Cooperation> ConfirmAsync(ConfirmCooperationInput input, CancellationToken cancellationToken)
    {
        var (standing, cooperation) = await FindAsync(input.Id, cancellationToken);
        var source = CheckedSource.Of(input.Source, time.Today());
        if (cooperation.State != CooperationState.Proposed) throw CooperationErrors.TooLate(cooperation);
        if (standing.Organisation is { } self && self == cooperation.ProposedBy) throw CooperationErrors.OwnProposal();
        if (standing.Centre is not null && source is null && cooperation.SourceName is null) throw CooperationErrors.CentreNeedsSource();
        var values = new SqlConditions();
        var step =
            $"state = 'Confirmed', confirmed_by = {values.Parameter(standing.Organisation)}, confirmed_by_centre = {values.Parameter(standing.Centre?.Key)}, confirmed_at = {values.Parameter(time.GetUtcNow())}";
        if (source is not null)
            step +=
                $", source_name = {values.Parameter(source.Name)}, source_url = {values.Parameter(source.Url)}, retrieved_on = {values.Parameter(source.RetrievedOn)}";
        return await StepAsync(cooperation, step, values, cancellationToken);
    }

    public async Task<Cooperation> DeclineAsync(DeclineCooperationInput input, CancellationToken cancellationToken)
    {
        var (standing, cooperation) = await FindAsync(input.Id, cancellationToken);
        var calledOff = cooperation.State == CooperationState.Confirmed && cooperation.IsAhead(time.Today());
        if (cooperation.State != CooperationState.Proposed && !calledOff) throw CooperationErrors.TooLate(cooperation);
        var values = new SqlConditions();
        return await StepAsync(cooperation, $"state = 'Declined', {Closed(standing, values)}", values, cancellationToken);
    }

    public async Task<Cooperation> EndAsync(EndCooperationInput input, CancellationToken cancellationToken)
    {
        var (standing, cooperation) = await FindAsync(input.Id, cancellationToken);
        if (cooperation.State != CooperationState.Confirmed) throw CooperationErrors.TooLate(cooperation);
        var day = CooperationDays.End(cooperation, input.EndedOn, time.Today());
        var values = new SqlConditions();
        return await StepAsync(
            cooperation,
            $"state = 'Ended', ends_on = {values.Parameter(day)}, {Closed(standing, values)}",
            values,
            cancellationToken
        );
    }

    private string Closed(Standing standing, SqlConditions values) =>
        $"closed_by = {values.Parameter(standing.Organisation)}, closed_by_centre = {values.Parameter(standing.Centre?.Key)}, closed_at = {values.Parameter(time.GetUtcNow())}";

    private async Task<(Standing Standing, Cooperation Cooperation)> FindAsync(string id, CancellationToken cancellationToken)
    {
        var standing = await standings.RequiredAsync(cancellationToken);
        if (GlobalId.Decode(id) is not ("Cooperation", var key) || !Guid.TryParseExact(key, "N", out var found))
            throw NetworkException.Invalid("input.id", "input.id is no cooperation's id: take the field id of a cooperation as it is.");
        var cooperation = await store.FindAsync(found, cancellationToken) ?? throw CooperationErrors.NotFound();
        var allowed = standing.Organisation is { } self
            ? cooperation.Joins(self)
            : (await store.SidesAsync(cooperation.FromId, cooperation.ToId, cancellationToken)).Values.Any(side =>
                standing.Covers(side.Municipality)
            );
        return allowed ? (standing, cooperation) : throw CooperationErrors.Stranger();
    }

    private async Task<Cooperation> StepAsync(
        Cooperation cooperation,
        string step,
        SqlConditions values,
        CancellationToken cancellationToken
    ) =>
        await store.StepAsync(cooperation, step, values, cancellationToken)
        ?? throw CooperationErrors.TooLate(await store.FindAsync(cooperation.Id, cancellationToken) ?? throw CooperationErrors.NotFound());
}
