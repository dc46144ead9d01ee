using System.Globalization;
using System.Text.RegularExpressions;
using Ganss.Xss;

namespace MsoNetwork.Feeds;

/// <summary>What a feed says as plain text: no markup, no scripts, no pictures.</summary>
internal static partial class PlainText
{
    private const int Longest = 20_000;

    private static readonly HtmlSanitizer Sanitizer = new(new HtmlSanitizerOptions
    {
        AllowedTags = new HashSet<string>
        {
            "p", "br", "div", "span", "a", "b", "i", "strong", "em", "u", "ul", "ol", "li", "h1", "h2", "h3", "h4", "blockquote", "cite",
        },
    });

    /// <summary>Text of a text or of HTML as one line; null when nothing is left.</summary>
    /// <param name="html">As the feed has it.</param>
    /// <param name="most">Characters; a longer one ends in an ellipsis.</param>
    public static string? Of(string? html, int most) =>
        string.IsNullOrWhiteSpace(html) ? null : Cut(Blanks().Replace(Read(html, " <"), " "), most);

    /// <summary>Lines of a text, or of HTML where it has tags; null when nothing is left.</summary>
    /// <inheritdoc cref="Of"/>
    public static string? Lines(string? html, int most)
    {
        if (string.IsNullOrWhiteSpace(html)) return null;
        var text = Tags().IsMatch(html) ? Read(html, "\n<") : html.Length > Longest ? html[..Longest] : html;
        return Cut(Gaps().Replace(Spaces().Replace(text.ReplaceLineEndings("\n"), " "), "\n\n"), most);
    }

    // A break parts words.
    private static string Read(string html, string breaks)
    {
        lock (Sanitizer)
        {
            using var document = Sanitizer.SanitizeDom(Breaks().Replace(html.Length > Longest ? html[..Longest] : html, breaks));
            return document.Body?.TextContent ?? "";
        }
    }

    private static string? Cut(string text, int most)
    {
        text = text.Trim();
        if (text.Length <= most) return text.Length == 0 ? null : text;
        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return text[..end].TrimEnd() + "…";
    }

    /// <summary>An address that leads to a page; null for every other.</summary>
    public static string? Link(Uri? address) =>
        address is { IsAbsoluteUri: true, Scheme: "http" or "https", AbsoluteUri: { Length: <= 2000 } text } ? text : null;

    /// <summary>
    /// An address as it is compared: the same page with or without www, with http or https, as a fragment or with what campaigns add.
    /// </summary>
    public static string? Compared(string? url)
    {
        if (url is null || !Uri.TryCreate(url, UriKind.Absolute, out var address)) return null;
        var query = string.Join('&', address.Query.TrimStart('?').Split('&')
            .Where(part => part.Length > 0 && !part.StartsWith("utm_", StringComparison.OrdinalIgnoreCase)));
        var host = address.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? address.IdnHost[4..] : address.IdnHost;
        var port = address.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{address.Port}");
        return $"{host}{port}{address.AbsolutePath.TrimEnd('/')}{(query.Length > 0 ? "?" : "")}{query}";
    }

    [GeneratedRegex("<(?=/?(p|br|div|li|h[1-4])\\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Breaks();

    [GeneratedRegex(@"[\s\p{Cc}\p{Cf}]+")]
    private static partial Regex Blanks();

    [GeneratedRegex("</?[a-z][^<>]{0,500}>", RegexOptions.IgnoreCase)]
    private static partial Regex Tags();

    [GeneratedRegex(@"[\p{Zs}\t\uFFFD]+|[\p{Cc}\p{Cf}-[\n\t]]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@" ?\n\s*\n ?")]
    private static partial Regex Gaps();
}
