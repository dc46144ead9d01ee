using MsoNetwork.Networks;

namespace MsoNetwork.Matching;

/// <summary>
/// Common partners, each weighted by 1 / ln(number of its partners): who works with few says more than who works with everybody. Adamic and
/// Adar (2003), "Friends and neighbors on the Web", Social Networks 25(3); as a predictor of ties: Liben-Nowell and Kleinberg (2007).
/// </summary>
public static class AdamicAdar
{
    public static double Weight(int partners) => 1 / Math.Log(partners);

    /// <summary>
    /// The sum for one node and each other. Partners are gone through in ascending order, so both ways round give the same bits.
    /// </summary>
    public static void Fill(NetworkGraph graph, int node, Span<double> sums)
    {
        sums.Clear();
        foreach (var partner in graph.Neighbours(node))
        {
            // A common partner has at least two.
            if (graph.Degree(partner) < 2) continue;
            var weight = Weight(graph.Degree(partner));
            foreach (var other in graph.Neighbours(partner)) sums[other] += weight;
        }

        sums[node] = 0;
    }

    /// <summary>Common partners, those with fewest others first, then in order.</summary>
    public static IReadOnlyList<int> Common(NetworkGraph graph, int one, int other)
    {
        var others = graph.Neighbours(other).ToArray();
        return [.. graph.Neighbours(one).ToArray().Intersect(others).OrderBy(graph.Degree).ThenBy(partner => partner)];
    }
}
