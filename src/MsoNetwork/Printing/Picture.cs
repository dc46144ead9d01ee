namespace MsoNetwork.Printing;

/// <summary>A part of a picture, in its units; x grows to the right, y downwards.</summary>
public abstract record PictureItem;

/// <summary>A straight line.</summary>
public sealed record PictureLine(double X1, double Y1, double X2, double Y2, string Colour, double Width, bool IsDashed) : PictureItem;

/// <summary>An outline as SVG writes it (attribute d), with what it is called.</summary>
public sealed record PictureShape(
    string Path,
    string? Fill,
    string Stroke,
    double Width,
    string? Title = null,
    bool IsDashed = false
) : PictureItem;

/// <summary>Another picture as large as a box; what is beside its edges is cut off.</summary>
public sealed record PictureInset(Picture Picture, double X, double Y, double Width, double Height) : PictureItem;

/// <summary>A line of text on its ground line. With a halo of white where something lies behind it.</summary>
public sealed record PictureText(
    string Text,
    double X,
    double Y,
    double Size,
    TextPlace Place = TextPlace.Start,
    bool IsBold = false,
    bool HasHalo = false,
    string Colour = "#1d2526"
) : PictureItem;

/// <summary>Which part of a text stands at its point, seen from the left, whatever the text's direction.</summary>
public enum TextPlace
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
public sealed record Picture(string Title, double Width, double Height, IReadOnlyList<PictureItem> Items);
