namespace MsoNetwork.Networks;

/// <summary>A chain of organisations, each of which works with the next, and what joins them.</summary>
public sealed record NetworkChain(IReadOnlyList<NetworkMember> Members, IReadOnlyList<IReadOnlyList<NetworkEdge>> Links)
{
    /// <summary>The shortest chains between two organisations today; none when there is no way, or one is not there.</summary>
    /// <param name="all">Everything.</param>
    /// <param name="from">Id of the first.</param>
    /// <param name="to">Id of the last.</param>
    /// <param name="kinds">Only through ties of these kinds; all when empty.</param>
    /// <param name="today">The day.</param>
    /// <param name="most">How many.</param>
    public static List<NetworkChain> Between(
        NetworkSnapshot all, Guid from, Guid to, IReadOnlyCollection<NetworkTieKind> kinds, DateOnly today, int most)
    {
        if (all.Place(from) is not { } first || all.Place(to) is not { } last) return [];
        var ties = all.Ties.Where(tie =>
            tie.GoesOnAt(today) && (kinds.Count == 0 || kinds.Contains(tie.Kind))
            && !all.Members[tie.From].IsDissolved && !all.Members[tie.To].IsDissolved
        ).ToList();
        var graph = new NetworkGraph(all.Members.Count, ties.Select(tie => (tie.From, tie.To, 1.0)));
        var bridges = NetworkBridges.Of(graph);
        return NetworkChains.Find(graph, first, last, most).ConvertAll(chain => new NetworkChain(
            [.. chain.Select(place => all.Members[place])],
            [
                .. chain.Zip(chain.Skip(1), (a, b) =>
                    NetworkCut.Edges(all, ties.Where(tie => (tie.From, tie.To) == (a, b) || (tie.From, tie.To) == (b, a)), (x, y) =>
                        bridges.Contains((Math.Min(x, y), Math.Max(x, y)))
                    )
                ),
            ]
        ));
    }
}
