namespace MsoNetwork.Matching;

/// <summary>
/// The ways of ranking that an evaluation compares: the matcher as the API uses it, and simple ones that it must not be worse than.
/// </summary>
public static class LinkMethods
{
    public const string Matcher = "matcher";

    /// <summary>By name, on a network that does not have the hidden ties.</summary>
    public static IReadOnlyList<(string Name, LinkScores Scores)> Of(MatchNetwork network, ulong seed) =>
        [
            (Matcher, (node, scores) => OfMatcher(network, node, scores)),
            // Another seed than that of hiding: else the hidden ones, which are the first by it, would stand last.
            ("random", (node, scores) => Each(network, node, scores, other => LinkPrediction.Mix(~seed, node, other))),
            ("distance", (node, scores) => Each(network, node, scores, other => -network.Kilometres(node, other))),
            ("shared topics", (node, scores) =>
                Each(network, node, scores, other =>
                    network.Members[node].Topics.Intersect(network.Members[other].Topics, StringComparer.Ordinal).Count()
                )
            ),
            ("common neighbours", (node, scores) => CommonNeighbours(network, node, scores)),
            ("Adamic-Adar", (node, scores) => AdamicAdar.Fill(network.Graph, node, scores)),
            ("partners' number", (node, scores) =>
                Each(network, node, scores, other => (double)network.Graph.Degree(node) * network.Graph.Degree(other))
            ),
        ];

    private static void OfMatcher(MatchNetwork network, int node, Span<double> scores)
    {
        using var matcher = new Matcher(network, node, SuggestionPurpose.SimilarWork);
        for (var other = 0; other < network.Count; other++) scores[other] = other == node ? 0 : matcher.Score(other);
    }

    private static void CommonNeighbours(MatchNetwork network, int node, Span<double> scores)
    {
        scores.Clear();
        foreach (var partner in network.Graph.Neighbours(node))
        {
            foreach (var other in network.Graph.Neighbours(partner)) scores[other]++;
        }
    }

    private static void Each(MatchNetwork network, int node, Span<double> scores, Func<int, double> score)
    {
        for (var other = 0; other < network.Count; other++) scores[other] = other == node ? 0 : score(other);
    }
}
