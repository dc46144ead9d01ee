using System.Globalization;
using MsoNetwork.Organisations;
using MsoNetwork.Printing;
using MsoNetwork.Regions;

namespace MsoNetwork.Web.Pages.Map;

/// <summary>
/// A map as a picture, for printing, for links that are shared, and for whoever has no scripts: the shapes of regions, what was searched
/// in, organisations as points with their numbers, and the names of towns, larger ones first, as far as they find room.
/// </summary>
/// <param name="Drawing">The shapes.</param>
/// <param name="Here">Keys of the regions searched in.</param>
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
    private const double Wide = 0.6; // of a letter's height, in the mean
    private const int MostNames = 24;
    private const double LegendLine = 18;
    private const string Asked = "#7a2f6d";
    private const string Source = "© GeoBasis-DE / BKG";

    /// <summary>The map alone.</summary>
    /// <param name="says">What it shows, for who does not see it.</param>
    public Picture Bare(string says) => new(says, RegionDrawing.Width, Drawing.Height, [.. Items()]);

    /// <summary>The map with its signs explained below it.</summary>
    /// <param name="says">What it shows, for who does not see it.</param>
    /// <param name="words">The words for the signs.</param>
    public Picture Explained(string says, Func<Marker, string> words)
    {
        var legend = new List<PictureItem>();
        var (x, y) = (4.0, Drawing.Height + LegendLine);
        foreach (var marker in Points.Select(point => point.Marker).Distinct().Order())
        {
            var wide = 22 + (words(marker).Length * 10 * Wide);
            if (x > 4 && x + wide > RegionDrawing.Width) (x, y) = (4, y + LegendLine);
            legend.Add(MarkerShapes.Of(marker, (x + 7, y - 5), 5));
            legend.Add(new PictureText(words(marker), x + 17, y - 1, 10));
            x += wide + 12;
        }

        return new(says, RegionDrawing.Width, y + 8, [new PictureInset(Bare(says), 0, 0, RegionDrawing.Width, Drawing.Height), .. legend]);
    }

    private IEnumerable<PictureItem> Items()
    {
        var taken = Points.Select(PlaceOf).ToList();
        yield return new PictureShape($"M0 0H{RegionDrawing.Width}V{Drawing.Height}H0z", "#dfe5e6", "#dfe5e6", 0);
        foreach (var shape in Drawing.Shapes.Where(shape => shape.Key.Length == 5))
            yield return new PictureShape(shape.Path, "#fbf9f5", "#8f9994", 1.2);
        foreach (var shape in Drawing.Shapes.Where(shape => shape.Key.Length == 8))
            yield return new PictureShape(shape.Path, null, "#cfd2cc", 0.7);
        foreach (var shape in Drawing.Shapes.Where(shape => Here.Contains(shape.Key)))
            yield return new PictureShape(shape.Path, null, Asked, 2.5);
        if (Circle is not null) yield return Ring(Circle);
        foreach (var item in Points.SelectMany(Dot)) yield return item;
        foreach (var name in Named(taken)) yield return name;
        yield return new PictureText(Source, RegionDrawing.Width - 4, Drawing.Height - 4, 9, TextPlace.End, Colour: "#4c5a5c");
    }

    private PictureShape Ring(MapCircle circle)
    {
        var (x, y) = Drawing.PointOf(new Position(circle.Latitude, circle.Longitude));
        var (_, top) = Drawing.PointOf(new Position(circle.Latitude + (circle.Km / MapView.KmOfADegree), circle.Longitude));
        return new PictureShape(MarkerShapes.Circle((x, y), y - top), null, Asked, 1.5, IsDashed: true);
    }

    private IEnumerable<PictureItem> Dot(OrganisationPoint point)
    {
        var (x, y) = Drawing.PointOf(point.At);
        yield return MarkerShapes.Of(point.Marker, (x, y), Radius(point));
        if (point.Count > 1)
            yield return new PictureText(
                point.Count.ToString(CultureInfo.InvariantCulture), x, y + 3.5, 10, TextPlace.Middle, Colour: "#ffffff"
            );
    }

    // Around the town, the best place first; where all are taken it stays without a name.
    private IEnumerable<PictureItem> Named(List<Rect> taken)
    {
        var named = 0;
        foreach (var town in Towns)
        {
            var (x, y) = Drawing.PointOf(town.Centre);
            var name = town.Name.Split(" (")[0];
            var wide = name.Length * Letter * Wide;
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
                yield return new PictureText(name, start, ground, Letter, HasHalo: true, Colour: "#33403f");
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

    private readonly record struct Rect(double X, double Y, double Wide, double High)
    {
        public bool Meets(Rect other) => X < other.X + other.Wide && other.X < X + Wide && Y < other.Y + other.High && other.Y < Y + High;
    }
}
