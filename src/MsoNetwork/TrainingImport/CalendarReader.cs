using System.Security.Cryptography;
using System.Text;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using MsoNetwork.Errors;
using MsoNetwork.Feeds;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Time;
using MsoNetwork.Trainings;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.TrainingImport;

/// <summary>
/// Reads a calendar (iCalendar, RFC 5545) with Ical.Net, an event at a time. What comes from outside is bounded and becomes plain text;
/// who is invited, attached files and alarms are not read at all. An event is known by its UID; of two with the same the one with the
/// higher SEQUENCE counts.
/// </summary>
internal sealed class CalendarReader(Gazetteer gazetteer, VocabularySet vocabularies, DateOnly today)
{
    private const int LongestKey = 200;
    private const int LongestLink = 500;

    /// <exception cref="FeedRefusedException">It is no calendar.</exception>
    public ReadSource Read(byte[] bytes)
    {
        var text = CalendarText.Read(bytes);
        var events = new List<Event>();
        var broken = new List<ReadTraining>();
        foreach (var lines in text.Events)
        {
            try
            {
                events.Add(Event.Read(lines));
            }
            catch (FormatException wrong)
            {
                var (title, key) = (Event.Raw(lines, "SUMMARY") ?? "–", KeyOf(Event.Raw(lines, "UID") ?? "–", null));
                var where = Shown.Short(title);
                broken.Add(new ReadTraining { Key = key, Where = where, Remarks = { new(where, "event", wrong.Message) } });
            }
        }

        var trainings = events.GroupBy(one => one.Uid, StringComparer.Ordinal).SelectMany(same => Of([.. same], text.IsCancelling));
        return new ReadSource([.. trainings.Concat(broken).DistinctBy(one => one.Key)], text.IsWhole);
    }

    // An event, with those of its dates that are told apart from it; such dates alone are trainings of their own.
    private IEnumerable<ReadTraining> Of(IReadOnlyList<Event> same, bool isOff)
    {
        var newest = same.GroupBy(one => one.Of).Select(versions => versions.MaxBy(one => one.Sequence ?? 0)!).ToList();
        var singles = newest.Where(one => one.Of is not null).ToList();
        return newest.Find(one => one.Of is null) is { } whole ? [Read(whole, singles, isOff)]
            : singles.Select(one => Read(one, [], isOff));
    }

    private ReadTraining Read(Event of, IReadOnlyList<Event> singles, bool isOff)
    {
        var title = PlainText.Of(of.Component.Summary, CheckedTraining.LongestTitle) ?? "";
        var where = title.Length > 0 ? title : "–";
        var remarks = new List<ImportRemark>();
        var read = new ReadTraining { Key = KeyOf(of.Uid, of.Of), Where = where, Sequence = of.Sequence };
        try
        {
            if (of.Component.Class is { } secrecy && !secrecy.Equals("PUBLIC", StringComparison.OrdinalIgnoreCase))
                throw NetworkException.Invalid("private", "It is marked as private or confidential, and is not published.");
            if (title.Length == 0) throw NetworkException.Invalid("title", "It has no title (SUMMARY).");
            if (of.Component.DtStart is not { } start) throw NetworkException.Invalid("startsOn", "It says no day.");
            var (minutes, rule) = Length(of, start, remarks, where);
            var series = CalendarSeries.Of(start, rule, today);
            if (series is null) return read with { IsOver = true };
            var dates = series.Moved.ToDictionary(one => one.Planned, one => new ReadDate(one.Planned, one.Start, minutes, false));
            foreach (var single in singles) Take(single, series, minutes, dates, remarks, where);
            if (of.HasMoreDates)
                remarks.Add(new(where, "rdate", "It has single dates besides its rule (RDATE); they are not taken.", false));
            read = read with
            {
                Content = Content(of.Component, title, series, minutes),
                Dates = [.. dates.Values.OrderBy(date => date.Planned)],
                Cancelled = isOff || IsOff(of),
            };
        }
        catch (NetworkException wrong)
        {
            remarks.AddRange(wrong.Others.Prepend(wrong).Select(one => new ImportRemark(where, one.Argument ?? "", one.Message)));
        }

        read.Remarks.AddRange(remarks);
        return read;
    }

