namespace MsoNetwork.Time;

/// <summary>
/// The day it is in Berlin, for everything that counts by days. Reckoned by the rule itself (Directive 2000/84/EC: summer time from the
/// last Sunday of
/// March to that of October, 1:00 UTC), because not every machine has .NET's time zones; a test holds it against PostgreSQL's
/// (docs/decisions.md, 127).
/// </summary>
public static class BerlinDay
{
    public static DateOnly Today(this TimeProvider time) => Of(time.GetUtcNow());

    public static DateOnly Of(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        return DateOnly.FromDateTime(utc.AddHours(utc >= LastSunday(utc.Year, 3) && utc < LastSunday(utc.Year, 10) ? 2 : 1));
    }

    private static DateTime LastSunday(int year, int month)
    {
        var last = new DateTime(year, month, 31, 1, 0, 0, DateTimeKind.Utc);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
