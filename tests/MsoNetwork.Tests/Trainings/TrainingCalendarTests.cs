using System.Text.Json;
using Ical.Net;
using Ical.Net.CalendarComponents;
using MsoNetwork.Trainings;

namespace MsoNetwork.Tests.Trainings;

/// <summary>What calendars read of our trainings: Ical.Net and, where it is installed, python-icalendar.</summary>
public sealed class TrainingCalendarTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 1, 10, 0, 0, TimeSpan.Zero);

    private static DateTime At(string clock) => DateTime.Parse(clock, System.Globalization.CultureInfo.InvariantCulture);

    private static Training Made(string first, string? rule, params string[] except)
    {
        var training = new Training
        {
            Id = Guid.Parse("0190aaaa-0000-7000-8000-000000000001"),
            Slug = "vereinsrecht-1",
            Title = "Vereinsrecht; Teil 1, für \"alle\"",
            Text = "Fünf Abende\nmit Kaffee (erfunden).",
            FirstStart = At(first),
            Minutes = 90,
            Rule = Recurrence.Checked(rule),
            ExceptDays = [.. except.Select(DateOnly.Parse)],
            PlaceKey = "05315000",
            State = TrainingState.Published,
            CreatedAt = Now,
            UpdatedAt = Now,
            PublishedAt = Now,
        };
        foreach (var planned in Recurrence.Expand(training.FirstStart, training.Rule, training.ExceptDays))
        {
            var date = new TrainingDate { TrainingId = training.Id, Planned = planned };
            date.Set(planned, training.Minutes);
            training.Dates.Add(date);
        }

        return training;
    }

    private static string Written(params Training[] trainings) =>
        TrainingCalendar.Write("Schulungen", trainings, one => "https://example.org/de/termine/" + one.Slug, _ => "Köln");

    private static List<DateTimeOffset> Moments(string text) =>
    [
        .. Calendar.Load(text)!.GetOccurrences<CalendarEvent>()
            .Where(one => ((CalendarEvent)one.Source).Status != "CANCELLED")
            .Select(one => new DateTimeOffset(one.Period.StartTime.AsUtc, TimeSpan.Zero)).Order(),
    ];

    [Theory]
    [InlineData("2027-03-16T18:00", "FREQ=WEEKLY;COUNT=5")]
    [InlineData("2027-10-19T18:00", "FREQ=WEEKLY;COUNT=5")]
    [InlineData("2027-03-02T18:00", "FREQ=WEEKLY;UNTIL=20270413")]
    [InlineData("2027-06-01T18:00", "FREQ=WEEKLY;UNTIL=20270622T180000")]
    [InlineData("2028-02-29T10:00", "FREQ=MONTHLY;BYMONTHDAY=29;COUNT=4")]
    [InlineData("2027-01-12T18:00", "FREQ=MONTHLY;BYDAY=2TU;COUNT=12")]
    [InlineData("2027-03-01T09:00", null)]
    [InlineData("2027-03-27T02:30", "FREQ=DAILY;COUNT=3")]
    [InlineData("2027-10-30T02:30", "FREQ=DAILY;COUNT=3")]
    [InlineData("2026-12-24T18:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4")]
    [InlineData("2028-02-29T10:00", "FREQ=YEARLY;UNTIL=20320301")]
    public void A_calendar_finds_the_moments_that_the_table_has(string first, string? rule)
    {
        var training = Made(first, rule);
        Assert.Equal(training.Dates.Select(date => date.StartsAt), Moments(Written(training)));
    }

    [Fact]
    public void A_moved_date_a_date_called_off_and_a_day_left_out_arrive()
    {
        var training = Made("2027-03-16T18:00", "FREQ=WEEKLY;COUNT=5", "2027-04-13");
        training.Dates[1].Set(At("2027-03-25T17:30"), 60);
        training.Dates[2].Cancelled = true;
        training.Version = 3;
        var text = Written(training);
        Assert.Equal(
            ["2027-03-16T17:00Z", "2027-03-25T16:30Z", "2027-04-06T16:00Z"],
            Moments(text).Select(one => one.ToString("yyyy-MM-ddTHH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture)));
        var read = Calendar.Load(text)!.Events;
        Assert.Equal(3, read.Count);
        Assert.All(read, one => Assert.Equal(("0190aaaa000070008000000000000001@msonetwork", 3), (one.Uid, one.Sequence)));
        Assert.Contains("RECURRENCE-ID;TZID=Europe/Berlin:20270323T180000", text, StringComparison.Ordinal);
        Assert.Contains("EXDATE;TZID=Europe/Berlin:20270413T180000", text, StringComparison.Ordinal);
        Assert.Contains("TZID:Europe/Berlin", text, StringComparison.Ordinal);
        Assert.Equal(training.Title, read.First(one => one.RecurrenceIdentifier is null).Summary);
    }

    [Fact]
    public void All_of_it_called_off_is_told_and_the_same_trainings_are_the_same_bytes()
    {
        var training = Made("2027-03-16T18:00", "FREQ=WEEKLY;COUNT=5");
        Assert.Equal(Written(training), Written(training));
        (training.State, training.CancelledAt, training.Version) = (TrainingState.Cancelled, Now, 2);
        Assert.All(Calendar.Load(Written(training))!.Events, one => Assert.Equal("CANCELLED", one.Status));
        Assert.Empty(Moments(Written(training)));
    }

    [Theory]
    [InlineData("2027-03-16T18:00", "FREQ=WEEKLY;COUNT=5")]
    [InlineData("2027-10-19T18:00", "FREQ=WEEKLY;COUNT=5")]
    [InlineData("2027-06-01T18:00", "FREQ=WEEKLY;UNTIL=20270622T180000")]
    [InlineData("2027-10-30T02:30", "FREQ=DAILY;COUNT=3")]
    [InlineData("2026-12-24T18:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4")]
    [InlineData("2028-02-29T10:00", "FREQ=MONTHLY;BYMONTHDAY=29;COUNT=4")]
    [InlineData("2027-03-01T09:00", null)]
    public async Task Ical_js_finds_the_same_moments_and_what_was_moved_or_called_off(string first, string? rule)
    {
        var training = Made(first, rule);
        var one = training.Dates[training.Dates.Count / 2];
        one.Set(one.Start.AddDays(2).AddHours(1), 60);
        if (training.Dates.Count > 2) training.Dates[1].Cancelled = true;
        var modules = Installed.Modules("ical.js", "tests", "MsoNetwork.Browser.Tests", "Audits");
        var script = Path.Combine(Repository.Root, "tests", "MsoNetwork.Tests", "Trainings", "icaljs.mjs");
        var read = JsonDocument.Parse(await Installed.RunAsync("node", [script, modules], Written(training))).RootElement;
        Assert.Equal(
            training.Dates.Where(date => !date.Cancelled).Select(date => date.StartsAt).Order(),
            read.EnumerateArray().Select(found => found[1].GetDateTimeOffset()));
        Assert.All(read.EnumerateArray(), found => Assert.Equal(training.Title, found[2].GetString()));
    }

    [Fact]
    public async Task Python_reads_the_same()
    {
        var training = Made("2027-03-16T18:00", "FREQ=WEEKLY;COUNT=5", "2027-04-13");
        training.Dates[1].Set(At("2027-03-25T17:30"), 60);
        training.Dates[2].Cancelled = true;
        const string Read = """
            import json, sys, icalendar
            calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
            print(json.dumps([[str(e["UID"]), e.decoded("DTSTART").isoformat(), str(e.get("STATUS")), int(e["SEQUENCE"]),
                e.decoded("RECURRENCE-ID").isoformat() if "RECURRENCE-ID" in e else None, str(e["SUMMARY"])]
                for e in calendar.walk("VEVENT")]))
            """;
        var read = JsonDocument.Parse(await Installed.RunAsync("/usr/bin/python3", ["-c", Read], Written(training))).RootElement;
        Assert.Equal(
            [
                "2027-03-16T18:00:00+01:00 CONFIRMED -", "2027-03-25T17:30:00+01:00 CONFIRMED 2027-03-23T18:00:00+01:00",
                "2027-03-30T18:00:00+02:00 CANCELLED 2027-03-30T18:00:00+02:00",
            ],
            read.EnumerateArray().Select(one => $"{one[1].GetString()} {one[2].GetString()} {one[4].GetString() ?? "-"}"));
        Assert.All(read.EnumerateArray(), one => Assert.Equal(training.Title, one[5].GetString()));
    }
}
