using MsoNetwork.Networks;
using MsoNetwork.Organisations;

namespace MsoNetwork.Web.Pages.Networks;

/// <summary>
/// Whom pages count and list as a network's organisations: those with ties, and those without, but not offices that
/// have no tie, for whom that means nothing. One set for every number, list and table.
/// </summary>
internal sealed class ShownNodes
{
    private ShownNodes(Network network, IReadOnlyList<NetworkNode> all)
    {
        All = all;
        Alone = [.. all.Where(node => node.Degree == 0).Select(node => node.Member)];
        LeavesOut = all.Count < network.Nodes.Count;
        Density = all.Count < 2 ? 0 : 2.0 * network.Graph.Edges / ((double)all.Count * (all.Count - 1));
    }

    /// <summary>By slug.</summary>
    public IReadOnlyList<NetworkNode> All { get; }

    /// <summary>Those without a tie here.</summary>
    public IReadOnlyList<NetworkMember> Alone { get; }

    /// <summary>Whether offices are left out.</summary>
    public bool LeavesOut { get; }

    /// <summary>Joined pairs of all possible pairs of those who are counted.</summary>
    public double Density { get; }

    public static ShownNodes Of(Network network) =>
        new(network, [.. network.Nodes.Where(node => node.Degree > 0 || !Offices.Are(node.Member.Kind))]);
}
