using System.Text.RegularExpressions;

namespace MsoNetwork.Mail;

/// <summary>Makes paragraphs and lists of text that is escaped already.</summary>
internal static partial class MailHtml
{
    private const string Item = "- ";

    /// <summary>
    /// An empty line divides paragraphs; a paragraph whose lines begin with a hyphen is a list; one that begins with a tag was made by a
    /// filter of ours, as all else is escaped.
    /// </summary>
    public static string Paragraphs(string text) =>
        string.Join('\n', Blank().Split(text.Trim()).Where(part => part.Length > 0).Select(Paragraph));

    private static string Paragraph(string text)
    {
        if (text.StartsWith('<')) return text;
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.TrueForAll(lines, line => line.StartsWith(Item, StringComparison.Ordinal))
            ? $"<ul>\n{string.Join('\n', lines.Select(line => $"<li>{line[Item.Length..]}</li>"))}\n</ul>"
            : $"<p>{string.Join("<br>\n", lines)}</p>";
    }

    [GeneratedRegex(@"\n[ \t]*\n\s*")]
    private static partial Regex Blank();
}
