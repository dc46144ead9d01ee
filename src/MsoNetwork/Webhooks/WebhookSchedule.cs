using System.Security.Cryptography;

namespace MsoNetwork.Webhooks;

/// <summary>When a delivery that failed is tried again, as the Standard Webhooks specification proposes.</summary>
internal static class WebhookSchedule
{
    /// <summary>Before the second attempt, the third …; the last pause repeats.</summary>
    public static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>A receiver that has failed so long is not asked any more.</summary>
    public static readonly TimeSpan GiveUp = TimeSpan.FromDays(5);

    /// <summary>Retry-After is obeyed up to it.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromHours(24);

    // A tenth at most, so that many that failed together do not come back together.
    private const int Jitter = 100;

    /// <summary>The time of the next attempt; null when there is none.</summary>
    /// <param name="attempts">How many have failed, this one included.</param>
    /// <param name="since">When the first of them failed.</param>
    /// <param name="asked">What the receiver asked for.</param>
    /// <param name="now">When this one failed.</param>
    public static DateTimeOffset? Next(int attempts, DateTimeOffset since, TimeSpan? asked, DateTimeOffset now)
    {
        if (now - since >= GiveUp) return null;
        var pause = Pauses[Math.Min(attempts, Pauses.Length) - 1];
        pause += pause * (RandomNumberGenerator.GetInt32(Jitter + 1) / 1000.0);
        var least = asked is { } wanted ? (wanted < LongestAsked ? wanted : LongestAsked) : TimeSpan.Zero;
        var next = now + (pause > least ? pause : least);
        return next < since + GiveUp ? next : since + GiveUp; // the last attempt is made when the time is over
    }
}
