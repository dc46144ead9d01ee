using Ical.Net;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using MsoNetwork.Errors;
using MsoNetwork.Time;

namespace MsoNetwork.Trainings;

/// <summary>
/// Rules of RFC 5545 (RRULE), as far as trainings have them: with an end, and one date a day at most. Ical.Net expands them by the clock
/// alone, without a time zone, so that no change of daylight saving comes in between; NodaTime says which moments are meant.
/// </summary>
internal static class Recurrence
{
    public const int MostDates = 400;

    /// <summary>Nothing is planned further ahead.</summary>
    public const int MostYears = 5;

    // An impossible rule (30 February) is given up after so many steps.
    private static readonly EvaluationOptions Bounds = new() { MaxUnmatchedIncrementsLimit = 400 };

    /// <summary>The rule in its usual form.</summary>
    /// <param name="rule">What was given; empty for none.</param>
    /// <exception cref="NetworkException">INVALID_INPUT for what is no rule, has no end, or repeats more than once a day.</exception>
    public static string? Checked(string? rule)
    {
        if (string.IsNullOrWhiteSpace(rule)) return null;
        var text = rule.Trim();
        if (text.StartsWith("RRULE:", StringComparison.OrdinalIgnoreCase)) text = text[6..];
        if (text.Length > 300 || text.AsSpan().ContainsAny('\r', '\n')) throw Wrong("It takes one rule of at most 300 characters.");
        var read = Read(text);
        if (read.Frequency < FrequencyType.Daily) throw Wrong("It repeats more often than daily; take DAILY, WEEKLY, MONTHLY or YEARLY.");
        if (read.ByHour.Count + read.ByMinute.Count + read.BySecond.Count > 0) throw Wrong("BYHOUR, BYMINUTE and BYSECOND are not taken.");
        if (read.Count is null && read.Until is null) throw Wrong("It has no end: give COUNT or UNTIL.");
        if (read.Count > MostDates) throw Wrong($"It takes at most {MostDates} dates.");
        if (read.Until is { } until)
        {
            // By Berlin's clock; a day counts to its end.
            read.Until = new CalDateTime(
                until.IsUtc ? BerlinDay.Clock(until.AsUtc) : until.HasTime ? until.Value : until.Value.Date.AddDays(1).AddSeconds(-1));
        }

        return read.ToString();
    }

    /// <summary>All dates of a rule, in order; without a rule only the first.</summary>
    /// <exception cref="NetworkException">INVALID_INPUT for too many or none.</exception>
    public static IReadOnlyList<DateTime> Expand(DateTime first, string? rule, IReadOnlyCollection<DateOnly> except)
    {
        var dates = rule is null ? [first] : Dates(first, rule);
        if (dates.Count > MostDates) throw Wrong($"It gives more than {MostDates} dates; end it earlier.");
        List<DateTime> left = [.. dates.Where(date => !except.Contains(DateOnly.FromDateTime(date)))];
        return left.Count > 0 ? left
            : throw NetworkException.Invalid("exceptDays", "No date is left: the days left out are all there are.");
    }

    private static List<DateTime> Dates(DateTime first, string rule)
    {
        try
        {
            List<DateTime> dates =
            [
                .. new RecurrencePatternEvaluator((RecurrenceRule)Read(rule)).Evaluate(new CalDateTime(first), null, Bounds)
                    .Select(one => one.StartTime.Value).Take(MostDates + 1),
            ];
            // Of another first date RFC 5545 (3.8.5.3) does not say what the rule gives, and calendars differ.
            if (dates is not [var given, ..] || given != first) throw Wrong("It does not give the first date.");
            return dates[^1] < first.AddYears(MostYears) || dates.Count > MostDates ? dates
                : throw Wrong($"It goes on for more than {MostYears} years; end it earlier.");
        }
        catch (EvaluationException)
        {
            throw Wrong("It gives no dates, or too few to be meant.");
        }
    }

    // RecurrencePattern rather than RecurrenceRule, of which Ical.Net 5.2.4 writes nothing.
    private static RecurrencePattern Read(string rule)
    {
        try
        {
            return new RecurrencePattern(rule);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException or KeyNotFoundException)
        {
            throw Wrong("It is no RRULE of RFC 5545, for example FREQ=WEEKLY;COUNT=5.");
        }
    }

    private static NetworkException Wrong(string message) => NetworkException.Invalid("rule", message);
}
