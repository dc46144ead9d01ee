using System.Collections.Concurrent;
using System.Net.Sockets;
using MsoNetwork.Feeds;

namespace MsoNetwork.WebsiteChecks;

/// <summary>What a server answers.</summary>
/// <param name="Status">HTTP's.</param>
/// <param name="Location">Where it sends on to; null where nowhere.</param>
/// <param name="Body">As much of it as was asked for.</param>
internal sealed record Reply(int Status, Uri? Location, byte[] Body);

/// <summary>
/// Single requests to others' servers: with our name, one after the other for each host and a pause between them, bounded in time and
/// size, and only into the public internet (<see cref="PublicConnections"/>). Redirects are the caller's.
/// </summary>
internal sealed class PoliteClient : IDisposable
{
    private const int MostHosts = 10_000;

    private readonly VisitorOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private readonly ConcurrentDictionary<string, long> _ended = new(StringComparer.OrdinalIgnoreCase);

    public PoliteClient(VisitorOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        var handler = PublicConnections.NewHandler(options.IsAllowed);
        handler.ConnectTimeout = options.Longest;
        handler.MaxResponseHeadersLength = 64; // kB
        handler.MaxResponseDrainSize = 0; // what is not read closes the connection
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <param name="method">HEAD or GET.</param>
    /// <param name="address">http or https.</param>
    /// <param name="mostBytes">Of the body; more is left.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NoAnswerException">None came.</exception>
    public async Task<Reply> SendAsync(HttpMethod method, Uri address, int mostBytes, CancellationToken cancellationToken)
    {
        await WaitAsync(address.IdnHost, cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.Longest);
        var answered = false;
        try
        {
            using var request = new HttpRequestMessage(method, address);
            request.Headers.TryAddWithoutValidation(
                "User-Agent", _options.Page is { } page ? $"{VisitorOptions.Product}/1 (+{page})" : $"{VisitorOptions.Product}/1");
            request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            answered = true;
            var status = (int)answer.StatusCode;
            return new(
                status,
                status is 301 or 302 or 303 or 307 or 308 && answer.Headers.Location is { } to ? new Uri(address, to) : null,
                mostBytes > 0 ? await ReadAsync(answer.Content, mostBytes, limit.Token) : []);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NoAnswerException(answered ? VisitOutcome.Unclear : VisitOutcome.Failed, "timeout");
        }
        catch (Exception wrong) when (wrong is HttpRequestException or IOException or UriFormatException or InvalidOperationException)
        {
            throw answered ? new NoAnswerException(VisitOutcome.Unclear, "broken") : Why(wrong);
        }
        finally
        {
            if (_ended.Count > MostHosts) _ended.Clear();
            _ended[address.IdnHost] = _time.GetTimestamp();
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task WaitAsync(string host, CancellationToken cancellationToken)
    {
        if (!_ended.TryGetValue(host, out var ended)) return;
        var left = _options.Pause - _time.GetElapsedTime(ended);
        if (left > TimeSpan.Zero) await Task.Delay(left, _time, cancellationToken);
    }

    private static NoAnswerException Why(Exception wrong)
    {
        var inner = wrong;
        while (inner.InnerException is { } deeper && inner is not (SocketException or FeedRefusedException)) inner = deeper;
        return inner switch
        {
            FeedRefusedException => new(VisitOutcome.Unclear, "private"),
            // The name server's own failure says nothing about the name.
            SocketException { SocketErrorCode: SocketError.TryAgain } => new(VisitOutcome.Unclear, "resolver"),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => new(VisitOutcome.Failed, "dns"),
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => new(VisitOutcome.Failed, "refused"),
            _ => new(VisitOutcome.Failed, wrong is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
                ? "tls" : "broken"),
        };
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, int mostBytes, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var read = new byte[mostBytes];
        return read[..await stream.ReadAtLeastAsync(read, mostBytes, throwOnEndOfStream: false, cancellationToken)];
    }
}
