using System.Globalization;
using System.Text;

namespace MsoNetwork.Tests.Fuzzing;

/// <summary>Chance for one input: the same seed makes the same input, as far as the site says the same.</summary>
internal sealed class Dice(int seed)
{
    private static readonly string[] Odd =
    [
        "", " ", "\0", "a\0b", "\ud800", "x\udc00y", "\udfff\ud83d", "\u202eliam", "\u2066x\u2069", "\ufeff", "\u00a0\u2003", "\u200d",
        "\uffff", "🏳️‍🌈", "%", "%00", "%2e%2e%2f", "%_%", "\\", "'", "\"", "' OR 1=1 --", "<script>alert(1)</script>", "{{7*7}}",
        "${7*7}", "../../etc/passwd", "null", "NaN", "-Infinity", "-1", "0", "-0", "1e309", "1e-400", "99999999999999999999",
        "2147483648", "-2147483649", "9007199254740993", "9223372036854775808", "3.5", "١٢", "2026-02-30", "0000-01-01", "0001-01-01",
        "9999-12-31", "10000-01-01", "2026-11-30", "2026-11-30T25:61:00Z", "2026-11-30T10:00:00+99:00", "9999-12-31T23:59:59.9999999Z",
        "Köln", "Frauen Köln", "köln 20 km", "ß", "İ", "ﬃ", "\r\nX-Evil: 1", "\t", "00000000-0000-0000-0000-000000000000",
        "T3JnYW5pc2F0aW9uOg==", "T3JnYW5pc2F0aW9uOgAAAA==", "http://", "//example.org", "https://example.org/\ud800",
        "https://user:secret@example.org:99999/", "javascript:alert(1)", "mailto:", "a@b", "a@example.org",
        "a@example.org,b@example.org", "\"a b\"@example.org", "file:///etc/passwd", "http://[::1", "(", "[", "]", "*", "?", "\\u0000",
        "true", "on", "de", "xx", "de-Latn-DE-1996", "05", "05315", "05315000", "50667", "+49 221 5550", "POLYGON((0 0,1 1))",
        "POINT EMPTY", "[]", "{}", "[[[1,2]]]",
    ];

    private readonly Random _random = new(seed);

    public bool OneIn(int count) => _random.Next(count) == 0;

    /// <summary>From 0, below the bound.</summary>
    public int Below(int bound) => _random.Next(bound);

    public T Of<T>(IReadOnlyList<T> some) => some[_random.Next(some.Count)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A text that programs stumble over; also half of a surrogate pair, which no UTF-8 holds.</summary>
    public string OddText() => _random.Next(12) switch
    {
        0 => new string((char)_random.Next(1, 0x3000), _random.Next(1, 400)),
        1 => string.Concat(Enumerable.Repeat("a\u0301", _random.Next(1, 300))),
        2 => new StringBuilder().AppendJoin("", Enumerable.Range(0, _random.Next(20)).Select(_ => (char)_random.Next(0x10000))).ToString(),
        3 => Of(Odd) + Of(Odd),
        4 => _random.Next(int.MinValue, int.MaxValue).ToString(CultureInfo.InvariantCulture),
        5 => new string('9', _random.Next(1, 400)),
        6 => string.Join(',', Enumerable.Range(0, _random.Next(1, 60)).Select(_ => Of(Odd))),
        _ => Of(Odd),
    };

    /// <summary>One of these as it is, or changed a little.</summary>
    public string Near(IReadOnlyList<string> known) => known.Count == 0 ? OddText() : OneIn(3) ? Changed(Of(known)) : Of(known);

    public string Changed(string text)
    {
        var at = _random.Next(text.Length + 1);
        var length = Math.Min(_random.Next(1, 4), text.Length - at);
        return _random.Next(5) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, OddText()),
            2 => text + text,
            3 => text.Insert(at, text.Substring(at, length)),
            _ => text[..at],
        };
    }

    public byte[] Changed(byte[] bytes)
    {
        List<byte> changed = [.. bytes];
        for (var times = _random.Next(1, 6); times > 0 && changed.Count > 0; times--)
        {
            var at = _random.Next(changed.Count);
            var length = Math.Min(_random.Next(1, 200), changed.Count - at);
            switch (_random.Next(4))
            {
                case 0: changed[at] = (byte)_random.Next(256); break;
                case 1: changed.RemoveRange(at, length); break;
                case 2: changed.InsertRange(at, Bytes(_random.Next(1, 50))); break;
                default: changed.InsertRange(at, changed.GetRange(at, length)); break;
            }
        }

        return OneIn(6) ? [.. changed[..(changed.Count / 2)]] : [.. changed];
    }
}
