using System.Globalization;
using System.Xml.Linq;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;

namespace MsoNetwork.Web.Pages.Map;

/// <summary>
/// A map as a picture, for printing and for whoever has no scripts: the shapes of regions, what was searched in, organisations as points
/// with their numbers, and the names of towns, larger ones first, as far as they find room.
/// </summary>
/// <param name="Drawing">The shapes.</param>
/// <param name="Here">Keys that those of the regions searched in begin with.</param>
/// <param name="Circle">What was searched in.</param>
/// <param name="Points">Who was found.</param>
/// <param name="Towns">Those that may be named, the most important first.</param>
internal sealed record MapPicture(
    RegionDrawing Drawing,
    IReadOnlyList<string> Here,
    MapCircle? Circle,
    IReadOnlyList<OrganisationPoint> Points,
    IEnumerable<RegionEntry> Towns
)
{
    private const double Letter = 12; // units of the drawing, which is RegionDrawing.Width wide
    private const int MostNames = 24;
    private const string Font = "system-ui, 'DejaVu Sans', sans-serif";
    private const string Asked = "#7a2f6d";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The picture as an SVG document with all its colours, so that it can stand for itself.</summary>
    /// <param name="says">What it shows, for who does not see it.</param>
    public string ToSvg(string says)
    {
        var taken = Points.Select(PlaceOf).ToList();
        var svg = new XElement(
            Svg + "svg",
            new XAttribute("viewBox", $"0 0 {RegionDrawing.Width} {Drawing.Height}"),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", says),
            new XAttribute("font-family", Font),
            Shape("rect", ("width", RegionDrawing.Width), ("height", Drawing.Height), ("fill", "#dfe5e6")),
            Drawing.Shapes.Where(shape => shape.Key.Length == 5).Select(shape => Path(shape, "#fbf9f5", "#8f9994", 1.2)),
            Drawing.Shapes.Where(shape => shape.Key.Length == 8).Select(shape => Path(shape, "none", "#cfd2cc", 0.7)),
            Drawing.Shapes.Where(shape => Here.Contains(shape.Key)).Select(shape => Path(shape, "none", Asked, 2.5)),
            Ring(),
            Points.Select(Dot),
            Named(taken),
            Words("© GeoBasis-DE / BKG", RegionDrawing.Width - 4, Drawing.Height - 4, 9, "end", "#4c5a5c")
        );
        return svg.ToString(SaveOptions.DisableFormatting);
    }

    private IEnumerable<XElement> Ring()
    {
        if (Circle is null) yield break;
        var (x, y) = Drawing.PointOf(new Position(Circle.Latitude, Circle.Longitude));
        var (_, top) = Drawing.PointOf(new Position(Circle.Latitude + (Circle.Km / MapView.KmOfADegree), Circle.Longitude));
        yield return Shape("circle", ("cx", x), ("cy", y), ("r", y - top), ("fill", Asked), ("fill-opacity", 0.08), ("stroke", Asked),
            ("stroke-width", 1.5), ("stroke-dasharray", "6 4"));
    }

    private IEnumerable<XElement> Dot(OrganisationPoint point)
    {
        var (x, y) = Drawing.PointOf(point.At);
        yield return Shape("circle", ("cx", x), ("cy", y), ("r", Radius(point)), ("fill", "#0a5a68"), ("stroke", "#ffffff"),
            ("stroke-width", 1.5));
        if (point.Count > 1)
            yield return Words(point.Count.ToString(CultureInfo.InvariantCulture), x, y + 3.5, 10, "middle", "#ffffff");
    }

    // Around the town, the best place first; where all are taken it stays without a name.
    private IEnumerable<XElement> Named(List<Rect> taken)
    {
        var named = 0;
        foreach (var town in Towns)
        {
            var (x, y) = Drawing.PointOf(town.Centre);
            var name = town.Name.Split(" (")[0];
            var wide = name.Length * Letter * 0.56;
            var middle = x - (wide / 2);
            var (right, left) = (x + 12, x - 12 - wide);
            (double, double)[] room =
            [
                (middle, y - 10), (middle, y + 22), (right, y + 4), (left, y + 4),
                (right, y - 10), (right, y + 20), (left, y - 10), (left, y + 20), (middle, y - 22), (middle, y + 34),
            ];
            foreach (var (start, ground) in room)
            {
                var rect = new Rect(start, ground - Letter, wide, Letter + 3);
                if (rect.X < 2 || rect.X + wide > RegionDrawing.Width - 2 || rect.Y < 2 || ground > Drawing.Height - 14) continue;
                if (taken.Any(rect.Meets)) continue;
                taken.Add(rect);
                yield return Words(name, start, ground, Letter, "start", "#33403f", halo: true);
                if (++named == MostNames) yield break;
                break;
            }
        }
    }

    private Rect PlaceOf(OrganisationPoint point)
    {
        var (x, y) = Drawing.PointOf(point.At);
        var r = Radius(point) + 1;
        return new Rect(x - r, y - r, 2 * r, 2 * r);
    }

    private static double Radius(OrganisationPoint point) => point.Count switch { 1 => 5, < 10 => 8, < 100 => 10, _ => 13 };

    private static XElement Path(RegionShape shape, string fill, string stroke, double width) =>
        Shape("path", ("d", shape.Path), ("fill", fill), ("stroke", stroke), ("stroke-width", width), ("stroke-linejoin", "round"));

    private static XElement Words(string words, double x, double y, double size, string anchor, string fill, bool halo = false)
    {
        var text = Shape("text", ("x", x), ("y", y), ("font-size", size), ("text-anchor", anchor), ("fill", fill));
        if (halo) text.Add(new XAttribute("paint-order", "stroke"), new XAttribute("stroke", "#fbf9f5"), new XAttribute("stroke-width", 3));
        text.Value = words;
        return text;
    }

    private static XElement Shape(string name, params (string Name, object Value)[] attributes) =>
        new(Svg + name, attributes.Select(one => new XAttribute(one.Name, one.Value is double number ? Round(number) : one.Value)));

    private static string Round(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private readonly record struct Rect(double X, double Y, double Wide, double High)
    {
        public bool Meets(Rect other) => X < other.X + other.Wide && other.X < X + Wide && Y < other.Y + other.High && other.Y < Y + High;
    }
}
