using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Feeds;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.TrainingImport;
using MsoNetwork.Trainings;
using MsoNetwork.Vocabularies;
using static MsoNetwork.Tests.TrainingImport.ImportNetwork;

namespace MsoNetwork.Tests.TrainingImport;

/// <summary>Calendars that are wrong, endless or made to do harm: what is taken is bounded, and the rest is told in words.</summary>
[Trait("Speed", "Medium")]
public sealed class HostileCalendarTests(ImportNetwork network) : IClassFixture<ImportNetwork>
{
    private static readonly DateOnly Today = new(2027, 2, 10);
    private static readonly DateTime March = new(2027, 3, 9, 18, 0, 0, DateTimeKind.Unspecified);

    private async Task<ReadSource> ReadAsync(byte[] bytes)
    {
        var services = network.Site.Services;
        var token = TestContext.Current.CancellationToken;
        return new CalendarReader(
            await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(token),
            await services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(token), Today).Read(bytes);
    }

    private Task<ReadSource> ReadAsync(params string[] events) => ReadAsync(Encoding.UTF8.GetBytes(Calendar(events)));

    private async Task<ReadTraining> OneAsync(string text) => Assert.Single((await ReadAsync(text)).Trainings);

    [Theory]
    [InlineData("FREQ=SECONDLY")]
    [InlineData("FREQ=SECONDLY;UNTIL=20991231T000000Z")]
    [InlineData("FREQ=MINUTELY;COUNT=1000000")]
    [InlineData("FREQ=HOURLY")]
    [InlineData("FREQ=DAILY;BYSECOND=0,1,2,3,4,5")]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=DAILY;INTERVAL=0")]
    [InlineData("FREQ=DAILY;INTERVAL=-1")]
    [InlineData("FREQ=SOMETIMES")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO")]
    public async Task A_rule_without_sense_costs_its_event_only(string rule)
    {
        var read = await ReadAsync(Event("a@x", "Falsch", March, "RRULE:" + rule), Event("b@x", "Richtig", March));
        Assert.Equal(2, read.Trainings.Count);
        Assert.Equal("rule", Assert.Single(read.Trainings[0].Remarks).Field);
        Assert.Empty(read.Trainings[1].Remarks);
    }

    [Theory]
    [InlineData("FREQ=WEEKLY", "20150106T180000", 2027, 104)]
    [InlineData("FREQ=DAILY", "20000101T180000", 2027, 400)]
    [InlineData("FREQ=WEEKLY;INTERVAL=2", "20270309T180000", 2027, 48)]
    [InlineData("FREQ=WEEKLY;UNTIL=20991231T000000Z", "20270309T180000", 2027, 95)]
    [InlineData("FREQ=DAILY;COUNT=100000", "20270309T180000", 2027, 400)]
    public async Task A_series_without_end_is_taken_from_this_half_year_to_the_end_of_next(string rule, string start, int year, int dates)
    {
        var text = Event("a@x", "Sprechstunde", March, "RRULE:" + rule);
        text = text.Replace(Clock(March), start, StringComparison.Ordinal).Replace(Clock(March.AddMinutes(90)), start[..9] + "193000",
            StringComparison.Ordinal);
        var read = await OneAsync(text);
        Assert.Empty(read.Remarks);
        Assert.Equal(year, read.Content.StartsOn.Year);
        Assert.InRange(Recurrence.Expand(read.Content.StartsOn.AddHours(18), read.Content.Rule, []).Count, dates - 1, dates + 1);
        Assert.Equal(read.Content.Rule, (await OneAsync(text)).Content.Rule);
    }

    [Theory]
    [InlineData("TZID=Nirgends/Wo")]
    [InlineData("TZID=../../etc/passwd")]
    public async Task A_time_zone_that_nobody_knows_is_told(string zone)
    {
        var read = await OneAsync(Event("a@x", "Fern", March).Replace("TZID=Europe/Berlin", zone, StringComparison.Ordinal));
        Assert.Contains(read.Remarks, one => one.Field is "zone" or "event" && one.IsRefusal);
    }

    [Theory]
    [InlineData("TZID=Europe/Istanbul", "2027-03-09T16:00", 0)]
    [InlineData("TZID=W. Europe Standard Time", "2027-03-09T18:00", 0)]
    [InlineData("TZID=Europe/Istanbul", "2027-03-09T16:00", 3)]
    [InlineData("TZID=America/New_York", "2027-03-10T00:00", 0)]
    public async Task Another_zones_clock_keeps_its_moments(string zone, string first, int moved)
    {
        var rule = moved > 0 ? new[] { "RRULE:FREQ=WEEKLY;COUNT=6" } : [];
        var read = await OneAsync(Event("a@x", "Fern", March, rule).Replace("TZID=Europe/Berlin", zone, StringComparison.Ordinal));
        Assert.Empty(read.Remarks);
        Assert.Equal(first, $"{read.Content.StartsOn:yyyy-MM-dd}T{read.Content.StartTime}");
        Assert.Equal(moved, read.Dates.Count); // Istanbul has no summer time: from 28 March on it is an hour later here
        Assert.All(read.Dates, date => Assert.Equal(date.Planned.AddHours(1), date.Start));
    }

    [Fact]
    public async Task In_UTC_and_without_a_zone_it_is_Berlins_clock()
    {
        var utc = await OneAsync(Event("a@x", "UTC", March).Replace(";TZID=Europe/Berlin", "", StringComparison.Ordinal)
            .Replace("DTSTART:20270309T180000", "DTSTART:20270309T170000Z", StringComparison.Ordinal)
            .Replace("DTEND:20270309T193000", "DTEND:20270309T183000Z", StringComparison.Ordinal));
        Assert.Equal(("18:00", 90), (utc.Content.StartTime, utc.Content.Minutes));
        var floating = await OneAsync(Event("a@x", "Ohne", March).Replace(";TZID=Europe/Berlin", "", StringComparison.Ordinal));
        Assert.Equal(("18:00", 90), (floating.Content.StartTime, floating.Content.Minutes));
    }

    [Fact]
    public async Task Folded_lines_and_other_charsets_are_read()
    {
        var folded = Event("a@x", "Übungs\r\n stunde für Väter", March, "DESCRIPTION:Eins\\nzw\r\n\tei\\, drei");
        var read = await OneAsync(folded);
        Assert.Equal(("Übungsstunde für Väter", "Eins\nzwei, drei"), (read.Content.Title, read.Content.Text));
        foreach (var encoding in (Encoding[])[
            CodePagesEncodingProvider.Instance.GetEncoding(1252)!, new UTF8Encoding(true), new UnicodeEncoding(false, true)])
        {
            var bytes = encoding.GetPreamble().Concat(encoding.GetBytes(Calendar(folded))).ToArray();
            Assert.Equal("Übungsstunde für Väter", Assert.Single((await ReadAsync(bytes)).Trainings).Content.Title);
        }
    }

    [Fact]
    public async Task Scripts_and_who_is_invited_are_not_taken()
    {
        var read = await OneAsync(Event("a@x", "<script>alert(1)</script>Kurs<img src=x onerror=y()>", March,
            "DESCRIPTION:<style>p{}</style><p onclick=\"x()\">Text</p><iframe src='//x'></iframe>", "URL:javascript:alert(1)",
            "LOCATION:<b>Köln</b>", "ORGANIZER;CN=Frau X:mailto:x@example.org", "ATTENDEE:mailto:y@example.org",
            "ATTACH:file:///etc/passwd", "BEGIN:VALARM", "ACTION:EMAIL", "TRIGGER:-PT15M", "END:VALARM"));
        Assert.Empty(read.Remarks);
        Assert.Equal(("Kurs", "Text", null, "05315000"),
            (read.Content.Title, read.Content.Text, read.Content.Link, read.Content.Municipality));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Seite</body></html>")]
    [InlineData("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>")]
    [InlineData("BEGIN:VCARD\r\nEND:VCARD")]
    [InlineData("%PDF-1.7")]
    public async Task What_is_no_calendar_is_refused(string text) =>
        await Assert.ThrowsAsync<FeedRefusedException>(() => ReadAsync(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT")]
    [InlineData("BEGIN:VEVENT\r\nUID:a\r\nBEGIN:VEVENT\r\nUID:b\r\nEND:VEVENT")]
    [InlineData("BEGIN:VEVENT\r\nSUMMARY:x\r\nDTSTART:20270309T180000\r\nEND:VEVENT")]
    [InlineData("BEGIN:VEVENT\r\nUID:a\r\nDTSTART:99999999T999999\r\nEND:VEVENT")]
    [InlineData("BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270309T180000\r\nDURATION:P99999999999D\r\nEND:VEVENT")]
    [InlineData("BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270309T180000\r\nDTEND:20200309T180000\r\nSEQUENCE:99999999999\r\nEND:VEVENT")]
    [InlineData("BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270309T180000\r\nRECURRENCE-ID:nie\r\nEND:VEVENT")]
    [InlineData("BEGIN:VEVENT\r\nUID:a\r\nSUMMARY;X=\":x\r\nDTSTART:20270309T180000\r\n;;;:::\r\nEND:VEVENT")]
    [InlineData("BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20270309\r\nDTEND;VALUE=DATE:99991231\r\nEND:VEVENT")]
    [InlineData("END:VEVENT\r\nEND:VCALENDAR")]
    [InlineData("BEGIN:VEVENT")]
    public async Task Nothing_that_is_written_wrong_ends_the_import(string text)
    {
        var by = await network.ProviderAsync();
        Assert.Equal("Created:1", Steps(await network.ImportAsync(by, Calendar(Event("gut@x", "Gut (erfunden)", Evening), text))));
    }

    [Fact]
    public async Task Of_ten_thousand_events_as_many_are_taken_as_a_provider_may_have()
    {
        var by = await network.ProviderAsync();
        var many = Calendar([.. Enumerable.Range(0, 10_001).Select(at => Event($"{at}@x", $"Nummer {at}", Evening.AddDays(at % 300)))]);
        var report = await network.ImportAsync(by, many);
        Assert.Equal(WriteTraining.Most, report.Count(ImportStep.Created));
        Assert.Equal(WriteTraining.Most, (await network.OfAsync(by)).Count);
        Assert.Single(report.Remarks.Select(one => one.Message).Distinct());
        Assert.Equal("Unchanged:200", Steps(await network.ImportAsync(by, many)));
    }

    [Fact]
    public async Task Thousands_of_endless_series_and_exceptions_are_bounded()
    {
        var except = string.Join(",", Enumerable.Range(0, 5_000).Select(at => Clock(March.AddDays(at))));
        var read = await ReadAsync([.. Enumerable.Range(0, 500).Select(at =>
            Event($"{at}@x", "Endlos", new DateTime(2000, 1, 1, 18, 0, 0, DateTimeKind.Unspecified), "RRULE:FREQ=DAILY")),
            Event("x@x", "Ausnahmen", March, "RRULE:FREQ=DAILY;COUNT=300", $"EXDATE;TZID=Europe/Berlin:{except}")]);
        Assert.Equal(501, read.Trainings.Count);
    }

    [Fact]
    public async Task An_event_of_megabytes_is_left_and_the_next_one_is_read()
    {
        var read = await ReadAsync(
            Event("a@x", "Lang", March, "DESCRIPTION:" + new string('x', 2_000_000)), Event("b@x", "Kurz", March));
        Assert.Equal(["b@x", "a@x"], read.Trainings.Select(one => one.Key));
        Assert.Equal("event", Assert.Single(read.Trainings[1].Remarks).Field);
    }
}
