using System.Reflection;
using System.Text;
using HarfBuzzSharp;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace MsoNetwork.Printing;

/// <summary>
/// The font of all that is printed or drawn, which comes along (Fonts/LICENCE.txt): no server need have one. It has Latin with all its
/// marks, Greek, Cyrillic, Arabic with Persian and Kurdish, Hebrew, Armenian and Georgian letters.
/// </summary>
internal sealed class PrintFont : IDisposable
{
    private readonly SKTypeface _typeface;
    private readonly SKShaper _shaper;

    public PrintFont()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Printing/DejaVuSans.ttf")
            ?? throw new InvalidOperationException("Printing/Fonts/DejaVuSans.ttf is not in the assembly.");
        using var data = SKData.Create(stream);
        _typeface = SKTypeface.FromData(data);
        _shaper = new SKShaper(_typeface);
    }

    public SKFont Of(float size, bool bold) => new(_typeface, size) { Embolden = bold, Subpixel = true };

    /// <summary>How wide a line is, in points.</summary>
    public float Width(string line, SKFont font) => TextRuns.Visual(line).Sum(run => Shape(run, font).Width);

    /// <summary>A text in lines that are no wider than this, in points; a word that no line has room for is cut.</summary>
    public IEnumerable<string> Lines(string text, float most, float size, bool bold)
    {
        using var font = Of(size, bold);
        var line = "";
        foreach (var word in text.Split(' ').SelectMany(word => Pieces(word, most, font)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Width(longer, font) > most)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = longer;
            }
        }

        yield return line;
    }

    /// <summary>Draws a line whose left end is at a point of the ground line.</summary>
    public void Draw(SKCanvas canvas, string line, float x, float y, SKFont font, SKPaint paint)
    {
        foreach (var run in TextRuns.Visual(line))
        {
            var shaped = Shape(run, font);
            if (shaped.Codepoints.Length > 0) Draw(canvas, run, shaped, x, y, font, paint);

            x += shaped.Width;
        }
    }

    public void Dispose()
    {
        _shaper.Dispose();
        _typeface.Dispose();
    }

    // With the text that the glyphs stand for, so that whoever copies from the file gets letters in their order.
    private static void Draw(SKCanvas canvas, TextRun run, SKShaper.Result shaped, float x, float y, SKFont font, SKPaint paint)
    {
        var text = Encoding.UTF8.GetBytes(run.Text);
        using var builder = new SKTextBlobBuilder();
        var glyphs = builder.AllocatePositionedTextRun(font, shaped.Codepoints.Length, text.Length, null);
        glyphs.SetGlyphs([.. shaped.Codepoints.Select(glyph => (ushort)glyph)]);
        glyphs.SetPositions(shaped.Points);
        glyphs.SetText(text);
        glyphs.SetClusters(shaped.Clusters);
        using var blob = builder.Build();
        canvas.DrawText(blob, x, y, paint);
    }

    private IEnumerable<string> Pieces(string word, float most, SKFont font)
    {
        while (word.Length > 1 && Width(word, font) > most)
        {
            var fits = word.Length - 1;
            while (fits > 1 && Width(word[..fits], font) > most) fits--;
            yield return word[..fits];
            word = word[fits..];
        }

        yield return word;
    }

    private SKShaper.Result Shape(TextRun run, SKFont font)
    {
        using var buffer = new HarfBuzzSharp.Buffer();
        buffer.AddUtf8(run.Text);
        buffer.GuessSegmentProperties();
        buffer.Direction = run.IsRightToLeft ? Direction.RightToLeft : Direction.LeftToRight;
        return _shaper.Shape(buffer, font);
    }
}
