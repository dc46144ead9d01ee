using Ical.Net;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Postings;
using MsoNetwork.Time;
using MsoNetwork.Trainings;

namespace MsoNetwork.TrainingImport;

/// <summary>
/// The dates of a calendar's event, made to fit what a training can have. A series without an end, or one that is too long, is taken from
/// the beginning of this half-year to the end of next year, so that the same calendar is the same for months. One by another time zone's
/// clock keeps its moments: dates that Berlin's clock has at another hour are moved ones.
/// </summary>
internal sealed class CalendarSeries
{
    private static readonly EvaluationOptions Bounds = new() { MaxUnmatchedIncrementsLimit = 400 };

    // Beginnings by the clock that the calendar uses, and what they are called here.
    private readonly Dictionary<DateTime, DateTime> _planned = [];

    private CalendarSeries(DateTime first, string? rule) => (First, Rule) = (first, rule);

    /// <summary>By Berlin's clock.</summary>
    public DateTime First { get; private set; }

    public string? Rule { get; private set; }

    /// <summary>Dates that are at another hour by Berlin's clock than the rule says: planned, and in fact.</summary>
    public List<(DateTime Planned, DateTime Start)> Moved { get; } = [];

    /// <summary>A moment by Berlin's clock, to the minute.</summary>
    /// <exception cref="NetworkException">"zone": nobody knows the time zone.</exception>
    public static DateTime Clock(CalDateTime time)
    {
        if (!time.HasTime) return time.Date.ToDateTime(TimeOnly.MinValue);
        var clock = time.IsFloating || time.TzId == "Europe/Berlin" ? time.Value : BerlinDay.Clock(Utc(time));
        return new DateTime(clock.Year, clock.Month, clock.Day, clock.Hour, clock.Minute, 0, DateTimeKind.Unspecified);
    }

    /// <param name="start">DTSTART.</param>
    /// <param name="rule">RRULE as it stands there; null for a single date.</param>
    /// <param name="today">In Berlin.</param>
    /// <returns>Null when all of it is over.</returns>
    /// <exception cref="NetworkException">"rule" or "zone".</exception>
    public static CalendarSeries? Of(CalDateTime start, string? rule, DateOnly today)
    {
        if (rule is null) return new CalendarSeries(Clock(start), null);
        var own = start.HasTime && start is { IsFloating: false } && start.TzId != "Europe/Berlin";
        var from = own ? start.Value : Clock(start); // by the calendar's own clock
        var bounded = Bounded(from, own ? UntilBy(rule, start) : rule, today);
        if (bounded is not var (first, text, dates)) return null;
        var series = new CalendarSeries(own ? Clock(new CalDateTime(first, start.TzId)) : first, text);
        if (own) series.ByBerlin(start.TzId!, dates);
        else foreach (var date in dates) series._planned[date] = date;
        return series;
    }

    /// <summary>Which date of the rule a RECURRENCE-ID or EXDATE means; null when it is none of them.</summary>
    public DateTime? Planned(CalDateTime time)
    {
        var clock = Clock(time);
        if (Rule is null) return clock == First || (!time.HasTime && clock == First.Date) ? First : null;
        if (_planned.TryGetValue(clock, out var planned)) return planned;
        return time.HasTime ? null : _planned.Where(one => one.Key.Date == clock).Select(one => (DateTime?)one.Value).FirstOrDefault();
    }

    private static (DateTime First, string Rule, IReadOnlyList<DateTime> Dates)? Bounded(DateTime first, string rule, DateOnly today)
    {
        var pattern = Read(rule);
        if (pattern.Count is not null || pattern.Until is not null)
        {
            try
            {
                var taken = Recurrence.Checked(rule)!;
                return (first, taken, Recurrence.Expand(first, taken, []));
            }
            catch (NetworkException)
            {
                // Too long as a whole; what is to come of it may not be.
            }
        }

        // Whatever repeats more than once a day is refused for it, and never looked at.
        if (pattern.Frequency < FrequencyType.Daily || pattern.ByHour.Count + pattern.ByMinute.Count + pattern.BySecond.Count > 0)
            Recurrence.Checked(rule);
        var from = HalfYear(today) > first ? HalfYear(today) : first;
        var end = new DateTime(today.Year + 2, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        var dates = Dates(pattern, first, from, end);
        if (dates is []) return null;
        if (from == first && dates[0] != first) throw NetworkException.Invalid("rule", "It does not give the first date.");
        (pattern.Count, pattern.Until) = (null, new CalDateTime(dates[^1]));
        var ended = Recurrence.Checked(pattern.ToString())!;
        return (dates[0], ended, Recurrence.Expand(dates[0], ended, []));
    }

    private static List<DateTime> Dates(RecurrencePattern pattern, DateTime first, DateTime from, DateTime end)
    {
        ContentReader.Day(first, "startsOn");
        try
        {
            return
            [
                .. new RecurrencePatternEvaluator((RecurrenceRule)pattern)
                    .Evaluate(new CalDateTime(first), new CalDateTime(from), Bounds).Select(one => one.StartTime.Value)
                    .SkipWhile(date => date < from).TakeWhile(date => date < end).Take(Recurrence.MostDates),
            ];
        }
        catch (EvaluationException)
        {
            throw NetworkException.Invalid("rule", "It gives no dates, or too few to be meant.");
        }
    }

    private void ByBerlin(string zone, IReadOnlyList<DateTime> dates)
    {
        var pattern = Read(Rule!);
        (pattern.Until, pattern.Count) = (null, dates.Count);
        IReadOnlyList<DateTime> planned;
        try
        {
            Rule = Recurrence.Checked(pattern.ToString())!;
            planned = Recurrence.Expand(First, Rule, []);
        }
        catch (NetworkException)
        {
            planned = []; // Tuesday there may be Monday here
        }

        if (planned.Count != dates.Count) throw Zone(zone);
        for (var at = 0; at < dates.Count; at++)
        {
            var start = Clock(new CalDateTime(dates[at], zone));
            if ((start - planned[at]).Duration() > TimeSpan.FromHours(12)) throw Zone(zone);
            _planned[start] = planned[at];
            if (start != planned[at]) Moved.Add((planned[at], start));
        }
    }

    // The end of a rule is a moment; by the calendar's clock it can be compared with dates by that clock.
    private static string UntilBy(string rule, CalDateTime start)
    {
        var pattern = Read(rule);
        if (pattern.Until is not { IsUtc: true } until) return rule;
        pattern.Until = new CalDateTime(until.ToTimeZone(start.TzId!).Value);
        return pattern.ToString()!;
    }

    private static DateTime HalfYear(DateOnly today) => new(today.Year, today.Month <= 6 ? 1 : 7, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private static DateTime Utc(CalDateTime time)
    {
        try
        {
            return time.AsUtc;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NodaTime.TimeZones.DateTimeZoneNotFoundException)
        {
            throw Zone(time.TzId ?? "");
        }
    }

    private static NetworkException Zone(string zone) => NetworkException.Invalid(
        "zone", $"The time zone \"{Shown.Short(zone)}\" is not known, or its dates fall on other days in Berlin.");

    private static RecurrencePattern Read(string rule)
    {
        try
        {
            return new RecurrencePattern(rule);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException or KeyNotFoundException)
        {
            throw NetworkException.Invalid("rule", "It is no RRULE of RFC 5545, for example FREQ=WEEKLY;COUNT=5.");
        }
    }
}
