using System.Globalization;
using System.Text;

namespace MsoNetwork.Tests.Fuzzing;

/// <summary>The bytes of a request as they go over the wire, also such as no client would send.</summary>
/// <param name="Kind">Which generator made it.</param>
/// <param name="Bytes">All of it, headers and body.</param>
/// <param name="IsHttp">An answer must come, whole.</param>
internal sealed record RawRequest(string Kind, byte[] Bytes, bool IsHttp = true)
{
    public bool IsHead => Bytes.AsSpan().StartsWith("HEAD "u8);

    public static RawRequest Of(
        string kind, string method, string target, IEnumerable<(string Name, string Value)> headers, byte[]? body = null)
    {
        var head = new StringBuilder($"{method} {target} HTTP/1.1\r\n");
        List<(string Name, string Value)> all = [.. headers];
        if (all.TrueForAll(one => !one.Name.Equals("Host", StringComparison.OrdinalIgnoreCase))) all.Insert(0, ("Host", "127.0.0.1"));
        if (body is not null) all.Add(("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)));
        all.Add(("Connection", "close"));
        foreach (var (name, value) in all) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        return new RawRequest(kind, [.. Utf8(head.Append("\r\n").ToString()), .. body ?? []]);
    }

    /// <summary>UTF-8 that also holds halves of surrogate pairs, as three bytes each.</summary>
    public static byte[] Utf8(string text)
    {
        List<byte> bytes = new(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var one = text[at];
            if (char.IsSurrogatePair(text, at)) bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(at++, 2)));
            else if (char.IsSurrogate(one))
                bytes.AddRange([(byte)(0xE0 | (one >> 12)), (byte)(0x80 | ((one >> 6) & 0x3F)), (byte)(0x80 | (one & 0x3F))]);
            else bytes.AddRange(Encoding.UTF8.GetBytes([one]));
        }

        return [.. bytes];
    }

    /// <summary>Percent-encoded, so that any text fits into an address.</summary>
    public static string Encoded(string text) => string.Concat(Utf8(text).Select(one =>
        char.IsAsciiLetterOrDigit((char)one) || (char)one is '-' or '.' or '_' or '~' ? ((char)one).ToString() : $"%{one:X2}"));

    /// <summary>To read in a message: what is not printable is escaped, what is long is cut.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var one in Bytes.Take(3000))
            text.Append(one is >= 32 and < 127 or (byte)'\n' ? ((char)one).ToString() : one == '\r' ? "" : $"\\x{one:x2}");
        return $"[{Kind}] {text}{(Bytes.Length > 3000 ? $"… ({Bytes.Length} bytes)" : "")}";
    }
}
