using System.Net;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// Patience for writing and asking about tasks, never for searching and swapping: half a minute an attempt, six attempts, and where the
/// server says when to come back (Retry-After) it is believed up to a minute. All these calls may be sent twice: documents replace,
/// settings too.
/// </summary>
internal sealed class MeilisearchRetries
{
    public static readonly TimeSpan AnAttempt = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    public MeilisearchRetries(TimeProvider time) =>
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 5,
                Delay = TimeSpan.FromMilliseconds(200),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(IsWorthAnother(arguments.Outcome)),
                DelayGenerator = arguments => ValueTask.FromResult(RetryAfter(arguments.Outcome.Result, time)),
            })
            .AddTimeout(AnAttempt)
            .Build();

    public async Task<HttpResponseMessage> SendAsync(
        HttpClient http,
        Func<HttpRequestMessage> request,
        CancellationToken cancellationToken
    ) =>
        await _pipeline.ExecuteAsync(
            async token =>
            {
                using var message = request(); // a message can be sent only once
                return await http.SendAsync(message, token);
            },
            cancellationToken);

    private static bool IsWorthAnother(Outcome<HttpResponseMessage> outcome) =>
        outcome switch
        {
            { Exception: HttpRequestException or TimeoutRejectedException } => true,
            {
                Result.StatusCode: HttpStatusCode.TooManyRequests
                    or HttpStatusCode.BadGateway
                    or HttpStatusCode.ServiceUnavailable
                    or HttpStatusCode.GatewayTimeout
            } => true,
            _ => false,
        };

    private static TimeSpan? RetryAfter(HttpResponseMessage? response, TimeProvider time)
    {
        var after = response?.Headers.RetryAfter;
        var wait = after?.Delta ?? (after?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait is not { } given ? null : given < TimeSpan.Zero ? TimeSpan.Zero : given > LongestWait ? LongestWait : given;
    }
}
