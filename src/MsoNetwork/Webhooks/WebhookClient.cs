using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using MsoNetwork.Feeds;

namespace MsoNetwork.Webhooks;

/// <summary>A message as it goes out.</summary>
/// <param name="Id">webhook-id: the same for each attempt.</param>
/// <param name="Body">JSON in UTF-8.</param>
public sealed record WebhookMessage(string Id, byte[] Body);

/// <summary>What came of an attempt.</summary>
/// <param name="Failure">Null when the receiver took it.</param>
/// <param name="Status">Of HTTP, where there was an answer.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
public sealed record WebhookAnswer(WebhookFailure? Failure, int? Status, TimeSpan? RetryAfter);

/// <summary>
/// Sends messages to where they may go and nowhere else (<see cref="PublicConnections"/>): each connection goes to an address that was
/// checked, redirects are failures, and of an answer nothing but status and Retry-After is read.
/// </summary>
public sealed class WebhookClient(WebhookNetworks networks, TimeProvider time, TimeSpan longest) : IDisposable
{
    /// <summary>One attempt, connecting included.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private readonly HttpClient _everywhere = NewClient(networks.IsAllowed);
    private readonly HttpClient _own = NewClient(networks.IsOwn);

    /// <exception cref="OperationCanceledException">The token ended it.</exception>
    public async Task<WebhookAnswer> SendAsync(
        Uri url, WebhookMessage message, IEnumerable<string> secrets, CancellationToken cancellationToken)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("MsoNetwork", "1"));
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(secrets, message.Id, timestamp, message.Body));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(longest);
        try
        {
            var client = WebhookNetworks.IsForOwnOnly(url) ? _own : _everywhere;
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return new(answer.IsSuccessStatusCode ? null : WebhookFailure.Status, (int)answer.StatusCode, Pause(answer.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(WebhookFailure.Timeout, null, null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new(Kind(error), null, null);
        }
    }

    public void Dispose()
    {
        _everywhere.Dispose();
        _own.Dispose();
    }

    private static HttpClient NewClient(Func<IPAddress, bool> isAllowed)
    {
        var handler = PublicConnections.NewHandler(isAllowed);
        handler.MaxResponseHeadersLength = 16; // kB
        handler.MaxResponseDrainSize = 16 * 1024;
        handler.ResponseDrainTimeout = TimeSpan.FromSeconds(1);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2); // so that a name that moves is followed
        handler.MaxConnectionsPerServer = 4;
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private TimeSpan? Pause(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    private static WebhookFailure Kind(Exception error) => error.InnerException switch
    {
        FeedRefusedException => WebhookFailure.Address,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } =>
            WebhookFailure.Address,
        AuthenticationException => WebhookFailure.Tls,
        _ => WebhookFailure.Unreachable,
    };
}
