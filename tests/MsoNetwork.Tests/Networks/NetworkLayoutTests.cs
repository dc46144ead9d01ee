using MsoNetwork.Networks;

namespace MsoNetwork.Tests.Networks;

public sealed class NetworkLayoutTests
{
    [Fact]
    public void The_same_network_is_drawn_the_same_on_each_visit()
    {
        var (first, second) = (Random(200, 300, 5), Random(200, 300, 5));
        Assert.Equal(
            NetworkLayout.Of(first, NetworkCommunities.Find(first).Of),
            NetworkLayout.Of(second, NetworkCommunities.Find(second).Of)
        );
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(40, 0)]
    [InlineData(60, 20)]
    [InlineData(500, 1_500)]
    [InlineData(2_000, 3_000)]
    public void Whoever_has_a_tie_has_a_place_and_nobody_lies_on_another(int count, int edges)
    {
        var graph = Random(count, edges, 11);
        var places = NetworkLayout.Of(graph, NetworkCommunities.Find(graph).Of);
        Assert.Equal(count, places.Count);
        Assert.All(places, place => Assert.True(double.IsFinite(place.X) && double.IsFinite(place.Y)));
        for (var a = 0; a < count; a++)
        {
            for (var b = a + 1; b < count && graph.Degree(a) > 0; b++)
                Assert.True(graph.Degree(b) == 0 || Distance(places[a], places[b]) > 0.05, $"{a} and {b}");
        }
    }

    [Fact]
    public void Who_works_together_lies_nearer_than_others()
    {
        var graph = Random(120, 200, 3);
        var places = NetworkLayout.Of(graph, NetworkCommunities.Find(graph).Of);
        var pairs = Enumerable
            .Range(0, graph.Count)
            .SelectMany(a => Enumerable.Range(a + 1, graph.Count - a - 1).Select(b => (a, b, Joined: graph.Neighbours(a).Contains(b))))
            .ToList();
        double Mean(bool joined) =>
            pairs
                .Where(pair => pair.Joined == joined && graph.Degree(pair.a) > 0 && graph.Degree(pair.b) > 0)
                .Average(pair => Distance(places[pair.a], places[pair.b]));
        Assert.True(Mean(true) < 0.7 * Mean(false), $"{Mean(true)} {Mean(false)}");
    }

    [Fact]
    public void Communities_lie_apart_also_among_hundreds()
    {
        var graph = Random(500, 900, 17);
        var community = NetworkCommunities.Find(graph).Of;
        var places = NetworkLayout.Of(graph, community);
        var joined = graph.Components(out _);
        var largest = Enumerable.Range(0, graph.Count).GroupBy(node => joined[node]).MaxBy(part => part.Count())!.ToList();
        Assert.True(largest.Count > 300, $"{largest.Count}");
        double Mean(bool same) =>
            largest
                .SelectMany(a =>
                    largest.Where(b => a < b && (community[a] == community[b]) == same).Select(b => Distance(places[a], places[b]))
                )
                .Average();
        Assert.True(Mean(true) < 0.35 * Mean(false), $"{Mean(true)} {Mean(false)}");
    }

    private static double Distance((double X, double Y) a, (double X, double Y) b) =>
        Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2));

    /// <summary>In groups of ten, some alone.</summary>
    private static NetworkGraph Random(int count, int edges, int seed)
    {
        var random = new Random(seed);
        return new NetworkGraph(count, Enumerable.Range(0, edges).Select(_ =>
        {
            var from = random.Next(count);
            return (from, random.Next(5) > 0 ? Math.Min(count - 1, (from / 10 * 10) + random.Next(10)) : random.Next(count), 1.0);
        }).ToList());
    }
}
