using System.Globalization;
using System.Xml;
using MsoNetwork.Errors;
using MsoNetwork.Networks;

namespace MsoNetwork.Export;

public static partial class NetworkFile
{
    private const string Svg = "http://www.w3.org/2000/svg";
    private const double Unit = 60;
    private const double Margin = 90;
    private const int LongestLabel = 30;

    /// <summary>
    /// Dark enough on white, and told apart by people who see colours otherwise (after Okabe, Ito 2008); the shapes say the same.
    /// </summary>
    private static readonly string[] Colours = ["#0072b2", "#c44e00", "#00795c", "#a23b72", "#7a6200", "#5b3d9a", "#00808a", "#8c3b2a"];

    /// <summary>
    /// A picture for reports and for who has no scripts. Attributes only, no styles: it stays as it is under any policy on content.
    /// </summary>
    /// <exception cref="NetworkException">The network has too many organisations for a picture.</exception>
    public static Task WriteSvgAsync(Network network, Stream output, CancellationToken cancellationToken)
    {
        CheckDrawable(network);
        return StreamAsync(output, xml => SvgParts(network, xml), cancellationToken);
    }

    public static void CheckDrawable(Network network)
    {
        if (network.Nodes.Count > NetworkLayout.MostNodes)
            throw new NetworkException(
                ErrorCode.LimitExceeded,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The network has {network.Nodes.Count:N0} organisations; at most {NetworkLayout.MostNodes} are drawn. Ask for a "
                        + $"smaller region, fewer kinds or topics."
                ),
                "region"
            );
    }

    private static IEnumerable<int> SvgParts(Network network, XmlWriter xml)
    {
        var places = network.Places;
        var (left, top) = places.Count == 0 ? (0, 0) : (places.Min(place => place.X), places.Min(place => place.Y));
        var points = places.Select(place => (X: Margin + ((place.X - left) * Unit), Y: Margin + ((place.Y - top) * Unit))).ToList();
        var (width, height) =
            points.Count == 0 ? (2 * Margin, 2 * Margin) : (points.Max(point => point.X) + Margin, points.Max(point => point.Y) + Margin);
        xml.WriteStartElement("svg", Svg);
        Attributes(
            xml,
            ("viewBox", $"0 0 {Short(width)} {Short(height)}"),
            ("width", Short(width)),
            ("height", Short(height)),
            ("font-family", "system-ui, sans-serif"),
            ("font-size", "11")
        );
        xml.WriteElementString("title", Svg, FormattableString.Invariant($"{network.Filter.Region} {network.Filter.At:yyyy-MM-dd}"));
        Element(xml, "rect", ("width", "100%"), ("height", "100%"), ("fill", "#ffffff"));
        foreach (var edge in network.Edges.Select(edge => (edge, network.Index(edge.From), network.Index(edge.To))))
        {
            var (a, b) = (points[edge.Item2], points[edge.Item3]);
            Element(
                xml,
                "line",
                ("x1", Short(a.X)),
                ("y1", Short(a.Y)),
                ("x2", Short(b.X)),
                ("y2", Short(b.Y)),
                ("stroke", "#9aa5a6"),
                ("stroke-width", edge.edge.Weight > 1 ? "2.5" : "1.2")
            );
            yield return 1;
        }

        foreach (var node in network.Nodes)
        {
            var group = network.Group(node);
            var colour = group < 0 ? "#6b7778" : Colours[group % Colours.Length];
            xml.WriteStartElement("path", Svg);
            Attributes(
                xml,
                ("d", Shape(Math.Max(group, 0), points[node.Index], Radius(node))),
                ("fill", node.IsOutside ? "#ffffff" : colour),
                ("stroke", node.IsOutside ? colour : "#ffffff"),
                ("stroke-width", "1.5")
            );
            xml.WriteElementString("title", Svg, Clean(node.Member.Name));
            xml.WriteEndElement();
            yield return 1;
        }

        foreach (var (node, box) in Labels(network, points))
        {
            xml.WriteStartElement("text", Svg);
            Attributes(
                xml,
                ("x", Short(box.X)),
                ("y", Short(box.Y)),
                ("text-anchor", "middle"),
                ("fill", "#1d2526"),
                ("stroke", "#ffffff"),
                ("stroke-width", "3"),
                ("paint-order", "stroke")
            );
            xml.WriteString(Clean(Cut(node.Member.Name)));
            xml.WriteEndElement();
            yield return 1;
        }

        xml.WriteEndDocument();
    }

    /// <summary>Those with most ties first, as long as no label would lie on another.</summary>
    private static List<(NetworkNode Node, (double X, double Y) At)> Labels(Network network, List<(double X, double Y)> points)
    {
        var taken = new List<(double Left, double Top, double Right, double Bottom)>();
        var labels = new List<(NetworkNode, (double, double))>();
        foreach (var node in network.Nodes.OrderByDescending(node => node.Degree).ThenBy(node => node.Index))
        {
            var (half, x, y) = (Cut(node.Member.Name).Length * 3.0, points[node.Index].X, points[node.Index].Y + Radius(node) + 12);
            var box = (Left: x - half, Top: y - 11, Right: x + half, Bottom: y + 3);
            if (taken.Exists(other => box.Left < other.Right && other.Left < box.Right && box.Top < other.Bottom && other.Top < box.Bottom))
                continue;
            taken.Add(box);
            labels.Add((node, (x, y)));
        }

        return labels;
    }

    private static double Radius(NetworkNode node) => node.Degree == 0 ? 4 : 5 + (1.6 * Math.Sqrt(node.Degree));

    /// <summary>Circle, square, triangle, diamond, hexagon, triangle on its head: as Assets/site/network.ts draws them.</summary>
    private static string Shape(int group, (double X, double Y) at, double radius)
    {
        var (corners, turn, size) = (group % 6) switch
        {
            1 => (4, 45, 1.2),
            2 => (3, -90, 1.35),
            3 => (4, 0, 1.3),
            4 => (6, 0, 1.1),
            5 => (3, 90, 1.35),
            _ => (0, 0, 1.0),
        };
        if (corners == 0)
            return $"M{Short(at.X - radius)} {Short(at.Y)}a{Short(radius)} {Short(radius)} 0 1 0 {Short(2 * radius)} 0a{Short(radius)} "
                + $"{Short(radius)} 0 1 0 {Short(-2 * radius)} 0z";
        return "M"
            + string.Join(
                'L',
                Enumerable
                    .Range(0, corners)
                    .Select(corner =>
                    {
                        var angle = (turn + (360.0 * corner / corners)) * Math.PI / 180;
                        return $"{Short(at.X + (size * radius * Math.Cos(angle)))} {Short(at.Y + (size * radius * Math.Sin(angle)))}";
                    })
            )
            + "z";
    }

    private static void Element(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name, Svg);
        Attributes(xml, attributes);
        xml.WriteEndElement();
    }

    private static void Attributes(XmlWriter xml, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach (var (name, value) in attributes) xml.WriteAttributeString(name, value);
    }

    private static string Short(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Cut(string name) => name.Length <= LongestLabel ? name : name[..(LongestLabel - 1)].TrimEnd() + "…";
}
