using SkiaSharp;

namespace MsoNetwork.Printing;

/// <summary>A picture as Skia draws it: into a PNG, or on a sheet of paper.</summary>
internal static class PictureCanvas
{
    /// <summary>Wide enough for a page of a report at 300 dots an inch, and for a slide.</summary>
    public const int LeastWidth = 2_400;

    // A picture takes four bytes a dot while it is made.
    private const double MostDots = 16_000_000;
    private static readonly SKColor Ink = new(0x1d, 0x25, 0x26);

    /// <summary>A PNG, at least <see cref="LeastWidth"/> dots wide.</summary>
    public static byte[] Png(Picture picture)
    {
        var least = LeastWidth / picture.Width;
        var scale = Math.Max(least, Math.Min(2, Math.Sqrt(MostDots / (picture.Width * picture.Height))));
        using var bitmap = new SKBitmap((int)Math.Ceiling(picture.Width * scale), (int)Math.Ceiling(picture.Height * scale));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        canvas.Scale((float)scale);
        using var font = new PrintFont();
        Draw(picture, canvas, font);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public static void Draw(Picture picture, SKCanvas canvas, PrintFont font)
    {
        using var paint = new SKPaint { IsAntialias = true };
        foreach (var item in picture.Items)
        {
            switch (item)
            {
                case PictureLine line:
                    Line(canvas, line, paint);
                    break;
                case PictureShape shape:
                    Shape(canvas, shape, paint);
                    break;
                case PictureText text:
                    Write(canvas, text, font, paint);
                    break;
            }
        }
    }

    private static void Line(SKCanvas canvas, PictureLine line, SKPaint paint)
    {
        using var dashes = line.IsDashed ? SKPathEffect.CreateDash([5, 4], 0) : null;
        (paint.Style, paint.Color, paint.StrokeWidth) = (SKPaintStyle.Stroke, SKColor.Parse(line.Colour), (float)line.Width);
        paint.PathEffect = dashes;
        canvas.DrawLine((float)line.X1, (float)line.Y1, (float)line.X2, (float)line.Y2, paint);
        paint.PathEffect = null;
    }

    private static void Shape(SKCanvas canvas, PictureShape shape, SKPaint paint)
    {
        using var path = SKPath.ParseSvgPathData(shape.Path);
        if (path is null) return;
        if (shape.Fill is { } fill)
        {
            (paint.Style, paint.Color) = (SKPaintStyle.Fill, SKColor.Parse(fill));
            canvas.DrawPath(path, paint);
        }

        (paint.Style, paint.Color, paint.StrokeWidth) = (SKPaintStyle.Stroke, SKColor.Parse(shape.Stroke), (float)shape.Width);
        canvas.DrawPath(path, paint);
    }

    private static void Write(SKCanvas canvas, PictureText text, PrintFont font, SKPaint paint)
    {
        using var size = font.Of((float)text.Size, text.IsBold);
        var width = font.Width(text.Text, size);
        var x = (float)text.X - text.Place switch { TextPlace.Middle => width / 2, TextPlace.End => width, _ => 0 };
        if (text.HasHalo)
        {
            (paint.Style, paint.Color, paint.StrokeWidth) = (SKPaintStyle.Stroke, SKColors.White, 3);
            font.Draw(canvas, text.Text, x, (float)text.Y, size, paint);
        }

        (paint.Style, paint.Color) = (SKPaintStyle.Fill, Ink);
        font.Draw(canvas, text.Text, x, (float)text.Y, size, paint);
    }
}
