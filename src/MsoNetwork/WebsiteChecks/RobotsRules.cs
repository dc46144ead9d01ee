using System.Text;

namespace MsoNetwork.WebsiteChecks;

/// <summary>A robots.txt as RFC 9309 has it, read for one product: which paths it may ask for.</summary>
public sealed class RobotsRules
{
    /// <summary>Bytes that are read; the rest of a longer one counts for nothing (2.5).</summary>
    public const int MostBytes = 500 * 1024;

    private readonly IReadOnlyList<(bool Allows, string Pattern)> _rules;

    private RobotsRules(IReadOnlyList<(bool Allows, string Pattern)> rules) => _rules = rules;

    /// <summary>There is no robots.txt.</summary>
    public static RobotsRules AllowAll { get; } = new([]);

    /// <summary>It is said by servers that want fewer requests.</summary>
    public static RobotsRules DisallowAll { get; } = new([(false, "/")]);

    /// <summary>
    /// It cannot be had, because the server fails: nothing is allowed, until that has been so for a long time (2.3.1.4; see
    /// <see cref="VisitorOptions.RobotsUndefined"/>).
    /// </summary>
    public static RobotsRules Undefined { get; } = new([(false, "/")]);

    /// <param name="file">UTF-8.</param>
    /// <param name="product">The token that groups name: letters, hyphens and underscores, compared without case.</param>
    public static RobotsRules Read(ReadOnlySpan<byte> file, string product)
    {
        var text = Encoding.UTF8.GetString(file[..Math.Min(file.Length, MostBytes)]).TrimStart('\uFEFF');
        var (own, all) = (new List<(bool, string)>(), new List<(bool, string)>());
        var (names, isNamed, inRules) = (new List<string>(), false, false);
        foreach (var (key, value) in Lines(text))
        {
            if (key == "user-agent")
            {
                // Several names in a row begin one group; the next one behind rules begins another.
                if (inRules) names.Clear();
                inRules = false;
                names.Add(value);
                isNamed |= IsProduct(value, product);
            }
            else if (key is "allow" or "disallow")
            {
                inRules = true;
                if (value.Length == 0) continue; // matches nothing
                if (names.Exists(name => IsProduct(name, product))) own.Add((key == "allow", Encoded(value)));
                if (names.Contains("*")) all.Add((key == "allow", Encoded(value)));
            }
        }

        return new(isNamed ? own : all);
    }

    /// <summary>The longest pattern that matches decides, and of two as long the one that allows (2.2.2).</summary>
    /// <param name="pathAndQuery">As it is asked for.</param>
    public bool Allows(string pathAndQuery)
    {
        var path = Encoded(pathAndQuery);
        if (path == "/robots.txt") return true;
        var (length, allows) = (-1, true);
        foreach (var (isAllowing, pattern) in _rules)
        {
            if (pattern.Length < length || (pattern.Length == length && !isAllowing) || !Matches(pattern, path)) continue;
            (length, allows) = (pattern.Length, isAllowing);
        }

        return allows;
    }

    private static IEnumerable<(string Key, string Value)> Lines(string text)
    {
        foreach (var line in text.Split(['\r', '\n']))
        {
            var told = line.Split('#', 2)[0];
            var colon = told.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) yield return (told[..colon].Trim().ToLowerInvariant(), told[(colon + 1)..].Trim());
        }
    }

    // "MsoNetwork/1.0" names the product, too; "MsoNetworkPlus" is another one.
    private static bool IsProduct(string name, string product) =>
        name.StartsWith(product, StringComparison.OrdinalIgnoreCase)
        && (name.Length == product.Length || !(char.IsAsciiLetter(name[product.Length]) || name[product.Length] is '-' or '_'));

    // Octets beyond ASCII are compared as they are sent, percent-encoded ones without case (2.2.2).
    private static string Encoded(string path)
    {
        var encoded = new StringBuilder(path.Length);
        for (var at = 0; at < path.Length; at++)
        {
            if (path[at] == '%' && at + 2 < path.Length && char.IsAsciiHexDigit(path[at + 1]) && char.IsAsciiHexDigit(path[at + 2]))
            {
                var octet = Convert.ToByte(path.Substring(at + 1, 2), 16);
                if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')
                    encoded.Append((char)octet);
                else encoded.Append('%').Append(path.Substring(at + 1, 2).ToUpperInvariant());
                at += 2;
            }
            else if (path[at] is > ' ' and < '\u007F')
            {
                encoded.Append(path[at]);
            }
            else
            {
                var length = char.IsHighSurrogate(path[at]) && at + 1 < path.Length ? 2 : 1;
                foreach (var octet in Encoding.UTF8.GetBytes(path.Substring(at, length))) encoded.Append($"%{octet:X2}");
                at += length - 1;
            }
        }

        return encoded.ToString();
    }

    // Star by star from the left, each as early as it can be: no pattern takes longer than its length times the path's.
    private static bool Matches(string pattern, string path)
    {
        var isWhole = pattern.EndsWith('$');
        var parts = (isWhole ? pattern[..^1] : pattern).Split('*');
        if (!path.StartsWith(parts[0], StringComparison.Ordinal)) return false;
        var at = parts[0].Length;
        for (var nth = 1; nth < parts.Length; nth++)
        {
            if (nth == parts.Length - 1 && isWhole)
                return path.Length - parts[nth].Length >= at && path.EndsWith(parts[nth], StringComparison.Ordinal);
            var found = path.IndexOf(parts[nth], at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + parts[nth].Length;
        }

        return !isWhole || at == path.Length;
    }
}
