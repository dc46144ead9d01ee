namespace MsoNetwork.Printing;

/// <summary>A text of a picture in lines.</summary>
public static class PictureLines
{
    // Marks for browsers, which say where a name begins and ends; the font has no shape for them, and lines are put in order without them.
    private static readonly string[] Marks = ["\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f", "\u00ad"];

    /// <summary>Lines below each other, in a column.</summary>
    /// <param name="text">The text.</param>
    /// <param name="x">The column's left or, of texts that end there, right side.</param>
    /// <param name="y">The top of the first line.</param>
    /// <param name="width">Of the column.</param>
    /// <param name="most">The number of lines; what has no room is left out with three dots.</param>
    /// <param name="style">Size, weight, colour and side of each.</param>
    public static IReadOnlyList<PictureText> Of(string text, double x, double y, double width, int most, PictureText style)
    {
        using var font = new PrintFont();
        var bare = Marks.Aggregate(text, (rest, mark) => rest.Replace(mark, "", StringComparison.Ordinal));
        var lines = font.Lines(bare, (float)width, (float)style.Size, style.IsBold).ToList();
        if (lines.Count > most) lines = [.. lines.Take(most - 1), lines[most - 1].TrimEnd() + " …"];
        return [.. lines.Select((line, row) => style with { Text = line, X = x, Y = y + (style.Size * (1 + (row * 1.25))) })];
    }

    /// <summary>The size at which no word is cut and all lines have room: the largest that does, or the smallest.</summary>
    public static double Size(string text, double width, double largest, double smallest, int most)
    {
        using var font = new PrintFont();
        for (var size = largest; size > smallest; size -= 2)
        {
            using var letters = font.Of((float)size, bold: true);
            if (text.Split(' ').All(word => font.Width(word, letters) <= width)
                && font.Lines(text, (float)width, (float)size, bold: true).Count() <= most) return size;
        }

        return smallest;
    }
}
