using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;

namespace MsoNetwork.PartnerCalls;

/// <summary>Finds the call that somebody wants to do something with, if they may know of it and may do that.</summary>
public sealed class FindPartnerCall(PartnerCallStore store, CurrentViewer current, DbContext context)
{
    /// <summary>The organisation that asks, for what only organisations do.</summary>
    internal async Task<(Viewer Viewer, Guid Self)> AsOrganisationAsync(CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        return viewer.Organisation is { } self
            && Rights.Allows(viewer, Resource.PartnerCall, Operation.Create, new Facts { Owners = [self] })
            ? (viewer, self)
            : throw PartnerCallErrors.OnlyOrganisations();
    }

    /// <summary>The call, and who does it by right. Others' drafts and withdrawn calls are not there for them.</summary>
    internal async Task<(ListedPartnerCall Call, DoneBy By)> ForAsync(Operation operation, string id, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        if (!Rights.IsConceivable(viewer, Resource.PartnerCall, operation)) throw PartnerCallErrors.OnlyOrganisations();
        var call = await VisibleAsync(viewer, id, cancellationToken);
        var owner = viewer.Has(Role.CentreStaff)
            ? await KnownOrganisation.ByIdAsync(context, call.Call.OrganisationId, cancellationToken) : null;
        var right = Rights.Find(viewer, Resource.PartnerCall, operation, PartnerCallPermissions.Facts(call, owner?.MunicipalityKey));
        return (call, (right ?? throw PartnerCallErrors.Stranger()).By(viewer));
    }

    /// <summary>A call that the viewer may know of.</summary>
    internal async Task<ListedPartnerCall> VisibleAsync(Viewer viewer, string id, CancellationToken cancellationToken)
    {
        var call = await store.GetAsync(PartnerCallErrors.Id(id, "input.id"), cancellationToken);
        return Rights.Allows(viewer, Resource.PartnerCall, Operation.See, PartnerCallPermissions.Facts(call, seat: null))
            ? call
            : throw PartnerCallErrors.NotFound();
    }
}
