using QRCoder;
using SkiaSharp;

namespace MsoNetwork.Printing;

/// <summary>Sheets of A4 (DIN 5008 margins), written from top to bottom. Measures are points of 1/72 inch.</summary>
internal sealed class PrintSheet : IDisposable
{
    private const float Width = 595.28f;
    private const float Height = 841.89f;
    private const float Left = 70.87f; // 25 mm
    private const float Right = 56.69f; // 20 mm
    private const float LineHeight = 1.25f;

    private readonly PrintFont _font = new();
    private readonly SKDocument _document;
    private readonly SKPaint _ink = new() { Color = SKColors.Black, IsAntialias = true };
    private SKCanvas? _canvas;

    public PrintSheet(Stream output, string title, string author, DateTime made)
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

    /// <summary>Whether all columns begin at their right side.</summary>
    public bool IsRightToLeft { get; init; }

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
        const float Most = Width - Left - Right;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').SelectMany(line => _font.Lines(line, Most, size, bold)))
        {
            Y += size * 1.45f;
            var x = TextRuns.IsRightToLeft(line) ? Width - Right - _font.Width(line, font) : Left;
            _font.Draw(_canvas!, line, x, Y, font, _ink);
        }

        Y += after;
    }

    /// <summary>Text that flows in a column, whose top is at a place; gives where it ends.</summary>
    public float Put(string text, float x, float y, float width, float size, bool bold = false)
    {
        using var font = _font.Of(size, bold);
        foreach (var line in _font.Lines(text, width, size, bold))
        {
            y += size * LineHeight;
            var start = IsRightToLeft || TextRuns.IsRightToLeft(line) ? x + width - _font.Width(line, font) : x;
            _font.Draw(_canvas!, line, start, y, font, _ink);
        }

        return y;
    }

    /// <summary>How much of a column a text takes.</summary>
    public float Takes(string text, float width, float size) => _font.Lines(text, width, size, true).Count() * size * LineHeight;

    /// <summary>A picture, as large as it fits into a box.</summary>
    public void Put(Picture picture, float x, float y, float width, float height)
    {
        var scale = (float)Math.Min(width / picture.Width, height / picture.Height);
        _canvas!.Save();
        _canvas.Translate(x + ((width - (scale * (float)picture.Width)) / 2), y);
        _canvas.Scale(scale);
        _canvas.ClipRect(new SKRect(0, 0, (float)picture.Width, (float)picture.Height));
        PictureCanvas.Draw(picture, _canvas, _font);
        _canvas.Restore();
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
}
