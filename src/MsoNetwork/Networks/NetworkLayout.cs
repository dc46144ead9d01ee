namespace MsoNetwork.Networks;

/// <summary>
/// Places for drawing: who works together lies together. Forces of ForceAtlas2 (Jacomy, Venturini, Heymann, Bastian 2014, PLoS ONE 9(6)):
/// ties pull by their length, nodes push each other by their numbers of ties over the distance; the steps get shorter as in Fruchterman and
/// Reingold (1991). No chance in it: everybody begins on a circle, community by community, so the same network has the same picture on each
/// visit. Connected parts are drawn apart and put in rows, the largest first; who has no tie has no place. Ties between communities pull
/// less than those within, as their names promise: so communities are seen even among hundreds. A part is as wide as the root of its size,
/// so that each node has about the same room: some 1.5 units; x grows to the right, y downwards.
/// </summary>
public static class NetworkLayout
{
    /// <summary>Nodes with ties. More are not readable, and each step looks at each pair.</summary>
    public const int MostNodes = 2_000;

    private const int Steps = 300;
    private const double Push = 0.35;
    private const double Pull = 0.02;

    /// <summary>Of a tie between two communities, compared with one within.</summary>
    private const double Between = 0.1;
    private const double Space = 1.6;
    private const double Room = 1.5;

    public static IReadOnlyList<(double X, double Y)> Of(NetworkGraph graph, int[] community)
    {
        var (x, y) = (new double[graph.Count], new double[graph.Count]);
        var component = graph.Components(out _);
        var parts = Enumerable
            .Range(0, graph.Count)
            .GroupBy(node => component[node])
            .Select(part => part.OrderBy(node => community[node]).ThenBy(node => node).ToArray())
            .OrderByDescending(part => part.Length)
            .ThenBy(part => part[0])
            .ToList();
        var joined = parts.Where(part => part.Length > 1).ToList();
        foreach (var part in joined) Arrange(graph, community, part, x, y);
        PutInRows(joined, x, y);
        return [.. x.Zip(y)];
    }

    private static void Arrange(NetworkGraph graph, int[] community, int[] part, double[] x, double[] y)
    {
        var radius = 0.5 * part.Length;
        for (var i = 0; i < part.Length; i++)
        {
            var angle = 2 * Math.PI * i / part.Length;
            (x[part[i]], y[part[i]]) = (radius * Math.Cos(angle), radius * Math.Sin(angle));
        }

        for (var step = 0; step < Steps; step++) Move(graph, community, part, x, y, radius / 3 * (1 - ((double)step / Steps)));
        var wide = Math.Max(part.Max(node => x[node]) - part.Min(node => x[node]), part.Max(node => y[node]) - part.Min(node => y[node]));
        var scale = Room * Math.Sqrt(part.Length) / Math.Max(wide, 1e-9);
        foreach (var node in part) (x[node], y[node]) = (x[node] * scale, y[node] * scale);
    }

    private static void Move(NetworkGraph graph, int[] community, int[] part, double[] x, double[] y, double most)
    {
        var (dx, dy) = (new double[x.Length], new double[x.Length]);
        for (var i = 0; i < part.Length; i++)
        {
            var a = part[i];
            for (var j = i + 1; j < part.Length; j++)
            {
                var b = part[j];
                var (east, south) = (x[a] - x[b], y[a] - y[b]);
                var push = Push * (graph.Degree(a) + 1) * (graph.Degree(b) + 1) / Math.Max((east * east) + (south * south), 1e-6);
                (dx[a], dy[a]) = (dx[a] + (east * push), dy[a] + (south * push));
                (dx[b], dy[b]) = (dx[b] - (east * push), dy[b] - (south * push));
            }

            foreach (var neighbour in graph.Neighbours(a))
            {
                var pull = community[neighbour] == community[a] ? 1 : Between;
                (dx[a], dy[a]) = (dx[a] + (pull * (x[neighbour] - x[a])), dy[a] + (pull * (y[neighbour] - y[a])));
            }
        }

        foreach (var node in part)
        {
            // Who has many ties moves as far as who has one.
            var weight = graph.Degree(node) + 1;
            var (east, south) = ((dx[node] / weight) - (Pull * x[node]), (dy[node] / weight) - (Pull * y[node]));
            var length = Math.Max(Math.Sqrt((east * east) + (south * south)), 1e-9);
            var taken = Math.Min(length, most) / length;
            (x[node], y[node]) = (x[node] + (east * taken), y[node] + (south * taken));
        }
    }

    /// <summary>Left to right and top to bottom, about twice as wide as high.</summary>
    private static void PutInRows(List<int[]> parts, double[] x, double[] y)
    {
        var boxes = parts.ConvertAll(part =>
            (
                Left: part.Min(node => x[node]),
                Top: part.Min(node => y[node]),
                Width: part.Max(node => x[node]) - part.Min(node => x[node]),
                Height: part.Max(node => y[node]) - part.Min(node => y[node])
            )
        );
        var wide =
            boxes.Count == 0
                ? 0
                : Math.Max(boxes.Max(box => box.Width), Math.Sqrt(2 * boxes.Sum(box => (box.Width + Space) * (box.Height + Space))));
        var (left, top, row) = (0.0, 0.0, 0.0);
        for (var i = 0; i < parts.Count; i++)
        {
            if (left > 0 && left + boxes[i].Width > wide) (left, top, row) = (0, top + row + Space, 0);
            foreach (var node in parts[i]) (x[node], y[node]) = (x[node] - boxes[i].Left + left, y[node] - boxes[i].Top + top);
            (left, row) = (left + boxes[i].Width + Space, Math.Max(row, boxes[i].Height));
        }
    }
}
