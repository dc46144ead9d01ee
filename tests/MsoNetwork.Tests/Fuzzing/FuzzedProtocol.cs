using System.Text.RegularExpressions;

namespace MsoNetwork.Tests.Fuzzing;

/// <summary>Headers with odd values on addresses that are there, and what is no HTTP at all.</summary>
internal sealed class FuzzedProtocol(Dice dice, FuzzedAddress addresses)
{
    // A header a line, with its values.
    private static readonly (string Name, string[] Values)[] Headers = [.. """
        Range: bytes=0- ¦ bytes=-1 ¦ bytes=5-2 ¦ bytes=0-0,1-1,2-2 ¦ bytes=99999999999999999999- ¦ bytes= ¦ lines=1-2 ¦ bytes=0-9,-
        If-None-Match: * ¦ "" ¦ W/"x" ¦ "a", "b" ¦ x ¦ " ¦ W/
        If-Range: "x" ¦ W/"x" ¦ Mon ¦ *
        If-Match: * ¦ "x" ¦ x
        If-Modified-Since: Mon, 30 Nov 2026 10:00:00 GMT ¦ yesterday ¦ Thu, 01 Jan 0000 00:00:00 GMT
        Accept: */* ¦ text/html ¦ application/json ¦ text/html;q=2 ¦ ;;; ¦ application/*;q=0 ¦ a/b;c=" ¦ image/webp, */*;q=0.1
        Accept-Language: de ¦ ar, en;q=0.5 ¦ * ¦ xx-yy-zz ¦ de;q=NaN ¦ ; ¦ i-klingon, de-Latn-DE-1996;q=0.001
        Accept-Encoding: gzip ¦ br ¦ identity;q=0 ¦ *;q=0 ¦ gzip;q=abc ¦ zstd, deflate
        Cookie: msonet= ¦ msonet=x ¦ msonet=CfDJ8AAAA ¦ language=xx ¦ =; ;= ¦ a="b ¦ msonet=a; msonet=b
        Host:  ¦ evil.example ¦ 127.0.0.1:99999 ¦ [::1 ¦ a b ¦ 127.0.0.1. ¦ localhost ¦ 127.0.0.1:1:2
        Authorization: Bearer  ¦ Bearer x ¦ Basic Og== ¦ Basic ! ¦ Bearer a b ¦ x ¦ Digest username=" ¦ Bearer msonet_x
        X-Actor: organisation: ¦ organisation:x ¦ centre:ki-koeln ¦ : ¦ x
        X-Request-Id: a b ¦ 0 ¦ 00000000000000000000000000000000
        X-Forwarded-For: 1.2.3.4 ¦ ::1, x ¦ 999.1.1.1
        X-Forwarded-Host: evil.example
        Forwarded: for=x;host=evil.example
        Origin: null ¦ http://evil.example ¦ x
        Referer: http://evil.example/ ¦ %
        traceparent: 00-0-0-0 ¦ x
        Content-Type: application/json ¦ application/json; charset=utf-7 ¦ multipart/form-data ¦ multipart/form-data; boundary= ¦ x ¦ ;
        Expect: 100-continue ¦ x
        Transfer-Encoding: identity
        Upgrade: websocket ¦ h2c
        X-HTTP-Method-Override: DELETE
        Save-Data: on
        Sec-Fetch-Site: cross-site ¦ x
        Content-Encoding: gzip ¦ br ¦ x
        Prefer: x
        TE: trailers
        """.Split('\n').Select(line => line.Split(": ", 2))
        .Select(parts => (parts[0].Trim(), parts[1].Split('¦', StringSplitOptions.TrimEntries)))];

    private static readonly string[] Methods =
        ["GET", "GET", "GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "get", "QUERY"];

    private static readonly string[] Broken = [.. """
        GET /de\r\n\r\n
        GET /de HTTP/1.0\r\n\r\n
        GET /de HTTP/9.9\r\nHost: a\r\n\r\n
        GET /de HTTP/1.1\r\n\r\n
        \r\n\r\n\r\n
        GET
        GET /de HTTP/1.1\nHost: a\n\n
        GET /de HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n
        GET http://evil.example/de HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n
        OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n
        CONNECT evil.example:443 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n
        GET de HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n
        GET /de HTTP/1.1\r\nHost: 127.0.0.1\r\n folded: x\r\n\r\n
        GET /de HTTP/1.1\r\nHost: 127.0.0.1\r\nA\u0000: x\r\n\r\n
        GET /de HTTP/1.1\r\nHost: 127.0.0.1\r\nA: \u0000\r\n\r\n
        GET /d\u0000e HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n
        POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"query":
        POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n{}
        POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"que\r\nffffffffffff\r\n
        POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n
        POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n2\r\n{}\r\n0\r\n\r\n
        POST /de/anmelden HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 50\r\n\r\nEmail=a
        POST /de/anmelden HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n--x\r\n
        PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000
        \u0016\u0003\u0001\u0000\u0005\u0001\u0000\u0000\u0001\u0000
        SSH-2.0-x\r\n
        GET /de HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n
        """.Split('\n').Select(line => Regex.Unescape(line.Trim()))];

    /// <summary>Well-formed: an answer must come.</summary>
    public RawRequest WithHeaders(FuzzActor actor)
    {
        List<(string Name, string Value)> headers = [("Host", "127.0.0.1"), .. dice.OneIn(2) ? actor.Cookies : []];
        for (var many = dice.OneIn(30) ? 90 : dice.Below(5); many >= 0; many--)
        {
            var (name, values) = dice.Of(Headers);
            if (name is "Host") headers.RemoveAll(one => one.Name == name);
            headers.Add((name, dice.OneIn(12) ? Visible(dice.OddText()) : dice.Of(values)));
        }

        if (dice.OneIn(60)) headers.Add(("X-Long", new string('x', 1 << dice.Below(17))));
        var method = dice.Of(Methods);
        var body = method is "POST" or "PUT" or "PATCH" ? dice.Bytes(dice.Below(50)) : null;
        return RawRequest.Of("headers", method, addresses.Make(), headers, body);
    }

    public RawRequest Malformed()
    {
        var bytes = dice.OneIn(20) ? dice.Bytes(dice.Below(400)) : RawRequest.Utf8(dice.Of(Broken));
        return new RawRequest("malformed", dice.OneIn(2) ? dice.Changed(bytes) : bytes, IsHttp: false);
    }

    private static string Visible(string text) => string.Concat(text.Where(one => one is >= ' ' and < (char)127));
}
