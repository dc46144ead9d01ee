using MsoNetwork.Time;

namespace MsoNetwork.Digests;

/// <summary>When a search is looked at next.</summary>
internal static class DigestTimes
{
    /// <summary>"At once" is looked at so often.</summary>
    public static readonly TimeSpan Shortly = TimeSpan.FromMinutes(5);

    // Six in the morning, by Berlin's clock: read with the first coffee, and night is over for a telephone that rings.
    private const int Hour = 6;

    public static DateTimeOffset Next(DigestRhythm rhythm, DateTimeOffset now)
    {
        if (rhythm == DigestRhythm.AtOnce) return now + Shortly;
        var clock = BerlinDay.Clock(now);
        var morning = clock.Date.AddHours(Hour);
        if (morning <= clock) morning = morning.AddDays(1);
        while (rhythm == DigestRhythm.Weekly && morning.DayOfWeek != DayOfWeek.Monday) morning = morning.AddDays(1);
        return BerlinDay.Moment(morning).ToUniversalTime();
    }
}
