using MsoNetwork.Networks;

namespace MsoNetwork.Tests.Networks;

public sealed class NetworkMeasureTests
{
    [Fact]
    public async Task Measures_of_30_random_graphs_are_those_of_graphology()
    {
        var graphs = Enumerable.Range(1, 30).Select(Random).ToList();
        var ours = graphs.ConvertAll(graph => (Graph: graph, Communities: NetworkCommunities.Find(graph)));
        var answer = await Graphology.AskAsync(
            new
            {
                graphs = ours.Select(one => new
                {
                    count = one.Graph.Count,
                    edges = Edges(one.Graph).Select(edge => new[] { edge.From, edge.To, edge.Weight }),
                    community = one.Communities.Of,
                }),
            }
        );
        var gain = 0.0;
        foreach (var ((graph, communities), theirs) in ours.Zip(answer.GetProperty("measured").EnumerateArray()))
        {
            var pairs = (graph.Count - 1.0) * (graph.Count - 2) / 2;
            var betweenness = NetworkBetweenness.Of(graph, TestContext.Current.CancellationToken);
            foreach (var (mine, other) in betweenness.Zip(theirs.GetProperty("betweenness").EnumerateArray()))
                Assert.Equal(other.GetDouble() / pairs, mine, 1e-9);
            Assert.Equal(theirs.GetProperty("cores").EnumerateArray().Select(core => core.GetInt32()), NetworkCores.Of(graph));
            graph.Components(out var components);
            Assert.Equal(theirs.GetProperty("components").GetInt32(), components);
            Assert.Equal(theirs.GetProperty("density").GetDouble(), graph.Density, 1e-12);
            Assert.Equal(theirs.GetProperty("modularity").GetDouble(), communities.Modularity, 1e-9);
            // Both are heuristics for the same maximum: ours may be a little worse on one graph, not on all of them.
            Assert.True(communities.Modularity > theirs.GetProperty("louvain").GetDouble() - 0.05);
            gain += communities.Modularity - theirs.GetProperty("louvain").GetDouble();
            Assert.Equal(
                theirs.GetProperty("path").GetInt32(),
                NetworkChains.Find(graph, 0, graph.Count - 1, 3) is [var chain, ..] ? chain.Length : 0
            );
        }

        Assert.True(gain / graphs.Count > -0.01, $"on average {gain / graphs.Count} below graphology's Louvain");
    }

    [Fact]
    public void Bridges_are_the_pairs_without_which_there_are_more_components()
    {
        foreach (var graph in Enumerable.Range(1, 20).Select(Random))
        {
            graph.Components(out var before);
            var edges = Edges(graph).ToList();
            var bridges = edges.Where(gone =>
            {
                new NetworkGraph(graph.Count, edges.Where(edge => edge != gone)).Components(out var after);
                return after > before;
            }).Select(edge => (edge.From, edge.To));
            Assert.Equal(bridges.Order(), NetworkBridges.Of(graph).Order());
        }
    }

    [Fact]
    public void Chains_are_all_the_shortest_ones_up_to_their_number_and_each_step_is_a_tie()
    {
        foreach (var graph in Enumerable.Range(1, 20).Select(Random))
        {
            var chains = NetworkChains.Find(graph, 0, graph.Count - 1, 10);
            Assert.Equal(chains.Count, chains.Select(chain => string.Join(',', chain)).Distinct().Count());
            Assert.All(chains, chain =>
            {
                Assert.Equal(chains[0].Length, chain.Length);
                Assert.Equal((0, graph.Count - 1), (chain[0], chain[^1]));
                foreach (var (a, b) in chain.Zip(chain.Skip(1))) Assert.True(graph.Neighbours(a).Contains(b));
            });
        }

        var square = new NetworkGraph(4, [(0, 1, 1), (1, 3, 1), (0, 2, 1), (2, 3, 1)]);
        Assert.Equal(["0,1,3", "0,2,3"], NetworkChains.Find(square, 0, 3, 10).Select(chain => string.Join(',', chain)));
        Assert.Empty(NetworkChains.Find(new NetworkGraph(2, []), 0, 1, 3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Graphs_without_ties_have_measures_too(int count)
    {
        var graph = new NetworkGraph(count, [(0, 0, 1)]);
        Assert.Equal(new double[count], NetworkBetweenness.Of(graph, TestContext.Current.CancellationToken));
        Assert.Equal(new int[count], NetworkCores.Of(graph));
        Assert.Equal((count, 0.0), (NetworkCommunities.Find(graph).Count, NetworkCommunities.Find(graph).Modularity));
        Assert.Empty(NetworkBridges.Of(graph));
        Assert.Equal(0, graph.Density);
        graph.Components(out var components);
        Assert.Equal(count, components);
    }

    [Fact]
    public void The_same_graph_gives_the_same_answer_to_the_last_bit()
    {
        var (first, second) = (Random(7), Random(7));
        Assert.Equal(
            NetworkBetweenness.Of(first, TestContext.Current.CancellationToken),
            NetworkBetweenness.Of(second, TestContext.Current.CancellationToken)
        );
        Assert.Equal(NetworkCommunities.Find(first).Of, NetworkCommunities.Find(second).Of);
    }

    private static IEnumerable<(int From, int To, double Weight)> Edges(NetworkGraph graph)
    {
        for (var node = 0; node < graph.Count; node++)
        {
            for (var i = 0; i < graph.Degree(node); i++)
            {
                if (graph.Neighbours(node)[i] > node) yield return (node, graph.Neighbours(node)[i], graph.Weights(node)[i]);
            }
        }
    }

    /// <summary>Sparse to dense, with groups, isolated nodes and parallel edges.</summary>
    private static NetworkGraph Random(int seed)
    {
        var random = new Random(seed);
        var count = 4 + (seed * 5);
        var groups = 1 + (seed % 5);
        var edges = new List<(int, int, double)>();
        for (var i = 0; i < count * (1 + (seed % 4)); i++)
        {
            var from = random.Next(count);
            var to = random.Next(3) > 0 ? (from + (groups * random.Next(count))) % count : random.Next(count);
            edges.Add((from, to, 1 + random.Next(3)));
        }

        return new NetworkGraph(count, edges);
    }
}
