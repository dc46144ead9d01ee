using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using MsoNetwork.Time;

namespace MsoNetwork.Trainings;

/// <summary>
/// Trainings as a calendar to subscribe to (iCalendar, RFC 5545). UIDs and sequence numbers are those of the rows, so that a calendar sees
/// what was moved or called off; the same trainings are the same bytes, so that ETags hold.
/// </summary>
public static class TrainingCalendar
{
    /// <summary>What is over or was called off stays in a feed so long, so that every calendar hears of it.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const string Zone = "Europe/Berlin";
    private static readonly DateTime ZoneSince = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <param name="name">What the calendar is called.</param>
    /// <param name="trainings">With their dates.</param>
    /// <param name="addressOf">The page of a training.</param>
    /// <param name="placeOf">Where it is, as one line.</param>
    public static string Write(
        string name, IEnumerable<Training> trainings, Func<Training, string> addressOf, Func<Training, string> placeOf)
    {
        var calendar = new Calendar { ProductId = "-//MsoNetwork//Trainings//DE", Method = "PUBLISH" };
        calendar.AddProperty("X-WR-CALNAME", name);
        calendar.AddProperty("REFRESH-INTERVAL;VALUE=DURATION", "PT4H");
        calendar.AddTimeZone(VTimeZone.FromDateTimeZone(Zone, ZoneSince, includeHistoricalData: false));
        foreach (var training in trainings)
        {
            foreach (var entry in Events(training, new Uri(addressOf(training)), placeOf(training))) calendar.Events.Add(entry);
        }

        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private static IEnumerable<CalendarEvent> Events(Training training, Uri address, string place)
    {
        var isOff = training.State == TrainingState.Cancelled;
        CalendarEvent Event(DateTime start, int minutes, bool cancelled) => new()
        {
            Uid = $"{training.Id:N}@msonetwork",
            DtStamp = new CalDateTime(training.UpdatedAt.UtcDateTime, "UTC"),
            LastModified = new CalDateTime(training.UpdatedAt.UtcDateTime, "UTC"),
            Sequence = training.Version,
            DtStart = new CalDateTime(start, Zone),
            Duration = Duration.FromMinutes(minutes),
            Summary = training.Title,
            Description = string.Join("\n\n", new[] { training.CancelReason, training.Text, training.Registration }.OfType<string>()),
            Location = place,
            Url = address,
            Status = isOff || cancelled ? EventStatus.Cancelled
                : training.MissingSince is null ? EventStatus.Confirmed : EventStatus.Tentative,
        };
        if (training.Rule is null)
        {
            foreach (var date in training.Dates) yield return Event(date.Start, date.Minutes, date.Cancelled);
            yield break;
        }

        var whole = Event(training.FirstStart, training.Minutes, cancelled: false);
        whole.RecurrenceRule = Rule(training.Rule);
        foreach (var day in training.ExceptDays)
            whole.ExceptionDates.Add(new CalDateTime(day.ToDateTime(TimeOnly.FromDateTime(training.FirstStart)), Zone));
        yield return whole;
        foreach (var date in training.Dates.Where(date => date.Cancelled || date.IsMoved(training)))
        {
            var single = Event(date.Start, date.Minutes, date.Cancelled);
            single.RecurrenceIdentifier = new RecurrenceIdentifier(new CalDateTime(date.Planned, Zone));
            yield return single;
        }
    }

    // Beside a start with a time zone the end of a rule is in UTC (RFC 5545, 3.3.10).
    private static RecurrencePattern Rule(string text)
    {
        var rule = new RecurrencePattern(text);
        if (rule.Until is { } until) rule.Until = new CalDateTime(BerlinDay.Moment(until.Value).UtcDateTime, "UTC");
        return rule;
    }
}
