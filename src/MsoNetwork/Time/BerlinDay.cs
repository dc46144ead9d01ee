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

    public static DateOnly Of(DateTimeOffset moment) => Instant.FromDateTimeOffset(moment).InZone(Berlin).Date.ToDateOnly();
}
