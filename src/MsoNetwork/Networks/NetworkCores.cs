namespace MsoNetwork.Networks;

/// <summary>
/// Core numbers: a node is in the k-core when it has k neighbours that are in it too. Vladimir Batagelj, Matjaž Zaveršnik (2003),
/// "An O(m) algorithm for cores decomposition of networks", arXiv:cs/0310049.
/// </summary>
internal static class NetworkCores
{
    public static int[] Of(NetworkGraph graph)
    {
        var n = graph.Count;
        var degree = new int[n];
        for (var node = 0; node < n; node++) degree[node] = graph.Degree(node);
        // Nodes in buckets by degree, so that the smallest is at hand and a decrement is one swap.
        var begin = new int[(n == 0 ? 0 : degree.Max()) + 2];
        foreach (var d in degree) begin[d + 1]++;
        for (var d = 1; d < begin.Length; d++) begin[d] += begin[d - 1];
        var (sorted, place, next) = (new int[n], new int[n], (int[])begin.Clone());
        for (var node = 0; node < n; node++) sorted[place[node] = next[degree[node]]++] = node;
        for (var i = 0; i < n; i++)
        {
            var node = sorted[i];
            foreach (var neighbour in graph.Neighbours(node))
            {
                if (degree[neighbour] <= degree[node]) continue;
                var (first, own) = (sorted[begin[degree[neighbour]]], place[neighbour]);
                (sorted[begin[degree[neighbour]]], sorted[own]) = (neighbour, first);
                (place[neighbour], place[first]) = (begin[degree[neighbour]], own);
                begin[degree[neighbour]--]++;
            }
        }

        return degree;
    }
}
