using MsoNetwork.Organisations;

namespace MsoNetwork.PartnerCalls;

/// <summary>Who may do what with calls: the organisation everything, the centre where it has its seat only take a call down (docs/decisions.md, 72).</summary>
public sealed class CallRights(CallStore store, Standings standings)
{
    /// <summary>The organisation that asks.</summary>
    internal async Task<Guid> OrganisationAsync(CancellationToken cancellationToken) =>
        (await standings.RequiredAsync(cancellationToken)).Organisation ?? throw CallErrors.OnlyOrganisations();

    /// <summary>A call of the organisation that asks. Others' drafts and withdrawn calls are not there for it.</summary>
    internal async Task<ListedCall> OwnAsync(string id, CancellationToken cancellationToken)
    {
        var self = await OrganisationAsync(cancellationToken);
        var call = await VisibleAsync(id, self, cancellationToken);
        return call.Call.OrganisationId == self ? call : throw CallErrors.Stranger();
    }

    /// <summary>A call that whoever asks may withdraw.</summary>
    internal async Task<(ListedCall Call, Standing Standing)> WithdrawableAsync(string id, CancellationToken cancellationToken)
    {
        var standing = await standings.RequiredAsync(cancellationToken);
        var call = await VisibleAsync(id, standing.Organisation, cancellationToken);
        var allowed = standing.Organisation == call.Call.OrganisationId
            || (standing.Centre is not null && await store.SeatAsync(call.Call.OrganisationId, cancellationToken) is { } seat && standing.Covers(seat));
        return allowed ? (call, standing) : throw CallErrors.Stranger();
    }

    /// <summary>A call that this organisation may know of.</summary>
    internal async Task<ListedCall> VisibleAsync(string id, Guid? organisation, CancellationToken cancellationToken)
    {
        var call = await store.FindAsync(CallErrors.Id(id, "input.id"), cancellationToken);
        return call is not null && (call.State is not (CallState.Draft or CallState.Withdrawn) || call.Call.OrganisationId == organisation) ? call : throw CallErrors.NotFound();
    }
}
