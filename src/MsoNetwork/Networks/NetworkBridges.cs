namespace MsoNetwork.Networks;

/// <summary>
/// Bridges: pairs whose link is the only way between two parts of the network. Robert Tarjan (1974), "A note on finding the bridges of
/// a graph", Information Processing Letters 2(6); without recursion, as chains may be long.
/// </summary>
internal static class NetworkBridges
{
    public static HashSet<(int From, int To)> Of(NetworkGraph graph)
    {
        var (n, bridges) = (graph.Count, new HashSet<(int, int)>());
        var (seen, low, parent, next) = (new int[n], new int[n], new int[n], new int[n]);
        var time = 0;
        var path = new Stack<int>();
        for (var first = 0; first < n; first++)
        {
            if (seen[first] != 0) continue;
            (seen[first], low[first], parent[first]) = (++time, time, -1);
            path.Push(first);
            while (path.TryPeek(out var node))
            {
                if (next[node] < graph.Degree(node))
                {
                    var neighbour = graph.Neighbours(node)[next[node]++];
                    if (seen[neighbour] == 0)
                    {
                        (seen[neighbour], low[neighbour], parent[neighbour]) = (++time, time, node);
                        path.Push(neighbour);
                    }
                    else if (neighbour != parent[node])
                    {
                        low[node] = Math.Min(low[node], seen[neighbour]);
                    }
                }
                else
                {
                    path.Pop();
                    if (parent[node] is not (>= 0 and var above)) continue;
                    low[above] = Math.Min(low[above], low[node]);
                    if (low[node] > seen[above]) bridges.Add(above < node ? (above, node) : (node, above));
                }
            }
        }

        return bridges;
    }
}
