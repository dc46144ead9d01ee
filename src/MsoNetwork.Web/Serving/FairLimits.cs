using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.RateLimits;
using MsoNetwork.Web.Admission;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web.Serving;

/// <summary>
/// Behind signing in: says whose budget a request is of, and takes from it what the request costs at least; 429 where that does not fit.
/// GraphQL takes the rest when it knows it. Wrong credentials have a budget of their own, for each network.
/// </summary>
internal sealed partial class FairLimits(RateLimiter limiter, RefusalMetrics refusals, ILogger<FairLimits> log)
{
    /// <summary>Key of HttpContext.Items: the page that says why is shown, and is not counted.</summary>
    public const string Shown = "limits.shown";

    /// <summary>Whether a request is for a page.</summary>
    public Func<HttpContext, bool> IsForPages { get; set; } = _ => false;

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var weight = RequestWeight.Of(context, IsForPages(context));
        if (weight.Class == WorkClass.Health || context.Items.ContainsKey(Shown))
        {
            await next(context);
            return;
        }

        var budget = context.RequestServices.GetRequiredService<RequestBudget>();
        if (!limiter.Policies.IsOn)
        {
            budget.Spend(weight.Cost); // nobody pays; answers still say what they cost
            await next(context);
            return;
        }

        if (WrongCredentials(context) is { } slowed)
        {
            budget.Client = slowed;
            if (budget.Spend(1) is { } tooOften)
            {
                await RefuseAsync(context, budget, tooOften);
                return;
            }

            LogWrongCredentials(context.TraceIdentifier);
        }

        budget.Client = ClientOf(context);
        if (budget.Spend(weight.Cost) is { } refusal) await RefuseAsync(context, budget, refusal);
        else await next(context);
    }

    private static string ClientOf(HttpContext context)
    {
        if (context.User.Identity?.IsAuthenticated != true) return ClientNetwork.KeyOf(context);
        return RatePolicies.Key(Guid.TryParseExact(context.User.FindFirst(ViewerClaims.Token)?.Value, "N", out var token) ? token
            : PersonCookie.PersonOf(context.User) ?? Guid.Empty); // the development token has no person
    }

    // A stale cookie is none: whoever only looks need not know that it ended.
    private string? WrongCredentials(HttpContext context) =>
        context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && !IsForPages(context)
            && context.RequestServices.GetRequiredService<CurrentViewer>().Identity.Problem is not null
            ? RatePolicies.Wrong(ClientNetwork.Of(context)) : null;

    private async Task RefuseAsync(HttpContext context, RequestBudget budget, NetworkException refusal)
    {
        refusals.Count("rate");
        RateHeaders.Add(context, budget, isRefused: true);
        if (IsForPages(context))
        {
            context.Items[Shown] = true;
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        await GraphQlEndpoint.WriteProblemAsync(
            context, StatusCodes.Status429TooManyRequests, MediaTypes.Choose(context.Request.Headers.Accept) ?? MediaTypes.Json,
            Problem.Known(refusal)!);
    }

    [LoggerMessage(LogLevel.Warning, "Request {RequestId} came with an access token that is not valid")]
    private partial void LogWrongCredentials(string requestId);
}
