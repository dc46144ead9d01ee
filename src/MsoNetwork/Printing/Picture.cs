namespace MsoNetwork.Printing;

/// <summary>A part of a picture, in its units; x grows to the right, y downwards.</summary>
internal abstract record PictureItem;

/// <summary>A straight line.</summary>
internal sealed record PictureLine(double X1, double Y1, double X2, double Y2, string Colour, double Width, bool IsDashed) : PictureItem;

/// <summary>An outline as SVG writes it (attribute d), with what it is called.</summary>
internal sealed record PictureShape(string Path, string? Fill, string Stroke, double Width, string? Title = null) : PictureItem;

/// <summary>A line of text on its ground line. With a halo of white where something lies behind it.</summary>
internal sealed record PictureText(
    string Text,
    double X,
    double Y,
    double Size,
    TextPlace Place = TextPlace.Start,
    bool IsBold = false,
    bool HasHalo = false
) : PictureItem;

/// <summary>Which part of a text stands at its point, seen from the left, whatever the text's direction.</summary>
internal enum TextPlace
{
    Start,
    Middle,
    End,
}

/// <summary>
/// A drawing on white, made once and shown as SVG (<see cref="PictureSvg"/>), as PNG and on paper (<see cref="PictureCanvas"/>).
/// </summary>
/// <param name="Title">What it shows.</param>
/// <param name="Width">In units.</param>
/// <param name="Height">In units.</param>
/// <param name="Items">Its parts, the lowest first.</param>
internal sealed record Picture(string Title, double Width, double Height, IReadOnlyList<PictureItem> Items);
