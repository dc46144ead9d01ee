namespace MsoNetwork.WebsiteChecks;

/// <summary>
/// Visits one website: robots.txt of each server first, HEAD, and GET where HEAD is refused; redirects followed by hand. Of the page
/// nothing is read.
/// </summary>
public sealed class WebsiteVisitor : IDisposable
{
    private const int MostRedirects = 5;

    /// <summary>All requests of one visit together take as long as so many at most.</summary>
    private const int Requests = 4;

    private readonly PoliteClient _client;
    private readonly RobotsFiles _robots;
    private readonly TimeSpan _longest;

    public WebsiteVisitor(VisitorOptions options, TimeProvider time)
    {
        _client = new PoliteClient(options, time);
        _robots = new RobotsFiles(_client, time);
        _longest = options.Longest * Requests;
    }

    /// <param name="address">Of the website.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="isLongUndefined">Its robots.txt has not been to be had for so long that it counts as none.</param>
    public async Task<Visit> VisitAsync(Uri address, CancellationToken cancellationToken, bool isLongUndefined = false)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_longest);
        try
        {
            return await FollowAsync(address, isLongUndefined, limit.Token);
        }
        catch (NoAnswerException none)
        {
            return none.Visit;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(VisitOutcome.Failed, "timeout");
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<Visit> FollowAsync(Uri address, bool isLongUndefined, CancellationToken cancellationToken)
    {
        var isUndefined = false;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            if (address is not { Scheme: "http" or "https", UserInfo: "" }) return new(VisitOutcome.Unclear, "scheme");
            var rules = await _robots.OfAsync(address, cancellationToken);
            isUndefined |= rules == RobotsRules.Undefined;
            if (!rules.Allows(address.PathAndQuery) && !(isLongUndefined && rules == RobotsRules.Undefined))
                return new(VisitOutcome.Unclear, "robots") { IsRobotsUndefined = isUndefined };
            try
            {
                var reply = await AskAsync(address, cancellationToken);
                if (reply.Location is not { } to) return Of(reply.Status) with { IsRobotsUndefined = isUndefined };
                address = to;
            }
            catch (NoAnswerException none) when (isUndefined)
            {
                return none.Visit with { IsRobotsUndefined = true };
            }
        }

        return new(VisitOutcome.Failed, "redirects") { IsRobotsUndefined = isUndefined };
    }

    // Some servers refuse HEAD, some answer it wrongly, and some hang up.
    private async Task<Reply> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            var head = await _client.SendAsync(HttpMethod.Head, address, 0, cancellationToken);
            if (head.Status < 400) return head;
        }
        catch (NoAnswerException none) when (none.Visit.Detail is "broken" or "timeout")
        {
        }

        return await _client.SendAsync(HttpMethod.Get, address, 0, cancellationToken);
    }

    // Whoever asks for a password, or for fewer requests, is there; that people see the page is not said.
    private static Visit Of(int status) => new(
        status switch
        {
            < 400 => VisitOutcome.Reached,
            404 or 410 or >= 500 => VisitOutcome.Failed,
            _ => VisitOutcome.Unclear,
        },
        $"{status}");
}
