namespace MsoNetwork.Networks;

/// <summary>
/// A simple undirected graph of nodes 0 to Count - 1: neighbours of a node lie side by side in one array (compressed rows), in
/// ascending order, so that all that is computed from it depends on nothing but the graph.
/// </summary>
public sealed class NetworkGraph
{
    private readonly int[] _begin;
    private readonly int[] _neighbours;
    private readonly double[] _weights;

    /// <param name="count">Number of nodes.</param>
    /// <param name="edges">Pairs of nodes with a weight; parallel ones add up, loops are left out.</param>
    public NetworkGraph(int count, IEnumerable<(int From, int To, double Weight)> edges)
    {
        var sorted = Simple(edges);
        (Count, Edges) = (count, sorted.Length);
        _begin = new int[count + 1];
        foreach (var (from, to, _) in sorted) (_begin[from + 1], _begin[to + 1]) = (_begin[from + 1] + 1, _begin[to + 1] + 1);
        for (var node = 0; node < count; node++) _begin[node + 1] += _begin[node];
        var next = _begin[..count];
        (_neighbours, _weights) = (new int[2 * Edges], new double[2 * Edges]);
        // By the smaller end first, then by the larger: both passes leave each row in ascending order.
        foreach (var (from, to, weight) in sorted) (_neighbours[next[to]], _weights[next[to]++]) = (from, weight);
        foreach (var (from, to, weight) in sorted) (_neighbours[next[from]], _weights[next[from]++]) = (to, weight);
    }

    // Sorted by both ends, parallel ones added up in place.
    private static ReadOnlySpan<(int From, int To, double Weight)> Simple(IEnumerable<(int From, int To, double Weight)> edges)
    {
        var all = edges.Where(edge => edge.From != edge.To)
            .Select(edge => (From: Math.Min(edge.From, edge.To), To: Math.Max(edge.From, edge.To), edge.Weight)).ToArray();
        Array.Sort(all, (one, other) => (one.From, one.To).CompareTo((other.From, other.To)));
        var count = 0;
        foreach (var edge in all)
        {
            if (count > 0 && (all[count - 1].From, all[count - 1].To) == (edge.From, edge.To)) all[count - 1].Weight += edge.Weight;
            else all[count++] = edge;
        }

        return all.AsSpan(0, count);
    }

    public int Count { get; }

    /// <summary>Number of pairs that are joined.</summary>
    public int Edges { get; }

    public ReadOnlySpan<int> Neighbours(int node) => _neighbours.AsSpan(_begin[node].._begin[node + 1]);

    /// <summary>The weights of <see cref="Neighbours"/>, in the same order.</summary>
    public ReadOnlySpan<double> Weights(int node) => _weights.AsSpan(_begin[node].._begin[node + 1]);

    public int Degree(int node) => _begin[node + 1] - _begin[node];

    /// <summary>Joined pairs of all possible pairs; 0 for fewer than two nodes.</summary>
    public double Density => Count < 2 ? 0 : 2.0 * Edges / ((double)Count * (Count - 1));

    /// <summary>The component of each node, numbered from 0 by their first nodes.</summary>
    public int[] Components(out int count)
    {
        var component = new int[Count];
        Array.Fill(component, -1);
        var stack = new Stack<int>();
        count = 0;
        for (var first = 0; first < Count; first++)
        {
            if (component[first] >= 0) continue;
            component[first] = count;
            stack.Push(first);
            while (stack.TryPop(out var node))
            {
                foreach (var neighbour in Neighbours(node))
                {
                    if (component[neighbour] >= 0) continue;
                    component[neighbour] = count;
                    stack.Push(neighbour);
                }
            }

            count++;
        }

        return component;
    }
}
