namespace MsoNetwork.Networks;

/// <summary>Groups of organisations that work with each other more than with others.</summary>
/// <param name="Of">The community of each node, numbered from 0 by their first nodes.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Modularity">How much more lies within than by chance (Newman, Girvan 2004), -0.5 to 1; 0 without edges.</param>
public sealed record NetworkCommunities(int[] Of, int Count, double Modularity)
{
    // A gain below rounding would move nodes to and fro for ever.
    private const double Least = 1e-12;

    // Of modularity: a look at everybody that brings less ends a level. The authors' own program stops at a tenth of it; docs/measured.md
    // has what either costs.
    private const double Precision = 1e-5;

    /// <summary>
    /// Louvain: Blondel, Guillaume, Lambiotte, Lefebvre (2008), "Fast unfolding of communities in large networks", J. Stat. Mech. P10008.
    /// Nodes move to the neighbouring community of the largest gain until that brings next to nothing; communities become nodes, and again.
    /// Here nodes are taken in their order and ties go to the community with the smallest number, so the same graph gives the same answer.
    /// </summary>
    public static NetworkCommunities Find(NetworkGraph graph)
    {
        var level = Level.Of(graph);
        var membership = Enumerable.Range(0, graph.Count).ToArray();
        var total = level.Strength.Sum();
        while (total > 0 && level.Move(total) is { } moved)
        {
            for (var node = 0; node < membership.Length; node++) membership[node] = moved[membership[node]];
            level = level.Folded(moved);
        }

        // Each level is numbered by its first nodes, and so is what they make up together.
        return new(membership, membership.Length == 0 ? 0 : membership.Max() + 1, ModularityOf(graph, membership));
    }

    public static double ModularityOf(NetworkGraph graph, int[] community)
    {
        var (inside, strength) = (0.0, new double[graph.Count]);
        for (var node = 0; node < graph.Count; node++)
        {
            var neighbours = graph.Neighbours(node);
            var weights = graph.Weights(node);
            for (var i = 0; i < neighbours.Length; i++)
            {
                if (community[neighbours[i]] == community[node]) inside += weights[i];
                strength[community[node]] += weights[i];
            }
        }

        var total = strength.Sum();
        return total == 0 ? 0 : (inside / total) - strength.Sum(one => one / total * (one / total));
    }

    /// <summary>A graph whose nodes are the communities of the level below; what lies within them is only in their strength.</summary>
    private sealed class Level(NetworkGraph graph, double[] strength)
    {
        /// <summary>The sum of each node's weights, those within it twice.</summary>
        public double[] Strength => strength;

        public static Level Of(NetworkGraph graph)
        {
            var strength = new double[graph.Count];
            for (var node = 0; node < graph.Count; node++)
            {
                foreach (var weight in graph.Weights(node)) strength[node] += weight;
            }

            return new(graph, strength);
        }

        /// <summary>The community of each node, numbered without gaps; null when no node gains by moving.</summary>
        public int[]? Move(double total)
        {
            var n = graph.Count;
            var community = Enumerable.Range(0, n).ToArray();
            var (sums, links, touched) = ((double[])strength.Clone(), new double[n], new List<int>());
            // Only who got a neighbour elsewhere is looked at again (Traag, Waltman, van Eck 2019, "From Louvain to Leiden": fast local
            // move); everybody once more when none is left, because sums have changed for others too, as long as that brings something.
            var (any, gained) = (false, double.MaxValue);
            var (queue, waiting) = (new Queue<int>(n), new bool[n]);
            while (queue.TryDequeue(out var node) || Again(out node))
            {
                waiting[node] = false;
                var own = community[node];
                var neighbours = graph.Neighbours(node);
                var weights = graph.Weights(node);
                for (var i = 0; i < neighbours.Length; i++)
                {
                    var other = community[neighbours[i]];
                    if (links[other] == 0) touched.Add(other);
                    links[other] += weights[i];
                }

                sums[own] -= strength[node];
                var stays = links[own] - (sums[own] * strength[node] / total);
                var (best, gain) = (own, stays);
                foreach (var other in touched)
                {
                    var offered = links[other] - (sums[other] * strength[node] / total);
                    if (offered > gain + (Least * total) || (offered >= gain && best != own && other < best))
                        (best, gain) = (other, offered);
                }

                sums[best] += strength[node];
                foreach (var other in touched) links[other] = 0;
                touched.Clear();
                if (best == own) continue;
                (community[node], any, gained) = (best, true, gained + (2 * (gain - stays) / total));
                foreach (var to in neighbours)
                {
                    if (waiting[to] || community[to] == best) continue;
                    waiting[to] = true;
                    queue.Enqueue(to);
                }
            }

            return any ? WithoutGaps(community) : null;

            bool Again(out int first)
            {
                var again = gained > Precision;
                for (var node = 0; again && node < n; node++) queue.Enqueue(node);
                Array.Fill(waiting, again);
                gained = 0;
                return queue.TryDequeue(out first);
            }
        }

        public Level Folded(int[] community)
        {
            var count = community.Length == 0 ? 0 : community.Max() + 1;
            var sums = new double[count];
            for (var node = 0; node < graph.Count; node++) sums[community[node]] += strength[node];
            return new(new NetworkGraph(count, Pairs(community)), sums);
        }

        // Each once; the graph leaves out loops and adds up the rest.
        private IEnumerable<(int, int, double)> Pairs(int[] community)
        {
            for (var node = 0; node < graph.Count; node++)
            {
                for (var i = 0; i < graph.Degree(node); i++)
                {
                    var to = graph.Neighbours(node)[i];
                    if (to > node) yield return (community[node], community[to], graph.Weights(node)[i]);
                }
            }
        }

        private static int[] WithoutGaps(int[] community)
        {
            var numbers = new Dictionary<int, int>();
            return [.. community.Select(one => numbers.TryGetValue(one, out var number) ? number : numbers[one] = numbers.Count)];
        }
    }
}
