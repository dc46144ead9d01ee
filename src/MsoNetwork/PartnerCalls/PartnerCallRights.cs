using MsoNetwork.Organisations;

namespace MsoNetwork.PartnerCalls;

/// <summary>
/// Who may do what with calls: the organisation everything, the centre where it has its seat only take a call down (docs/decisions.md, 72).
/// </summary>
public sealed class PartnerCallRights(PartnerCallStore store, Standings standings)
{
    /// <summary>The organisation that asks.</summary>
    internal async Task<Guid> OrganisationAsync(CancellationToken cancellationToken) =>
        (await standings.RequiredAsync(cancellationToken)).Organisation ?? throw PartnerCallErrors.OnlyOrganisations();

    /// <summary>A call of the organisation that asks. Others' drafts and withdrawn calls are not there for it.</summary>
    internal async Task<ListedPartnerCall> OwnAsync(string id, CancellationToken cancellationToken)
    {
        var self = await OrganisationAsync(cancellationToken);
        var call = await VisibleAsync(id, self, cancellationToken);
        return call.Call.OrganisationId == self ? call : throw PartnerCallErrors.Stranger();
    }

    /// <summary>A call that whoever asks may withdraw.</summary>
    internal async Task<(ListedPartnerCall Call, Standing Standing)> WithdrawableAsync(string id, CancellationToken cancellationToken)
    {
        var standing = await standings.RequiredAsync(cancellationToken);
        var call = await VisibleAsync(id, standing.Organisation, cancellationToken);
        var allowed =
            standing.Organisation == call.Call.OrganisationId
            || (
                standing.Centre is not null
                && await store.SeatAsync(call.Call.OrganisationId, cancellationToken) is { } seat
                && standing.Covers(seat)
            );
        return allowed ? (call, standing) : throw PartnerCallErrors.Stranger();
    }

    /// <summary>A call that this organisation may know of.</summary>
    internal async Task<ListedPartnerCall> VisibleAsync(string id, Guid? organisation, CancellationToken cancellationToken)
    {
        var call = await store.FindAsync(PartnerCallErrors.Id(id, "input.id"), cancellationToken);
        return
            call is not null
            && (call.State is not (PartnerCallState.Draft or PartnerCallState.Withdrawn) || call.Call.OrganisationId == organisation)
            ? call
            : throw PartnerCallErrors.NotFound();
    }
}
