namespace MsoNetwork.Matching;

/// <summary>How well a way of ranking foretells ties that it was not shown.</summary>
/// <param name="Auc">How probably a hidden tie scores higher than a pair without one; a tie of scores counts half. Chance: 0.5.</param>
/// <param name="Recall">Of the hidden partners, the share among the ten best.</param>
/// <param name="ReciprocalRank">The mean of 1 / rank of the hidden partners.</param>
public sealed record LinkQuality(double Auc, double Recall, double ReciprocalRank);

/// <summary>Writes a score for one node and each other; of other nodes' scores only their order matters.</summary>
public delegate void LinkScores(int node, Span<double> scores);

/// <summary>
/// Link prediction as a test of rankings (Liben-Nowell and Kleinberg 2007, "The link-prediction problem for social networks"): some ties
/// are hidden, and each is ranked, from both its ends, among the pairs that have no tie. Scores must be symmetric. Equal scores
/// are taken as if they stood in random order, on the average, so that no method gains by the order of ids.
/// </summary>
public static class LinkPrediction
{
    /// <summary>How many stand on the first page.</summary>
    public const int Top = 10;

    /// <summary>Parts the pairs, deterministically by the seed: which are shown, and which (at least one) are hidden.</summary>
    public static (IReadOnlyList<(int From, int To)> Shown, IReadOnlyList<(int From, int To)> Hidden) Hide(
        IReadOnlyList<(int From, int To)> pairs,
        double share,
        ulong seed
    )
    {
        var order = pairs.OrderBy(pair => Mix(seed, pair.From, pair.To)).ToList();
        var hidden = Math.Max(1, (int)Math.Round(share * order.Count));
        return (order[hidden..], order[..hidden]);
    }

    public static LinkQuality Measure(
        int nodes,
        IEnumerable<(int From, int To)> shown,
        IReadOnlyCollection<(int From, int To)> hidden,
        LinkScores scores
    )
    {
        var (known, asked) = (Both(nodes, shown), Both(nodes, hidden));
        var (without, with) = (new List<double>(), new List<double>());
        var (recall, reciprocal, questions) = (0.0, 0.0, 0);
        var row = new double[nodes];
        for (var node = 0; node < nodes; node++)
        {
            scores(node, row);
            var others = Enumerable
                .Range(0, nodes)
                .Where(other => other != node && !known[node].Contains(other) && !asked[node].Contains(other))
                .ToList();
            without.AddRange(others.Where(other => other > node).Select(other => row[other]));
            with.AddRange(asked[node].Where(other => other > node).Select(other => row[other]));
            foreach (var partner in asked[node])
            {
                var (better, equal) = (others.Count(other => row[other] > row[partner]), others.Count(other => row[other] == row[partner]));
                recall += RecallOf(better, equal);
                reciprocal += ReciprocalOf(better, equal);
                questions++;
            }
        }

        return new LinkQuality(Auc(with, without), recall / questions, reciprocal / questions);
    }

    /// <summary>
    /// The area under the ROC curve (Hanley and McNeil 1982): the Mann-Whitney statistic over all pairs of a hidden tie and a pair without.
    /// </summary>
    public static double Auc(IReadOnlyCollection<double> with, IReadOnlyCollection<double> without)
    {
        var sorted = without.Order().ToArray();
        var sum = 0.0;
        foreach (var score in with) sum += (First(sorted, score, orAbove: false) + First(sorted, score, orAbove: true)) / 2.0;
        return sum / ((double)with.Count * sorted.Length);
    }

    /// <summary>How probably one is among the first ten, when so many are better and so many equal.</summary>
    public static double RecallOf(int better, int equal) => Math.Clamp((Top - better) / (equal + 1.0), 0, 1);

    /// <summary>The mean of 1 / rank over the places it may have among its equals.</summary>
    public static double ReciprocalOf(int better, int equal)
    {
        var sum = 0.0;
        for (var rank = better + 1; rank <= better + equal + 1; rank++) sum += 1.0 / rank;
        return sum / (equal + 1);
    }

    /// <summary>A number that looks random and depends on the seed and the unordered pair only (the finaliser of SplitMix64).</summary>
    public static ulong Mix(ulong seed, int one, int other)
    {
        var mixed = seed + (((ulong)Math.Min(one, other) << 32) | (uint)Math.Max(one, other)) * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    // How many are below, or below and equal.
    private static int First(double[] sorted, double score, bool orAbove)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < score || (orAbove && sorted[middle] == score)) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static HashSet<int>[] Both(int nodes, IEnumerable<(int From, int To)> pairs)
    {
        var partners = new HashSet<int>[nodes];
        for (var node = 0; node < nodes; node++) partners[node] = [];
        foreach (var (from, to) in pairs)
        {
            partners[from].Add(to);
            partners[to].Add(from);
        }

        return partners;
    }
}