    private TrainingContentInput Content(CalendarEvent of, string title, CalendarSeries series, int minutes)
    {
        var categories = (of.Categories ?? []).OfType<string>().SelectMany(words => words.Split(',')).ToList();
        var (online, municipality, address) = CalendarWords.PlaceOf(PlainText.Lines(of.Location, 300), gazetteer);
        return new TrainingContentInput
        {
            Kind = CalendarWords.KindOf(title, categories, series.Rule is not null),
            Title = title,
            Text = PlainText.Lines(of.Description, CheckedTraining.LongestText) ?? title,
            Topics = CalendarWords.TermsOf(categories, vocabularies[VocabularyName.Topics]),
            TargetGroups = CalendarWords.TermsOf(categories, vocabularies[VocabularyName.TargetGroups]),
            Languages = CalendarWords.TermsOf(categories, vocabularies[VocabularyName.Languages]),
            StartsOn = series.First.Date,
            StartTime = series.First.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
            Minutes = minutes,
            Rule = series.Rule,
            ExceptDays = series.Rule is null ? [] : [.. Left(of, series)],
            Online = online,
            Municipality = municipality,
            Address = address,
            Link = PlainText.Link(of.Url) is { Length: <= LongestLink } link ? link : null,
        };
    }

    private static IEnumerable<DateTime> Left(CalendarEvent of, CalendarSeries series) => (of.ExceptionDates?.GetAllDates() ?? [])
        .Take(1_000).Select(series.Planned).OfType<DateTime>().Select(planned => planned.Date).Distinct().Order();

    private static void Take(
        Event single, CalendarSeries series, int minutes, Dictionary<DateTime, ReadDate> dates, List<ImportRemark> remarks, string where)
    {
        if (single.Component.RecurrenceIdentifier is { Range: not RecurrenceRange.ThisInstance })
        {
            remarks.Add(new(where, "range", "A change of this and all later dates (RANGE=THISANDFUTURE) is not taken."));
            return;
        }

        if (series.Planned(single.Of!) is not { } planned) return; // a date that is over, or that the rule does not have
        if (IsOff(single) || single.Component.DtStart is not { } start)
        {
            dates[planned] = dates.TryGetValue(planned, out var moved) ? moved with { Cancelled = true }
                : new ReadDate(planned, planned, minutes, true);
            return;
        }

        dates[planned] = new ReadDate(planned, CalendarSeries.Clock(start), Length(single, start, remarks, where).Minutes, false);
    }

    // Days without a time are taken from midnight to midnight; several in a row become a date each.
    private static (int Minutes, string? Rule) Length(Event of, CalDateTime start, List<ImportRemark> remarks, string where)
    {
        var end = of.Component.DtEnd;
        if (!start.HasTime)
        {
            var days = end is not null ? end.Date.DayNumber - start.Date.DayNumber
                : of.Component.Duration is { } told ? (int)told.ToTimeSpanUnspecified().TotalDays : 1;
            if (days > 1 && of.Rule is null && of.Of is null) return (1440, $"FREQ=DAILY;COUNT={days}");
            return days <= 1 ? (1440, of.Rule)
                : throw NetworkException.Invalid("minutes", $"It takes {days} days and repeats; enter its days one by one.");
        }

        var length = end is not null ? BerlinDay.Moment(CalendarSeries.Clock(end)) - BerlinDay.Moment(CalendarSeries.Clock(start))
            : of.Component.Duration?.ToTimeSpanUnspecified() ?? TimeSpan.Zero;
        if (length > TimeSpan.Zero) return ((int)Math.Min(length.TotalMinutes, int.MaxValue), of.Rule);
        remarks.Add(new(where, "length", "It does not say how long it takes; an hour is assumed.", false));
        return (60, of.Rule);
    }

    private static bool IsOff(Event of) => string.Equals(of.Component.Status, "CANCELLED", StringComparison.OrdinalIgnoreCase);

    private static string KeyOf(string uid, CalDateTime? of)
    {
        var key = of is null ? uid : $"{uid} {of.Value:yyyy-MM-ddTHH:mm:ss}";
        return key.Length <= LongestKey ? key : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }
}
