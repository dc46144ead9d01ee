using QRCoder;
using SkiaSharp;

namespace MsoNetwork.Letters;

/// <summary>Sheets of A4 (DIN 5008 margins), written from top to bottom. Measures are points of 1/72 inch.</summary>
internal sealed class LetterSheet : IDisposable
{
    private const float Width = 595.28f;
    private const float Height = 841.89f;
    private const float Left = 70.87f; // 25 mm
    private const float Right = 56.69f; // 20 mm

    private readonly LetterFont _font = new();
    private readonly SKDocument _document;
    private readonly SKPaint _ink = new() { Color = SKColors.Black, IsAntialias = true };
    private SKCanvas? _canvas;

    public LetterSheet(Stream output, string title, string author, DateTime made)
    {
        _document = SKDocument.CreatePdf(output, new SKDocumentPdfMetadata
        {
            Title = title,
            Author = author,
            Creator = "MSO-Netz NRW",
            Creation = made,
            Modified = made,
            PdfA = true,
        });
    }

    /// <summary>How far down the writing has come.</summary>
    public float Y { get; set; }

    public void Begin()
    {
        if (_canvas is not null) _document.EndPage();
        _canvas = _document.BeginPage(Width, Height);
        Y = 70;
    }

    /// <summary>Text that flows; what runs from right to left begins at the right.</summary>
    public void Write(string text, float size = 11, bool bold = false, float after = 8)
    {
        using var font = _font.Of(size, bold);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').SelectMany(line => Lines(line, font)))
        {
            Y += size * 1.45f;
            var x = TextRuns.IsRightToLeft(line) ? Width - Right - _font.Width(line, font) : Left;
            _font.Draw(_canvas!, line, x, Y, font, _ink);
        }

        Y += after;
    }

    /// <summary>One line that ends at the right margin.</summary>
    public void WriteRight(string line, float size = 11)
    {
        using var font = _font.Of(size, bold: false);
        Y += size * 1.45f;
        _font.Draw(_canvas!, line, Width - Right - _font.Width(line, font), Y, font, _ink);
    }

    public void Rule()
    {
        using var pen = new SKPaint { Color = SKColors.Gray, StrokeWidth = 0.7f, IsAntialias = true };
        Y += 6;
        _canvas!.DrawLine(Left, Y, Width - Right, Y, pen);
        Y += 6;
    }

    /// <summary>A code for telephones that opens an address; squares, so that it is sharp in any size.</summary>
    public void Code(Uri address, float side = 90)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address.AbsoluteUri, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var module = side / rows.Count;
        using var black = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        for (var row = 0; row < rows.Count; row++)
            for (var column = 0; column < rows.Count; column++)
                if (rows[row][column]) _canvas!.DrawRect(Left + (column * module), Y + (row * module), module, module, black);
        Y += side;
    }

    public void End()
    {
        if (_canvas is not null) _document.EndPage();
        _document.Close();
    }

    public void Dispose()
    {
        _document.Dispose();
        _font.Dispose();
        _ink.Dispose();
    }

    private IEnumerable<string> Lines(string text, SKFont font)
    {
        var (most, line) = (Width - Left - Right, "");
        foreach (var word in text.Split(' ').SelectMany(word => Pieces(word, most, font)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && _font.Width(longer, font) > most)
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

    // A word that no line has room for is cut.
    private IEnumerable<string> Pieces(string word, float most, SKFont font)
    {
        while (word.Length > 1 && _font.Width(word, font) > most)
        {
            var fits = word.Length - 1;
            while (fits > 1 && _font.Width(word[..fits], font) > most) fits--;
            yield return word[..fits];
            word = word[fits..];
        }

        yield return word;
    }
}
