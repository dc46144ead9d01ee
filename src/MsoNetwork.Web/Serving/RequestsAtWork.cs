using System.Globalization;
using MsoNetwork.Errors;
using MsoNetwork.Web.Admission;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Serving;

/// <summary>
/// How many requests are worked on at once: of one network a few (<see cref="ClientPlaces"/>), and each class with its share of
/// MSONET_MAX_REQUESTS: pages all of it, the API half. Files are only sent, and have a queue of their own where they are made. A few more
/// wait for a moment; whoever would wait longer gets 429 or 503 before anything piles up. Whether the process lives is always answered.
/// </summary>
internal sealed class RequestsAtWork : IDisposable
{
    public const int Usual = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly Problem TooMany =
        new(ErrorCode.Unavailable, "Too many requests are at work right now. Please try again in a few seconds.");

    private readonly Dictionary<WorkClass, WorkShare> _shares;
    private readonly ClientPlaces _clients;
    private readonly RefusalPace _pace;
    private readonly RefusalMetrics _refusals;
    private readonly TimeProvider _time;

    /// <summary>Whether a request is for a page.</summary>
    public Func<HttpContext, bool> IsForPages { get; set; } = _ => false;

    public RequestsAtWork(
        IConfiguration settings, ClientPlaces clients, RefusalPace pace, RefusalMetrics refusals, TimeProvider time)
    {
        var most = RateSettings.Number(settings, "MAX_REQUESTS", Usual, least: 2);
        (_clients, _pace, _refusals, _time) = (clients, pace, refusals, time);
        _shares = new()
        {
            [WorkClass.Page] = Share(most, waiting: 8 * most),
            [WorkClass.Api] = Share(most / 2, waiting: 8 * most),
        };
        foreach (var (work, share) in _shares) refusals.Watch(Name(work), share);
    }

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var weight = RequestWeight.Of(context, IsForPages(context));
        if (weight.Class == WorkClass.Health || context.Items.ContainsKey(FairLimits.Shown))
        {
            await next(context);
            return;
        }

        IDisposable? ofClient = null;
        if (_clients.IsOn)
        {
            var network = ClientNetwork.KeyOf(context);
            ofClient = await _clients.TakeAsync(network, weight.Class, context.RequestAborted);
        }

        using var admitted = new AdmittedRequest(context, _pace, weight.Class, ofClient);
        if (_clients.IsOn && ofClient is null)
        {
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "client", ClientPlaces.Patience,
                TooManyOfClient(_clients.Most(weight.Class)));
            return;
        }

        if (_shares.TryGetValue(weight.Class, out var share))
        {
            if (await share.TakeAsync(context.RequestAborted) is not { } ofClass)
            {
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "busy", Patience, TooMany);
                return;
            }

            admitted.Add(ofClass);
        }

        await next(context);
    }

    public void Dispose()
    {
        foreach (var share in _shares.Values) share.Dispose();
    }

    private Problem TooManyOfClient(int most) => Problem.Known(new NetworkException(
        ErrorCode.RateLimited, $"More requests wait than one network may have at work: {most} at once. Please ask fewer at once.")
    {
        Limit = (most, most + 1),
        ResetAt = _time.GetUtcNow() + ClientPlaces.Patience,
    })!;

    private async Task RefuseAsync(HttpContext context, int status, string reason, TimeSpan retryAfter, Problem problem)
    {
        _refusals.Count(reason);
        context.Response.Headers.RetryAfter = retryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        if (IsForPages(context))
        {
            context.Items[FairLimits.Shown] = true;
            context.Response.StatusCode = status;
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        await GraphQlEndpoint.WriteProblemAsync(
            context, status, MediaTypes.Choose(context.Request.Headers.Accept) ?? MediaTypes.Json, problem);
    }

    private static string Name(WorkClass work) => work switch
    {
        WorkClass.Page => "page",
        WorkClass.Export => "export",
        _ => "api",
    };

    private static WorkShare Share(int atWork, int waiting) => new(atWork, waiting, Patience);
}
