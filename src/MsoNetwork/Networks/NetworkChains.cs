namespace MsoNetwork.Networks;

/// <summary>The shortest chains between two nodes: breadth first from both ends, the smaller front goes on.</summary>
internal static class NetworkChains
{
    /// <summary>
    /// Up to <paramref name="most"/> of the shortest chains, each from end to end, in the order of their nodes; none when there is no way.
    /// </summary>
    public static List<int[]> Find(NetworkGraph graph, int from, int to, int most)
    {
        if (from == to) return [[from]];
        var (ahead, behind) = (new Dictionary<int, int> { [from] = 0 }, new Dictionary<int, int> { [to] = 0 });
        var (front, back) = (new List<int> { from }, new List<int> { to });
        var (a, b) = (0, 0);
        var middles = new List<int>();
        while (middles.Count == 0 && front.Count > 0 && back.Count > 0)
        {
            if (front.Count <= back.Count)
                (front, a) = (Step(graph, front, ahead, a), a + 1);
            else
                (back, b) = (Step(graph, back, behind, b), b + 1);
            middles =
            [
                .. (front.Count <= back.Count ? front : back)
                    .Where(node => ahead.TryGetValue(node, out var x) && behind.TryGetValue(node, out var y) && x + y == a + b)
                    .Order(),
            ];
        }

        var chains = new List<int[]>();
        foreach (var middle in middles)
        {
            foreach (var left in Ways(graph, middle, ahead, most))
            {
                foreach (var right in Ways(graph, middle, behind, most))
                {
                    if (chains.Count == most) return chains;
                    chains.Add([.. left.AsEnumerable().Reverse(), .. right.Skip(1)]);
                }
            }
        }

        return chains;
    }

    private static List<int> Step(NetworkGraph graph, List<int> front, Dictionary<int, int> distance, int at)
    {
        var next = new List<int>();
        foreach (var node in front)
        {
            foreach (var neighbour in graph.Neighbours(node))
            {
                if (distance.TryAdd(neighbour, at + 1)) next.Add(neighbour);
            }
        }

        return next;
    }

    /// <summary>The first ways from a node down to distance 0.</summary>
    private static IEnumerable<List<int>> Ways(NetworkGraph graph, int node, Dictionary<int, int> distance, int most)
    {
        if (distance[node] == 0)
            return
            [
                [node],
            ];
        var nearer = graph
            .Neighbours(node)
            .ToArray()
            .Where(neighbour => distance.TryGetValue(neighbour, out var steps) && steps == distance[node] - 1);
        return nearer.SelectMany(next => Ways(graph, next, distance, most), (_, way) => (List<int>)[node, .. way]).Take(most);
    }
}
