using System.Globalization;
using System.Text.RegularExpressions;
using Ganss.Xss;

namespace MsoNetwork.News;

/// <summary>What a feed says as plain text: no markup, no scripts, no pictures, one line.</summary>
internal static partial class PlainText
{
    private static readonly HtmlSanitizer Sanitizer = new(new HtmlSanitizerOptions
    {
        AllowedTags = new HashSet<string>
        {
            "p", "br", "div", "span", "a", "b", "i", "strong", "em", "u", "ul", "ol", "li", "h1", "h2", "h3", "h4", "blockquote", "cite",
        },
    });

    /// <summary>Text of a text or of HTML; null when nothing is left.</summary>
    /// <param name="html">As the feed has it.</param>
    /// <param name="most">Characters; a longer one ends in an ellipsis.</param>
    public static string? Of(string? html, int most)
    {
        if (string.IsNullOrWhiteSpace(html)) return null;
        string text;
        lock (Sanitizer)
        {
            // A break parts words.
            using var document = Sanitizer.SanitizeDom(Breaks().Replace(html.Length > 20_000 ? html[..20_000] : html, " <"));
            text = document.Body?.TextContent ?? "";
        }

        text = Blanks().Replace(text, " ").Trim();
        return text.Length == 0 ? null : text.Length <= most ? text : text[..(most - 1)].TrimEnd() + "…";
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
}
