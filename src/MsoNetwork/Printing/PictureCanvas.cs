using SkiaSharp;

namespace MsoNetwork.Printing;

/// <summary>A picture as Skia draws it: into a PNG, or on a sheet of paper.</summary>
public static class PictureCanvas
{
    /// <summary>Wide enough for a page of a report at 300 dots an inch, and for a slide.</summary>
    public const int LeastWidth = 2_400;

    // A picture takes four bytes a dot while it is made.
    private const double MostDots = 16_000_000;

    /// <summary>A PNG, at least <see cref="LeastWidth"/> dots wide.</summary>
    public static byte[] Png(Picture picture)
    {
        var least = LeastWidth / picture.Width;
        return Png(picture, Math.Max(least, Math.Min(2, Math.Sqrt(MostDots / (picture.Width * picture.Height)))));
    }

    /// <summary>A PNG.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="scale">Dots of one of its units.</param>
    public static byte[] Png(Picture picture, double scale)
    {
        using var bitmap = new SKBitmap((int)Math.Ceiling(picture.Width * scale), (int)Math.Ceiling(picture.Height * scale));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        canvas.Scale((float)scale);
        using var font = new PrintFont();
        Draw(picture, canvas, font);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    internal static void Draw(Picture picture, SKCanvas canvas, PrintFont font)
    {
        using var paint = new SKPaint { IsAntialias = true, StrokeJoin = SKStrokeJoin.Round };
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
                case PictureInset inset:
                    Inset(canvas, inset, font);
                    break;
                case PictureText text:
                    Write(canvas, text, font, paint);
                    break;
            }
        }
    }

    private static void Inset(SKCanvas canvas, PictureInset inset, PrintFont font)
    {
        canvas.Save();
        canvas.Translate((float)inset.X, (float)inset.Y);
        canvas.Scale((float)(inset.Width / inset.Picture.Width), (float)(inset.Height / inset.Picture.Height));
        canvas.ClipRect(new SKRect(0, 0, (float)inset.Picture.Width, (float)inset.Picture.Height));
        Draw(inset.Picture, canvas, font);
        canvas.Restore();
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

        if (shape.Width == 0) return; // Skia would draw a hair
        using var dashes = shape.IsDashed ? SKPathEffect.CreateDash([6, 4], 0) : null;
        (paint.Style, paint.Color, paint.StrokeWidth) = (SKPaintStyle.Stroke, SKColor.Parse(shape.Stroke), (float)shape.Width);
        paint.PathEffect = dashes;
        canvas.DrawPath(path, paint);
        paint.PathEffect = null;
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

        (paint.Style, paint.Color) = (SKPaintStyle.Fill, SKColor.Parse(text.Colour));
        font.Draw(canvas, text.Text, x, (float)text.Y, size, paint);
    }
}
