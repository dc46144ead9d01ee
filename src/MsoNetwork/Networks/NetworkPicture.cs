using System.Globalization;
using MsoNetwork.Printing;

namespace MsoNetwork.Networks;

/// <summary>What a picture of a network says, in a reader's language.</summary>
/// <param name="Title">Which network.</param>
/// <param name="Day">The day, what was chosen, and how many are drawn and how many are not.</param>
/// <param name="Groups">That colour and shape stand for the group.</param>
/// <param name="Outside">That a shape without filling is a partner from elsewhere.</param>
/// <param name="Undated">That a dashed line is a tie whose beginning nobody knows.</param>
/// <param name="Source">Who says all this, and where it can be seen.</param>
/// <param name="IsRightToLeft">Whether the page is read from right to left.</param>
public sealed record PictureWords(
    string Title, string Day, string Groups, string Outside, string Undated, string Source, bool IsRightToLeft);

/// <summary>A network as a picture for reports and for who has no scripts: title, day, drawing, legend, source.</summary>
internal static class NetworkPicture
{
    public const string Grey = "#6b7778";
    private const string Line = "#9aa5a6";
    private const double Unit = 60;
    private const double Side = 90;
    private const double LabelSize = 11;
    private const double LabelHeight = 14;

    /// <summary>From a label's top to its ground line.</summary>
    private const double Ascent = 11;

    /// <summary>
    /// Dark enough on white, and told apart by people who see colours otherwise (after Okabe, Ito 2008); the shapes say the same.
    /// </summary>
    private static readonly string[] Colours = ["#0072b2", "#c44e00", "#00795c", "#a23b72", "#7a6200", "#5b3d9a", "#00808a", "#8c3b2a"];

    public static Picture Of(Network network, PictureWords words)
    {
        using var font = new PrintFont();
        var (wide, high) = Size(network);
        var drawn = new NetworkDrawing(network, 0, 0);
        var width = Math.Max(wide + (2 * Side), 640);
        List<PictureItem> items = [];
        var top = Head(words, width, font, items);
        drawn = drawn with { Left = (width - wide) / 2, Top = top + 20 };
        Draw(drawn, font, items);
        var height = Foot(words, width, drawn.Top + high + 60, font, items);
        return new(words.Title, width, height, items);
    }

    /// <summary>The drawing alone, as large as it fits into a box of a sheet.</summary>
    public static Picture Inner(Network network)
    {
        using var font = new PrintFont();
        var (wide, high) = Size(network);
        List<PictureItem> items = [];
        Draw(new NetworkDrawing(network, Side, 30), font, items);
        return new("", wide + (2 * Side), high + 60, items);
    }

    private static (double Wide, double High) Size(Network network)
    {
        var joined = network.Drawn.Select(node => network.Places[node.Index]).ToList();
        return joined.Count == 0 ? (0, 0) : (joined.Max(place => place.X) * Unit, joined.Max(place => place.Y) * Unit);
    }

    private static void Draw(NetworkDrawing drawing, PrintFont font, List<PictureItem> items)
    {
        var network = drawing.Network;
        foreach (var edge in network.Edges)
        {
            var (a, b) = (drawing.At(network.Index(edge.From)), drawing.At(network.Index(edge.To)));
            items.Add(new PictureLine(a.X, a.Y, b.X, b.Y, Line, edge.Weight > 1 ? 2.5 : 1.2, edge.IsUndated));
        }

        var joined = network.Drawn.ToList();
        var labels = new LabelPlaces(LabelHeight);
        foreach (var node in joined)
        {
            var (x, y) = drawing.At(node.Index);
            var (radius, colour) = (Radius(node.Degree), Colours[network.Group(node) % Colours.Length]);
            labels.Take(new Box(x - radius - 1, y - radius - 1, x + radius + 1, y + radius + 1));
            items.Add(
                new PictureShape(
                    Shape(network.Group(node), (x, y), radius), node.IsOutside ? "#ffffff" : colour, node.IsOutside ? colour : "#ffffff",
                    1.5, node.Member.Name
                )
            );
        }

        using var size = font.Of((float)LabelSize, bold: false);
        foreach (var node in joined.OrderByDescending(node => node.Degree).ThenBy(node => node.Index))
        {
            var (x, y) = drawing.At(node.Index);
            var width = font.Width(node.Member.Label, size);
            if (labels.Place(x, y, Radius(node.Degree), width) is not { } box) continue;
            items.Add(
                new PictureText(node.Member.Label, box.Left + (width / 2), box.Top + Ascent, LabelSize, TextPlace.Middle, HasHalo: true)
            );
        }
    }

    private static double Head(PictureWords words, double width, PrintFont font, List<PictureItem> items)
    {
        var y = 20.0;
        foreach (var (text, size, bold) in new[] { (words.Title, 22, true), (words.Day, 13, false) })
        {
            foreach (var line in font.Lines(text, (float)(width - 60), size, bold))
            {
                y += size * 1.45;
                items.Add(Written(words, line, width, y, size, bold));
            }
        }

        return y;
    }

    private static double Foot(PictureWords words, double width, double y, PrintFont font, List<PictureItem> items)
    {
        var start = words.IsRightToLeft ? width - 30 : 30;
        var mark = words.IsRightToLeft ? -1 : 1;
        foreach (
            var (sign, text) in new (string?, string)[]
            {
                ("groups", words.Groups), ("outside", words.Outside), ("undated", words.Undated), (null, words.Source),
            }
        )
        {
            var middle = start + (mark * 22);
            switch (sign)
            {
                case "groups":
                    items.Add(new PictureShape(Shape(0, (middle - 10, y - 5), 6), Colours[0], "#ffffff", 1));
                    items.Add(new PictureShape(Shape(1, (middle + 8, y - 5), 6), Colours[1], "#ffffff", 1));
                    break;
                case "outside":
                    items.Add(new PictureShape(Shape(0, (middle, y - 5), 6), "#ffffff", Colours[0], 1.5));
                    break;
                case "undated":
                    items.Add(new PictureLine(middle - 18, y - 5, middle + 18, y - 5, Line, 1.5, true));
                    break;
            }

            foreach (var line in font.Lines(text, (float)(width - (sign is null ? 60 : 120)), 12, false))
            {
                var place = words.IsRightToLeft ? TextPlace.End : TextPlace.Start;
                items.Add(new PictureText(line, sign is null ? start : start + (mark * 50), y, 12, place));
                y += 18;
            }
        }

        return y + 8;
    }

    private static PictureText Written(PictureWords words, string line, double width, double y, double size, bool bold) =>
        words.IsRightToLeft ? new(line, width - 30, y, size, TextPlace.End, bold) : new(line, 30, y, size, TextPlace.Start, bold);

    private static double Radius(int degree) => 5 + (1.6 * Math.Sqrt(degree));

    /// <summary>Circle, square, triangle, diamond, hexagon, triangle on its head: as Assets/site/network-shape.ts draws them.</summary>
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

    private static string Short(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Where a network lies in a picture.</summary>
    private sealed record NetworkDrawing(Network Network, double Left, double Top)
    {
        public (double X, double Y) At(int node) =>
            (Left + (Network.Places[node].X * Unit), Top + (Network.Places[node].Y * Unit));
    }
}
