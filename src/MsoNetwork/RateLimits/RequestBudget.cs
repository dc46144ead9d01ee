using System.Globalization;
using MsoNetwork.Errors;

namespace MsoNetwork.RateLimits;

/// <summary>What the request at hand costs and who pays. Nobody does where limits are off, and outside of the served site.</summary>
public sealed class RequestBudget(RateLimiter limiter, TimeProvider time)
{
    /// <summary>Whose budget it is; null: nobody's.</summary>
    public string? Client { get; set; }

    /// <summary>What has been spent for this request so far.</summary>
    public long Cost { get; private set; }

    /// <summary>After the last spending; null where nobody pays.</summary>
    public RateState? State { get; private set; }

    public RatePolicy? Policy => Client is null ? null : limiter.Policies.Of(Client);

    /// <summary>When the budget is whole again.</summary>
    public DateTimeOffset WholeAt => time.GetUtcNow() + (State?.Whole ?? TimeSpan.Zero);

    /// <summary>Spends some; gives the refusal where it is too much.</summary>
    public NetworkException? Spend(long cost)
    {
        if (Client is not null)
        {
            var state = limiter.Spend(Client, cost);
            State = state;
            if (!state.Allowed) return Refusal(state, cost);
        }

        Cost += cost;
        return null;
    }

    private NetworkException Refusal(RateState state, long cost)
    {
        var seconds = Seconds(state.Wait);
        return new(ErrorCode.RateLimited, string.Create(CultureInfo.InvariantCulture,
            $"Too much was asked in a short time: with this request, which costs {cost:N0}, it would be {state.Used:N0}; "
                + $"{Policy!.Burst:N0} is the limit, and {Policy.PerSecond:N0} of it come back each second. "
                + $"Try again in {seconds} seconds."))
        {
            Limit = (Policy.Burst, state.Used),
            ResetAt = time.GetUtcNow().AddSeconds(seconds),
        };
    }

    /// <summary>As headers say it: whole seconds, never too few.</summary>
    public static long Seconds(TimeSpan span) => Math.Max((long)Math.Ceiling(span.TotalSeconds), 1);
}
