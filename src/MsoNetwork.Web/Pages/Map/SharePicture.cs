using MsoNetwork.Printing;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Map;

/// <summary>
/// What a link shows where it is shared (Open Graph): what it is, and the map of it. Words that somebody typed are not on it: an address
/// with other words would put them on a picture of ours.
/// </summary>
/// <param name="Title">What the page is.</param>
/// <param name="Lines">What else is known of it, the most important first.</param>
internal sealed record SharePicture(string Title, IEnumerable<string> Lines)
{
    public const int Width = 1_200;
    public const int Height = 630;

    /// <summary>Width by height of the map.</summary>
    public const double MapShape = (Width - Column) / (double)Height;

    private const int Column = 440;
    private const int Margin = 40;
    private const int MostTitleLines = 5;
    private const int MostLines = 5;
    private const string Teal = "#0a5a68";
    private const string Mark = "M7 0H25a7 7 0 0 1 7 7V25a7 7 0 0 1 -7 7H7a7 7 0 0 1 -7 -7V7a7 7 0 0 1 7 -7z";

    /// <summary>The picture; without a map where no boundaries are loaded.</summary>
    public Picture Of(MapPicture? map, PageLanguage language)
    {
        var t = Texts.Of(language);
        var isRight = language.IsRightToLeft;
        var items = new List<PictureItem>();
        if (map?.Bare(Title) is { } bare)
        {
            var high = (Width - Column) * bare.Height / bare.Width;
            items.Add(new PictureInset(bare, isRight ? 0 : Column, Math.Min(0, (Height - high) / 2), Width - Column, high));
        }

        var left = isRight && map is not null ? Width - Column : 0;
        var wide = map is null ? Width : Column;
        items.Add(Box(left, 0, wide, Height, "#ffffff"));
        items.Add(Box(left, 0, wide, 10, Teal));
        items.Add(new PictureInset(Sign(), isRight ? left + wide - Margin - 48 : left + Margin, 50, 48, 48));
        var start = isRight ? left + wide - Margin : left + Margin;
        var side = isRight ? TextPlace.End : TextPlace.Start;
        var y = 60.0;
        Write(t["site.name"], 24, 1, bold: true, Teal, isRight ? start - 64 : start + 64);
        y = 140;
        Write(Title, PictureLines.Size(Title, wide - (2 * Margin), 38, 24, MostTitleLines), MostTitleLines, bold: true, "#1d2526", start);
        y += 16;
        foreach (var line in Lines.Take(MostLines)) Write(line, 25, 2, bold: false, "#33403f", start);
        y = Height - 40;
        foreach (var marker in (map?.Points ?? []).Select(point => point.Marker).Distinct().OrderDescending())
        {
            items.Add(MarkerShapes.Of(marker, (isRight ? start - 9 : start + 9, y - 6), 9));
            var words = new PictureText("", 0, 0, 17, side);
            items.AddRange(PictureLines.Of(MarkerShapes.Word(marker, t), isRight ? start - 30 : start + 30, y - 17, 350, 1, words));
            y -= 30;
        }

        return new Picture(Title, Width, Height, items);

        void Write(string text, double size, int most, bool bold, string colour, double x)
        {
            var style = new PictureText("", 0, 0, size, side, bold, Colour: colour);
            var lines = PictureLines.Of(text, x, y, wide - (2 * Margin), most, style);
            items.AddRange(lines);
            y += (lines.Count * size * 1.25) + 8;
        }
    }

    private static PictureShape Box(double x, double y, double width, double height, string colour) =>
        new(FormattableString.Invariant($"M{x} {y}h{width}v{height}h{-width}z"), colour, colour, 0);

    // wwwroot/icon.svg
    private static Picture Sign() => new("", 32, 32,
    [
        new PictureShape(Mark, Teal, Teal, 0),
        new PictureShape("M9 22 16 9l7 13z", null, "#ffffff", 2),
        .. new (double, double)[] { (16, 9), (9, 22), (23, 22) }
            .Select(at => new PictureShape(MarkerShapes.Circle(at, 4), "#ffe9a8", "#ffffff", 2)),
    ]);
}
