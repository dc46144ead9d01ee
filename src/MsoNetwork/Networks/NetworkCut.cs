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
        var places = new Dictionary<int, int>(chosen.Count);
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
    public static List<NetworkEdge> Edges(NetworkSnapshot all, IEnumerable<NetworkTie> ties, Func<int, int, bool> isBridge)
    {
        // Sorted once and read in runs: groups of tens of thousands of pairs would leave more behind than the edges themselves.
        var sorted = ties.Select((tie, nth) => new KeyedTie(KeyOf(tie), nth, tie)).ToArray();
        Array.Sort(sorted, (one, other) => one.Key.CompareTo(other.Key) is var by and not 0 ? by : one.Nth.CompareTo(other.Nth));
        var edges = new List<NetworkEdge>();
        for (var first = 0; first < sorted.Length;)
        {
            var (next, key) = (first + 1, sorted[first].Key);
            while (next < sorted.Length && sorted[next].Key == key) next++;
            edges.Add(Edge(all, key, sorted.AsSpan(first..next), isBridge(key.From, key.To)));
            first = next;
        }

        return edges;
    }

    private static (int From, int To, NetworkTieKind Kind) KeyOf(NetworkTie tie) =>
        tie.Kind is NetworkTieKind.Mentoring or NetworkTieKind.UmbrellaMembership || tie.From < tie.To
            ? (tie.From, tie.To, tie.Kind) : (tie.To, tie.From, tie.Kind);

    private static NetworkEdge Edge(
        NetworkSnapshot all, (int From, int To, NetworkTieKind Kind) key, ReadOnlySpan<KeyedTie> ties, bool isBridge)
    {
        var (start, end, known, isOpen, isUndated) = ((DateOnly?)null, (DateOnly?)null, DateOnly.MaxValue, false, false);
        IReadOnlyList<string> titles = [];
        IReadOnlyList<TieSource> sources = [];
        foreach (var (_, _, tie) in ties)
        {
            (isOpen, isUndated) = (isOpen || tie.End is null, isUndated || tie.Start is null);
            if (start is null || tie.Start < start) start = tie.Start ?? start;
            if (end is null || tie.End > end) end = tie.End ?? end;
            if (tie.Known < known) known = tie.Known;
            if (tie.Title.Length > 0) titles = With(titles, tie.Title, MostTitles);
            if (tie.Source is { } source) sources = With(sources, source, MostSources);
        }

        return new NetworkEdge(
            all.Members[key.From], all.Members[key.To], key.Kind, ties.Length, start, known == DateOnly.MinValue ? null : known,
            isOpen ? null : end, titles, sources, isBridge)
        {
            IsUndated = isUndated,
        };
    }

    private static IReadOnlyList<T> With<T>(IReadOnlyList<T> those, T one, int most) =>
        those.Count == most || those.Contains(one) ? those : [.. those, one];

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

    private readonly record struct KeyedTie((int From, int To, NetworkTieKind Kind) Key, int Nth, NetworkTie Tie);
}
