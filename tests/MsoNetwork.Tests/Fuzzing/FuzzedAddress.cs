using Microsoft.AspNetCore.Routing.Patterns;

namespace MsoNetwork.Tests.Fuzzing;

/// <summary>Addresses: of each route with values that may be there, of each link, with queries of names that the site knows.</summary>
internal sealed class FuzzedAddress(Dice dice, KnownSite site)
{
    private static readonly string[] Languages = ["de", "en", "ar", "tr", "fa", "uk", "xx", "de%00"];

    public string Make()
    {
        if (dice.OneIn(25)) return "/" + string.Join('/', Enumerable.Range(0, dice.Below(5)).Select(_ => Part(dice.OddText())));
        var path = dice.OneIn(3) && site.Addresses.Count > 0 ? dice.Of(site.Addresses) : Filled(dice.Of(site.Routes));
        if (dice.OneIn(15)) path = Ascii(dice.Changed(path));
        return dice.OneIn(2) ? path : path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + Query();
    }

    public string Query() => string.Join('&', Enumerable.Range(0, dice.OneIn(20) ? 80 : dice.Below(5) + 1).Select(_ =>
        $"{(dice.OneIn(10) ? Part(dice.OddText()) : Part(dice.Of(site.Names)))}{(dice.OneIn(15) ? "" : "=" + Value())}"));

    private string Value() => dice.Below(3) switch
    {
        0 => Part(dice.Near(site.Values)),
        1 => $"{dice.Below(40) - 5}",
        _ => Part(dice.OddText()),
    };

    private string Filled(RoutePattern route) => "/" + string.Join('/', route.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart { Name: "language" } => dice.OneIn(8) ? dice.Of(Languages) : "de",
            RoutePatternParameterPart { Name: "z" or "x" or "y" or "number" } => dice.OneIn(3) ? Value() : $"{dice.Below(12)}",
            _ => dice.OneIn(3) ? Part(dice.OddText()) : Part(dice.Near(site.Values)),
        }))));

    // Mostly encoded as it should be; else with what the encoding may get wrong.
    private string Part(string text) => dice.Below(12) switch
    {
        0 => Ascii(text),
        1 => RawRequest.Encoded(text).Replace("%", "%25", StringComparison.Ordinal),
        2 => RawRequest.Encoded(text) + dice.Of(["%", "%2", "%zz", "%C0%AF", "%F4%90%80%80", "%u0041", "%2F..%2F", "+", ";a=b"]),
        _ => RawRequest.Encoded(text),
    };

    // Kestrel reads no other bytes; those are sent by the malformed ones.
    private static string Ascii(string text) =>
        string.Concat(text.Select(one => one is > ' ' and < (char)127 ? one.ToString() : RawRequest.Encoded($"{one}")));
}
