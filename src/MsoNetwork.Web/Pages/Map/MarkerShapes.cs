using System.Globalization;
using MsoNetwork.Organisations;
using MsoNetwork.Printing;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Map;

/// <summary>
/// Markers in words and as outlines: a circle, a diamond and a square of about the same area, as Assets/site/map/markers.ts draws them.
/// </summary>
internal static class MarkerShapes
{
    public static PictureShape Of(Marker marker, (double X, double Y) at, double radius) =>
        new(Outline(marker, at, radius), Colour(marker), "#ffffff", 1.5);

    public static string Circle((double X, double Y) at, double radius) =>
        Text($"M{at.X - radius:0.##} {at.Y:0.##}a{radius:0.##} {radius:0.##} 0 1 0 {2 * radius:0.##} 0")
        + Text($"a{radius:0.##} {radius:0.##} 0 1 0 {-2 * radius:0.##} 0z");

    public static string Word(Marker marker, Texts t) =>
        t[marker switch { Marker.Office => "offices.title", Marker.Umbrella => "map.umbrella", _ => "map.organisation" }];

    private static string Outline(Marker marker, (double X, double Y) at, double radius)
    {
        var (half, tip) = (0.88 * radius, 1.2 * radius);
        return marker switch
        {
            Marker.Office => Text($"M{at.X - half:0.##} {at.Y - half:0.##}h{2 * half:0.##}v{2 * half:0.##}h{-2 * half:0.##}z"),
            Marker.Umbrella => Text($"M{at.X:0.##} {at.Y - tip:0.##}")
                + Text($"l{tip:0.##} {tip:0.##}l{-tip:0.##} {tip:0.##}l{-tip:0.##} {-tip:0.##}z"),
            _ => Circle(at, radius),
        };
    }

    private static string Colour(Marker marker) => marker switch
    {
        Marker.Office => "#4a4f57",
        Marker.Umbrella => "#8a2f6d",
        _ => "#0a5a68",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
