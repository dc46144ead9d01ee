using System.Reflection;
using HarfBuzzSharp;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace MsoNetwork.Letters;

/// <summary>
/// The font of letters, which comes along (Fonts/LICENCE.txt): no server need have one. It has Latin with all its marks, Greek, Cyrillic,
/// Arabic with Persian and Kurdish, Hebrew, Armenian and Georgian letters.
/// </summary>
internal sealed class LetterFont : IDisposable
{
    private readonly SKTypeface _typeface;
    private readonly SKShaper _shaper;

    public LetterFont()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Letters/DejaVuSans.ttf")
            ?? throw new InvalidOperationException("Letters/Fonts/DejaVuSans.ttf is not in the assembly.");
        using var data = SKData.Create(stream);
        _typeface = SKTypeface.FromData(data);
        _shaper = new SKShaper(_typeface);
    }

    public SKFont Of(float size, bool bold) => new(_typeface, size) { Embolden = bold, Subpixel = true };

    /// <summary>How wide a line is, in points.</summary>
    public float Width(string line, SKFont font) => TextRuns.Visual(line).Sum(run => Shape(run, font).Width);

    /// <summary>Draws a line whose left end is at a point of the ground line.</summary>
    public void Draw(SKCanvas canvas, string line, float x, float y, SKFont font, SKPaint paint)
    {
        foreach (var run in TextRuns.Visual(line))
        {
            var shaped = Shape(run, font);
            if (shaped.Codepoints.Length > 0)
            {
                using var builder = new SKTextBlobBuilder();
                builder.AddPositionedRun([.. shaped.Codepoints.Select(glyph => (ushort)glyph)], font, shaped.Points);
                using var blob = builder.Build();
                canvas.DrawText(blob, x, y, paint);
            }

            x += shaped.Width;
        }
    }

    public void Dispose()
    {
        _shaper.Dispose();
        _typeface.Dispose();
    }

    private SKShaper.Result Shape(TextRun run, SKFont font)
    {
        using var buffer = new HarfBuzzSharp.Buffer();
        buffer.AddUtf16(run.Text);
        buffer.GuessSegmentProperties();
        buffer.Direction = run.IsRightToLeft ? Direction.RightToLeft : Direction.LeftToRight;
        return _shaper.Shape(buffer, font);
    }
}
