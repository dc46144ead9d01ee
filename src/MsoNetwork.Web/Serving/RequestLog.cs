using System.Diagnostics;
using System.Globalization;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Web.Serving;

/// <summary>
/// Around everything else: a number for the request, one line in the log, headers that every answer has, and a last net for
/// exceptions. Never logged: addresses of clients, documents, variables, query strings.
/// </summary>
internal sealed partial class RequestLog(ILogger<RequestLog> log)
{
    private const string IdHeader = "X-Request-Id";

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        context.TraceIdentifier = Given(context.Request.Headers[IdHeader]) ?? NewId();
        AddHeaders(context);
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            var broken = BrokenRequest.StatusOf(error);
            if (broken is null) LogUnexpected(error, context.TraceIdentifier);
            context.Response.Clear();
            AddHeaders(context);
            await GraphQlEndpoint.WriteProblemAsync(
                context, broken ?? StatusCodes.Status500InternalServerError, MediaTypes.Json,
                broken is null ? Problem.Unexpected : BrokenRequest.Problem);
        }
        finally
        {
            if (log.IsEnabled(LogLevel.Information))
            {
                var path = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(other)";
                LogAnswer(
                    context.Request.Method,
                    path,
                    context.Response.StatusCode,
                    Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1),
                    context.TraceIdentifier
                );
            }
        }
    }

    private static void AddHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers[IdHeader] = context.TraceIdentifier;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>
    /// A caller's own number, so that one can be followed through several services: a UUID, or hexadecimal digits as of a trace (32) or a
    /// span (16). Words are none: they would stand in the log.
    /// </summary>
    private static string? Given(string? id) =>
        Guid.TryParseExact(id, "D", out _) || (id is { Length: 16 or 32 } && id.All(char.IsAsciiHexDigit)) ? id : null;

    /// <summary>A number to ask about, not a secret: the cryptographic generator would be a call of the system for each request.</summary>
    private static string NewId() => Random.Shared.NextInt64(1L << 48).ToString("x12", CultureInfo.InvariantCulture);

    [LoggerMessage(LogLevel.Information, "{Method} {Path} {Status} in {Milliseconds} ms, request {RequestId}")]
    private partial void LogAnswer(string method, string path, int status, double milliseconds, string requestId);

    [LoggerMessage(LogLevel.Error, "Request {RequestId} failed unexpectedly")]
    private partial void LogUnexpected(Exception error, string requestId);
}
