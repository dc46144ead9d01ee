using System.Collections.Concurrent;

namespace MsoNetwork.WebsiteChecks;

/// <summary>The robots.txt of servers, each read once a day.</summary>
internal sealed class RobotsFiles(PoliteClient client, TimeProvider time)
{
    private const int MostRedirects = 5;
    private const int MostKept = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, (RobotsRules Rules, DateTimeOffset Until)> _kept = new(StringComparer.Ordinal);

    /// <exception cref="NoAnswerException">The site's own server does not answer: so it does not for the page.</exception>
    public async Task<RobotsRules> OfAsync(Uri address, CancellationToken cancellationToken)
    {
        var origin = address.GetLeftPart(UriPartial.Authority);
        var now = time.GetUtcNow();
        if (_kept.TryGetValue(origin, out var known) && known.Until > now) return known.Rules;
        var rules = await ReadAsync(new Uri(origin + "/robots.txt"), cancellationToken);
        if (_kept.Count >= MostKept) _kept.Clear();
        _kept[origin] = (rules, now + Kept);
        return rules;
    }

    // RFC 9309, 2.3.1: 4xx means there is none, and 5xx that nothing is allowed for now; 429 is said by servers that want less, not more.
    private async Task<RobotsRules> ReadAsync(Uri address, CancellationToken cancellationToken)
    {
        var own = address.IdnHost;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            if (address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0) return RobotsRules.AllowAll;
            Reply reply;
            try
            {
                reply = await client.SendAsync(HttpMethod.Get, address, RobotsRules.MostBytes, cancellationToken);
            }
            catch (NoAnswerException) when (address.IdnHost != own)
            {
                return RobotsRules.Undefined;
            }

            if (reply.Location is { } to) address = to;
            else return reply.Status switch
            {
                >= 200 and < 300 => RobotsRules.Read(reply.Body, VisitorOptions.Product),
                >= 500 => RobotsRules.Undefined,
                429 => RobotsRules.DisallowAll,
                _ => RobotsRules.AllowAll,
            };
        }

        return RobotsRules.AllowAll;
    }
}
