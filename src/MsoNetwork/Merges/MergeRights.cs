using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;

namespace MsoNetwork.Merges;

/// <summary>Who may merge: the desk of the centre that is responsible for both, and administrators.</summary>
internal static class MergeRights
{
    /// <exception cref="NetworkException">UNAUTHENTICATED, or FORBIDDEN for whoever may merge nothing.</exception>
    public static async Task<Viewer> AnyAsync(CurrentViewer current, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        return Rights.IsConceivable(viewer, Resource.Organisation, Operation.Merge) ? viewer : throw Refused();
    }

    public static DoneBy Of(Viewer viewer, string one, string other) => Find(viewer, one, other) ?? throw Refused();

    public static bool Allows(Viewer viewer, string one, string other) => Find(viewer, one, other) is not null;

    // One centre answers for both, or somebody who runs the directory.
    private static DoneBy? Find(Viewer viewer, string one, string other)
    {
        Grant? At(string seat) => Rights.Find(viewer, Resource.Organisation, Operation.Merge, new Facts { Seats = [seat] });
        if (At(one) is not { } grant || At(other) is null) return null;
        var centre = viewer.Memberships.OfType<CentreMembership>().FirstOrDefault(own => own.Covers(one) && own.Covers(other));
        if (viewer.ActsFor is CentreMembership acting && acting.Covers(one) && acting.Covers(other)) centre = acting;
        return centre is not null && grant.Membership is CentreMembership ? new Grant(centre).By(viewer)
            : viewer.Has(Role.Administrator) ? new DoneBy(viewer.Person, null, null)
            : null;
    }

    private static NetworkException Refused() => NetworkException.Forbidden(
        "Only the integration centre that is responsible for both, and administrators, merge entries.");
}
