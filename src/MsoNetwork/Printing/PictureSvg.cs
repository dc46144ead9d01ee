using System.Globalization;
using System.Text;
using System.Xml;

namespace MsoNetwork.Printing;

/// <summary>A picture as SVG. Attributes only, no styles: it stays as it is under any policy on content.</summary>
public static class PictureSvg
{
    private const string Svg = "http://www.w3.org/2000/svg";

    /// <summary>The font that widths were measured with, and those that are no wider.</summary>
    private const string Fonts = "DejaVu Sans, Verdana, system-ui, sans-serif";

    /// <summary>Writes it; each step is an element, so that a large picture can go on in pieces.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="xml">Gets it.</param>
    /// <param name="clean">Takes out of a text what XML cannot hold.</param>
    public static IEnumerable<int> Parts(Picture picture, XmlWriter xml, Func<string, string> clean)
    {
        xml.WriteStartElement("svg", Svg);
        Attributes(
            xml,
            ("viewBox", $"0 0 {Short(picture.Width)} {Short(picture.Height)}"),
            ("width", Short(picture.Width)),
            ("height", Short(picture.Height)),
            ("font-family", Fonts)
        );
        xml.WriteElementString("title", Svg, clean(picture.Title));
        Element(xml, "rect", ("width", "100%"), ("height", "100%"), ("fill", "#ffffff"));
        foreach (var item in picture.Items)
        {
            Write(xml, item, clean);
            yield return 1;
        }

        xml.WriteEndDocument();
    }

    /// <summary>All of it, for one that is small.</summary>
    public static string Text(Picture picture)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            foreach (var _ in Parts(picture, xml, word => word)) { }
        }

        return text.ToString();
    }

    private static void Write(XmlWriter xml, PictureItem item, Func<string, string> clean)
    {
        switch (item)
        {
            case PictureLine line:
                Element(
                    xml,
                    "line",
                    ("x1", Short(line.X1)),
                    ("y1", Short(line.Y1)),
                    ("x2", Short(line.X2)),
                    ("y2", Short(line.Y2)),
                    ("stroke", line.Colour),
                    ("stroke-width", Short(line.Width)),
                    ("stroke-dasharray", line.IsDashed ? "5 4" : null)
                );
                break;
            case PictureShape shape:
                xml.WriteStartElement("path", Svg);
                Attributes(
                    xml,
                    ("d", shape.Path),
                    ("fill", shape.Fill ?? "none"),
                    ("stroke", shape.Stroke),
                    ("stroke-width", Short(shape.Width)),
                    ("stroke-linejoin", "round"),
                    ("stroke-dasharray", shape.IsDashed ? "6 4" : null)
                );
                if (shape.Title is { } title) xml.WriteElementString("title", Svg, clean(title));
                xml.WriteEndElement();
                break;
            case PictureInset inset:
                xml.WriteStartElement("svg", Svg);
                Attributes(
                    xml,
                    ("x", Short(inset.X)),
                    ("y", Short(inset.Y)),
                    ("width", Short(inset.Width)),
                    ("height", Short(inset.Height)),
                    ("viewBox", $"0 0 {Short(inset.Picture.Width)} {Short(inset.Picture.Height)}")
                );
                foreach (var part in inset.Picture.Items) Write(xml, part, clean);
                xml.WriteEndElement();
                break;
            case PictureText text:
                xml.WriteStartElement("text", Svg);
                Attributes(
                    xml,
                    ("x", Short(text.X)),
                    ("y", Short(text.Y)),
                    ("font-size", Short(text.Size)),
                    ("font-weight", text.IsBold ? "700" : null),
                    ("text-anchor", Anchor(text)),
                    ("direction", TextRuns.IsRightToLeft(text.Text) ? "rtl" : null),
                    ("fill", text.Colour),
                    ("stroke", text.HasHalo ? "#ffffff" : null),
                    ("stroke-width", text.HasHalo ? "3" : null),
                    ("paint-order", text.HasHalo ? "stroke" : null)
                );
                xml.WriteString(clean(text.Text));
                xml.WriteEndElement();
                break;
        }
    }

    // Of a text that runs to the left, the start is its right end.
    private static string? Anchor(PictureText text) => (text.Place, TextRuns.IsRightToLeft(text.Text)) switch
    {
        (TextPlace.Middle, _) => "middle",
        (TextPlace.Start, true) or (TextPlace.End, false) => "end",
        _ => null,
    };

    private static void Element(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        xml.WriteStartElement(name, Svg);
        Attributes(xml, attributes);
        xml.WriteEndElement();
    }

    private static void Attributes(XmlWriter xml, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            if (value is not null) xml.WriteAttributeString(name, value);
        }
    }

    private static string Short(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
