namespace MsoNetwork.Networks;

/// <summary>Groups of organisations that work with each other more than with others.</summary>
/// <param name="Of">The community of each node, numbered from 0 by their first nodes.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Modularity">How much more lies within than by chance (Newman, Girvan 2004), -0.5 to 1; 0 without edges.</param>
public sealed record NetworkCommunities(int[] Of, int Count, double Modularity)
{
    // A gain below rounding would move nodes to and fro for ever.
    private const double Least = 1e-12;

    /// <summary>
    /// Louvain: Blondel, Guillaume, Lambiotte, Lefebvre (2008), "Fast unfolding of communities in large networks", J. Stat. Mech. P10008.
    /// Nodes move to the neighbouring community of the largest gain until none gains; communities become nodes, and again. Here
    /// nodes are taken in their order and ties go to the community with the smallest number, so the same graph gives the same answer.
    /// </summary>
    public static NetworkCommunities Find(NetworkGraph graph)
    {
        var total = 0.0;
        var level = Level.Of(graph);
        var membership = Enumerable.Range(0, graph.Count).ToArray();
        for (var node = 0; node < graph.Count; node++) total += level.Strength[node];
        while (total > 0 && level.Move(total) is { } moved)
        {
            for (var node = 0; node < membership.Length; node++) membership[node] = moved[membership[node]];
            level = level.Folded(moved);
        }

        var numbers = new Dictionary<int, int>();
        for (var node = 0; node < membership.Length; node++)
        {
            if (!numbers.TryGetValue(membership[node], out var number)) numbers.Add(membership[node], number = numbers.Count);
            membership[node] = number;
        }

        return new(membership, numbers.Count, ModularityOf(graph, membership));
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

    /// <summary>A weighted graph whose nodes are the communities of the level below; loops hold what lies within them.</summary>
    private sealed class Level
    {
        private readonly (int To, double Weight)[][] _rows;

        private Level((int To, double Weight)[][] rows, double[] strength) => (_rows, Strength) = (rows, strength);

        public double[] Strength { get; }

        public static Level Of(NetworkGraph graph)
        {
            var (rows, strength) = (new (int, double)[graph.Count][], new double[graph.Count]);
            for (var node = 0; node < graph.Count; node++)
            {
                var neighbours = graph.Neighbours(node);
                var weights = graph.Weights(node);
                rows[node] = new (int, double)[neighbours.Length];
                for (var i = 0; i < neighbours.Length; i++)
                    (rows[node][i], strength[node]) = ((neighbours[i], weights[i]), strength[node] + weights[i]);
            }

            return new(rows, strength);
        }

        /// <summary>The community of each node, numbered without gaps; null when no node gains by moving.</summary>
        public int[]? Move(double total)
        {
            var n = _rows.Length;
            var community = Enumerable.Range(0, n).ToArray();
            var (sums, links, touched) = ((double[])Strength.Clone(), new double[n], new List<int>());
            // Only who got a neighbour elsewhere is looked at again (Traag, Waltman, van Eck 2019, "From Louvain to Leiden": fast local
            // move); everybody once more when none is left, because sums have changed for others too.
            var (any, moved) = (false, true);
            var (queue, waiting) = (new Queue<int>(n), new bool[n]);
            while (queue.TryDequeue(out var node) || Again(out node))
            {
                waiting[node] = false;
                var own = community[node];
                foreach (var (to, weight) in _rows[node])
                {
                    if (to == node) continue;
                    if (links[community[to]] == 0) touched.Add(community[to]);
                    links[community[to]] += weight;
                }

                sums[own] -= Strength[node];
                var (best, gain) = (own, links[own] - (sums[own] * Strength[node] / total));
                foreach (var other in touched)
                {
                    var offered = links[other] - (sums[other] * Strength[node] / total);
                    if (offered > gain + (Least * total) || (offered >= gain && best != own && other < best))
                        (best, gain) = (other, offered);
                }

                sums[best] += Strength[node];
                foreach (var other in touched) links[other] = 0;
                touched.Clear();
                if (best == own) continue;
                (community[node], any, moved) = (best, true, true);
                foreach (var (to, _) in _rows[node])
                {
                    if (waiting[to] || community[to] == best) continue;
                    waiting[to] = true;
                    queue.Enqueue(to);
                }
            }

            return any ? WithoutGaps(community) : null;

            bool Again(out int first)
            {
                for (var node = 0; moved && node < n; node++) queue.Enqueue(node);
                Array.Fill(waiting, moved);
                moved = false;
                return queue.TryDequeue(out first);
            }
        }

        public Level Folded(int[] community)
        {
            var count = community.Length == 0 ? 0 : community.Max() + 1;
            var (rows, strength) = (new Dictionary<int, double>[count], new double[count]);
            for (var node = 0; node < _rows.Length; node++)
            {
                var row = rows[community[node]] ??= [];
                strength[community[node]] += Strength[node];
                foreach (var (to, weight) in _rows[node]) row[community[to]] = row.GetValueOrDefault(community[to]) + weight;
            }

            return new(
                [.. rows.Select(row => row.OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value)).ToArray())],
                strength
            );
        }

        private static int[] WithoutGaps(int[] community)
        {
            var numbers = new Dictionary<int, int>();
            return [.. community.Select(one => numbers.TryGetValue(one, out var number) ? number : numbers[one] = numbers.Count)];
        }
    }
}
