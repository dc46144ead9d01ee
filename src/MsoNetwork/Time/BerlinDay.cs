using NodaTime;

namespace MsoNetwork.Time;

/// <summary>
/// The day it is in Berlin, for everything that counts by days. The time zone comes with NodaTime (IANA's tzdb), because not every machine
/// has .NET's; a test holds it against PostgreSQL's (docs/decisions.md, 127).
/// </summary>
public static class BerlinDay
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    public static DateOnly Today(this TimeProvider time) => Of(time.GetUtcNow());

    /// <summary>What a clock in Berlin shows at a moment.</summary>
    public static DateTime Clock(DateTimeOffset moment) =>
        Instant.FromDateTimeOffset(moment).InZone(Berlin).LocalDateTime.ToDateTimeUnspecified();

    /// <summary>
    /// The moment of what a clock in Berlin shows. An hour that is left out in spring means as much later, and of one that comes twice in
    /// autumn the first is meant, as RFC 5545 (3.3.5) has it. With Berlin's offset at that moment.
    /// </summary>
    public static DateTimeOffset Moment(DateTime clock) =>
        LocalDateTime.FromDateTime(clock).InZoneLeniently(Berlin).ToDateTimeOffset();

    public static DateOnly Of(DateTimeOffset moment) => Instant.FromDateTimeOffset(moment).InZone(Berlin).Date.ToDateOnly();
}
