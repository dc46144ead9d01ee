using System.Globalization;
using MsoNetwork.RateLimits;

namespace MsoNetwork.Web.Admission;

/// <summary>What an answer's headers say of its client's budget.</summary>
internal static class RateHeaders
{
    /// <summary>RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-10), and Retry-After where it was too much.</summary>
    public static void Add(HttpContext context, RequestBudget budget, bool isRefused)
    {
        if (budget is not { Policy: { } policy, State: { } state }) return;
        var headers = context.Response.Headers;
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture,
            $"\"{policy.Name}\";q={policy.Burst};w={RequestBudget.Seconds(policy.Window)};qu=\"cost\"");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture,
            $"\"{policy.Name}\";r={state.Remaining};t={RequestBudget.Seconds(state.Whole)}");
        if (isRefused)
            headers.RetryAfter = RequestBudget.Seconds(state.Wait).ToString(CultureInfo.InvariantCulture);
    }
}
