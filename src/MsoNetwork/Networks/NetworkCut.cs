namespace MsoNetwork.Networks;

/// <summary>Cuts the part that a filter asks for out of the whole, and measures it (betweenness aside).</summary>
public static class NetworkCut
{
    private const int MostTitles = 5;
    private const int MostSources = 5;

    public static Network Of(NetworkSnapshot all, NetworkFilter filter)
    {
        var ties = all.Ties.Where(tie => filter.Takes(tie, all)).ToList();
        var chosen = Chosen(all, filter, ties);
        // Members come by slug, so places in the cut do too.
        var places = new Dictionary<int, int>();
        foreach (var member in chosen.Order()) places.Add(member, places.Count);
        ties.RemoveAll(tie => !places.ContainsKey(tie.From) || !places.ContainsKey(tie.To));
        var graph = new NetworkGraph(places.Count, ties.Select(tie => (places[tie.From], places[tie.To], 1.0)));
        var (components, cores, communities, bridges) = (
            graph.Components(out var count),
            NetworkCores.Of(graph),
            NetworkCommunities.Find(graph),
            NetworkBridges.Of(graph)
        );
        var network = new Network
        {
            Filter = filter,
            Version = all.Version,
            Graph = graph,
            Components = count,
            Communities = communities,
            Bridges = bridges.Count,
        };
        network.Nodes =
        [
            .. places.Select(place => new NetworkNode(
                all.Members[place.Key],
                place.Value,
                network,
                graph.Degree(place.Value),
                cores[place.Value],
                components[place.Value],
                communities.Of[place.Value],
                !filter.Within(all.Members[place.Key])
            )),
        ];
        network.Edges = Edges(all, ties, (from, to) =>
            bridges.Contains((Math.Min(places[from], places[to]), Math.Max(places[from], places[to])))
        );
        return network;
    }

    /// <summary>Ties of one pair and kind are one edge; those without a direction run from the smaller place to the larger.</summary>
    public static List<NetworkEdge> Edges(NetworkSnapshot all, IEnumerable<NetworkTie> ties, Func<int, int, bool> isBridge) =>
        [.. ties.GroupBy(tie => tie.Kind is NetworkTieKind.Mentoring or NetworkTieKind.UmbrellaMembership
                ? (tie.From, tie.To, tie.Kind) : (From: Math.Min(tie.From, tie.To), To: Math.Max(tie.From, tie.To), tie.Kind))
            .OrderBy(group => group.Key).Select(group => new NetworkEdge(
                all.Members[group.Key.From], all.Members[group.Key.To], group.Key.Kind, group.Count(),
                group.Min(tie => tie.Start),
                group.Min(tie => tie.Known) is var known && known == DateOnly.MinValue ? null : known,
                group.Any(tie => tie.End is null) ? null : group.Max(tie => tie.End),
                [.. group.Select(tie => tie.Title).Where(title => title.Length > 0).Distinct(StringComparer.Ordinal).Take(MostTitles)],
                [.. group.Select(tie => tie.Source).OfType<TieSource>().Distinct().Take(MostSources)],
                isBridge(group.Key.From, group.Key.To)) { IsUndated = group.Any(tie => tie.Start is null) })];

    private static HashSet<int> Chosen(NetworkSnapshot all, NetworkFilter filter, List<NetworkTie> ties)
    {
        var chosen = new HashSet<int>();
        for (var member = 0; member < all.Members.Count; member++)
        {
            var one = all.Members[member];
            if (one.IsActive && filter.Within(one) && filter.IsAbout(one) && filter.Shows(one)) chosen.Add(member);
        }

        // Whoever has a tie that day is shown, also when it no longer works today or does not name the topic.
        foreach (
            var tie in ties.Where(tie => filter.Within(all.Members[tie.From]) && (filter.Depth > 0 || filter.Within(all.Members[tie.To])))
        )
            chosen.Add(tie.From);
        foreach (
            var tie in ties.Where(tie => filter.Within(all.Members[tie.To]) && (filter.Depth > 0 || filter.Within(all.Members[tie.From])))
        )
            chosen.Add(tie.To);
        for (var step = 0; step < filter.Depth; step++)
        {
            var edge = ties.Where(tie => chosen.Contains(tie.From) != chosen.Contains(tie.To)).ToList();
            foreach (var tie in edge) chosen.UnionWith([tie.From, tie.To]);
        }

        return chosen;
    }
}
