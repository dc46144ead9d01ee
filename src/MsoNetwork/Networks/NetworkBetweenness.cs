namespace MsoNetwork.Networks;

/// <summary>
/// Betweenness: the share of shortest paths between others that lead through a node, 0 to 1 (unweighted, undirected).
/// Ulrik Brandes (2001), "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25(2): O(nodes * edges).
/// </summary>
public static class NetworkBetweenness
{
    /// <summary>
    /// Sources are dealt to so many sums, which are added up at the end.
    /// </summary>
    private const int Parts = 8;

    public static double[] Of(NetworkGraph graph, CancellationToken cancellationToken) => Of(graph, () => { }, cancellationToken);

    /// <param name="graph">Undirected.</param>
    /// <param name="rest">Called again and again, by whoever lets others work in between.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>By node.</returns>
    public static double[] Of(NetworkGraph graph, Action rest, CancellationToken cancellationToken)
    {
        var sums = new double[Parts][];
        for (var part = 0; part < Parts; part++) sums[part] = FromSources(graph, part, rest, cancellationToken);
        var total = new double[graph.Count];
        // Each unordered pair was counted from both ends.
        var pairs = (double)(graph.Count - 1) * (graph.Count - 2);
        for (var node = 0; node < graph.Count && pairs > 0; node++)
        {
            foreach (var sum in sums) total[node] += sum[node];
            total[node] /= pairs;
        }

        return total;
    }

    private static double[] FromSources(NetworkGraph graph, int part, Action rest, CancellationToken cancellationToken)
    {
        var n = graph.Count;
        var sum = new double[n];
        var (distance, order) = (new int[n], new int[n]);
        var (paths, dependency) = (new double[n], new double[n]);
        Array.Fill(distance, -1);
        for (var source = part; source < n; source += Parts)
        {
            if (graph.Degree(source) == 0) continue;
            cancellationToken.ThrowIfCancellationRequested();
            rest();
            (distance[source], paths[source], order[0]) = (0, 1, source);
            var found = 1;
            for (var head = 0; head < found; head++)
            {
                var node = order[head];
                var (next, through) = (distance[node] + 1, paths[node]);
                foreach (var neighbour in graph.Neighbours(node))
                {
                    if (distance[neighbour] < 0) (distance[neighbour], order[found++]) = (next, neighbour);
                    if (distance[neighbour] == next) paths[neighbour] += through;
                }
            }

            // Back from the farthest: predecessors are the neighbours one step nearer, so no lists of them are kept.
            for (var last = found - 1; last > 0; last--)
            {
                var node = order[last];
                var (nearer, share) = (distance[node] - 1, (1 + dependency[node]) / paths[node]);
                foreach (var neighbour in graph.Neighbours(node))
                {
                    if (distance[neighbour] == nearer) dependency[neighbour] += paths[neighbour] * share;
                }

                sum[node] += dependency[node];
            }

            for (var i = 0; i < found; i++) (distance[order[i]], paths[order[i]], dependency[order[i]]) = (-1, 0, 0);
        }

        return sum;
    }
}
