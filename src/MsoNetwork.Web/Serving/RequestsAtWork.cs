using System.Globalization;
using MsoNetwork.Errors;
using MsoNetwork.Web.Admission;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Serving;

/// <summary>
/// How many requests are worked on at once, each class with its share of MSONET_MAX_REQUESTS: pages all of it, the API half. Files
/// are only sent, and have a queue of their own where they are made. A few more wait for a moment; whoever would wait longer gets 503
/// before anything piles up. Whether the process lives is always answered.
/// </summary>
internal sealed class RequestsAtWork : IDisposable
{
    public const int Usual = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Dictionary<WorkClass, WorkShare> _shares;
    private readonly RefusalMetrics _refusals;

    /// <summary>Whether a request is for a page.</summary>
    public Func<HttpContext, bool> IsForPages { get; set; } = _ => false;

    public RequestsAtWork(IConfiguration settings, RefusalMetrics refusals)
    {
        var most = RateSettings.Number(settings, "MAX_REQUESTS", Usual, least: 2);
        _refusals = refusals;
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
        if (!_shares.TryGetValue(weight.Class, out var share) || context.Items.ContainsKey(FairLimits.Shown))
        {
            await next(context);
            return;
        }

        using var lease = await share.TakeAsync(context.RequestAborted);
        if (lease is not null) await next(context);
        else await RefuseAsync(context);
    }

    public void Dispose()
    {
        foreach (var share in _shares.Values) share.Dispose();
    }

    private async Task RefuseAsync(HttpContext context)
    {
        _refusals.Count("busy");
        context.Response.Headers.RetryAfter = Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        if (IsForPages(context))
        {
            context.Items[FairLimits.Shown] = true;
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        await GraphQlEndpoint.WriteProblemAsync(
            context, StatusCodes.Status503ServiceUnavailable, MediaTypes.Choose(context.Request.Headers.Accept) ?? MediaTypes.Json,
            new Problem(ErrorCode.Unavailable, "Too many requests are at work right now. Please try again in a few seconds."));
    }

    private static string Name(WorkClass work) => work switch
    {
        WorkClass.Page => "page",
        WorkClass.Export => "export",
        _ => "api",
    };

    private static WorkShare Share(int atWork, int waiting) => new(atWork, waiting, Patience);
}
