using MsoNetwork.Permissions;

namespace MsoNetwork.Cooperations;

/// <summary>What the permission table needs to know of a cooperation: the two, who proposed it, and whether it is public.</summary>
internal static class CooperationPermissions
{
    /// <summary>On <c>cooperations AS c</c>.</summary>
    public static FactColumns Columns { get; } =
        new(["c.from_id", "c.to_id"], IsShown: "c.state IN ('Confirmed', 'Ended')", Author: "c.proposed_by");

    public static Facts Facts(Cooperation cooperation, IEnumerable<Side> sides) => new()
    {
        IsShown = cooperation.IsPublic,
        Owners = [cooperation.FromId, cooperation.ToId],
        Author = cooperation.ProposedBy.Organisation,
        Seats = [.. sides.Select(side => side.Municipality)],
    };
}
