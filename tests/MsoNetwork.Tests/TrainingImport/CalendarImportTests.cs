using MsoNetwork.Accounts;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.TrainingImport;
using MsoNetwork.Trainings;
using static MsoNetwork.Tests.TrainingImport.ImportNetwork;

namespace MsoNetwork.Tests.TrainingImport;

/// <summary>A provider's calendar, imported again and again.</summary>
public sealed class CalendarImportTests(ImportNetwork network) : IClassFixture<ImportNetwork>
{
    private static string Day(DateTime time) => time.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Series(params string[] lines) => Calendar(
        Event("kurs-1@example.org", "Deutsch am Abend (erfunden)", Evening, ["RRULE:FREQ=WEEKLY;COUNT=5", .. lines]),
        Event("treff@example.org", "Netzwerktreffen (erfunden)", Evening.AddDays(1), "LOCATION:Bürgerhaus\\, Hauptstr. 1\\, 50667 Köln",
            "DESCRIPTION:<p>Mit <b>Kaffee</b></p><script>alert(1)</script>", "URL:https://example.org/treff"));

    [Fact]
    public async Task The_same_calendar_again_changes_nothing_and_a_dry_run_writes_nothing()
    {
        var by = await network.ProviderAsync();
        Assert.Equal("Created:2", Steps(await network.ImportAsync(by, Series(), dryRun: true)));
        Assert.Empty(await network.OfAsync(by));
        Assert.Equal("Created:2", Steps(await network.ImportAsync(by, Series())));
        var first = await network.OfAsync(by);
        Assert.Equal("Unchanged:2", Steps(await network.ImportAsync(by, Series())));
        var again = await network.OfAsync(by);
        Assert.Equal(first.Select(one => (one.Id, one.Version, one.UpdatedAt)), again.Select(one => (one.Id, one.Version, one.UpdatedAt)));

        var series = first[0];
        Assert.Equal((TrainingState.Published, TrainingKind.Series, 5), (series.State, series.Kind, series.Dates.Count));
        Assert.All(series.Dates, date => Assert.Equal(18, date.Start.Hour)); // over the change of daylight saving
        Assert.Equal([1, 1, 1, 2, 2], series.Dates.Select(date => (int)(date.Start - date.StartsAt.UtcDateTime).TotalHours));
        var meeting = first[1];
        Assert.Equal((TrainingKind.NetworkMeeting, "05315000", "Bürgerhaus, Hauptstr. 1", "https://example.org/treff"),
            (meeting.Kind, meeting.PlaceKey, meeting.Address, meeting.Link));
        Assert.Equal("Mit Kaffee", meeting.Text);
    }

    [Fact]
    public async Task What_is_moved_left_out_or_called_off_there_is_so_here()
    {
        var by = await network.ProviderAsync();
        await network.ImportAsync(by, Series());
        var (second, third, fourth) = (Evening.AddDays(7), Evening.AddDays(14), Evening.AddDays(21));
        string Single(DateTime of, DateTime start, params string[] lines) => Event(
            "kurs-1@example.org", "Deutsch am Abend (erfunden)", start,
            [$"RECURRENCE-ID;TZID=Europe/Berlin:{Clock(of)}", "SEQUENCE:1", .. lines]);
        var changed = Calendar(
            Event("kurs-1@example.org", "Deutsch am Abend (erfunden)", Evening, "RRULE:FREQ=WEEKLY;COUNT=5", "SEQUENCE:1",
                $"EXDATE;TZID=Europe/Berlin:{Clock(fourth)}"),
            Single(second, second.AddDays(2).AddHours(1)), Single(third, third, "STATUS:CANCELLED"),
            Event("treff@example.org", "Netzwerktreffen (erfunden)", Evening.AddDays(1), "STATUS:CANCELLED", "SEQUENCE:1"));
        Assert.Equal("Changed:1 CalledOff:1", Steps(await network.ImportAsync(by, changed)));
        Assert.Equal("Unchanged:2", Steps(await network.ImportAsync(by, changed)));
        var (series, meeting) = ((await network.OfAsync(by))[0], (await network.OfAsync(by))[1]);
        Assert.Equal(TrainingState.Cancelled, meeting.State);
        Assert.Equal(2, series.Version);
        Assert.Equal([false, false, true, true, false], series.Dates.Select(date => date.Cancelled)); // the left out one was told before
        Assert.Equal((second.AddDays(2).AddHours(1), 90), (series.Dates[1].Start, series.Dates[1].Minutes));

        var report = await network.ImportAsync(by, Series("SEQUENCE:2"));
        Assert.Equal("Changed:1", Steps(report));
        Assert.Contains(report.Remarks, one => one.Field == "comesBack");
        Assert.All((await network.OfAsync(by))[0].Dates, date => Assert.Equal((date.Planned, false), (date.Start, date.Cancelled)));
    }

    [Fact]
    public async Task What_vanished_is_marked_told_and_comes_back()
    {
        var by = await network.ProviderAsync();
        await network.ImportAsync(by, Series());
        var alone = Calendar(Event("treff@example.org", "Netzwerktreffen (erfunden)", Evening.AddDays(1)));
        Assert.Equal(1, (await network.ImportAsync(by, alone)).Count(ImportStep.Missing));
        Assert.Equal(0, (await network.ImportAsync(by, alone)).Count(ImportStep.Missing));
        var series = (await network.OfAsync(by))[0];
        Assert.NotNull(series.MissingSince);
        Assert.Equal(5, series.Dates.Count);
        var page = await network.Site.Client.GetStringAsync(new Uri($"/de/termine/{series.Slug}", UriKind.Relative),
            TestContext.Current.CancellationToken);
        Assert.Contains("in seinem Kalender nicht mehr", System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        var told = await network.Site.AskAsync($$"""{ training(slug: "{{series.Slug}}") { missingSince } }""");
        Assert.NotNull(told.Data.GetProperty("training").GetProperty("missingSince").GetString());
        var feed = await network.Site.Client.GetStringAsync(new Uri($"/de/termine/{series.Slug}/termin.ics", UriKind.Relative),
            TestContext.Current.CancellationToken);
        Assert.Contains("STATUS:TENTATIVE", feed, StringComparison.Ordinal);

        Assert.Equal(1, (await network.ImportAsync(by, Series())).Count(ImportStep.Back));
        Assert.Null((await network.OfAsync(by))[0].MissingSince);
    }

    [Fact]
    public async Task Another_file_marks_nothing_of_this_one()
    {
        var by = await network.ProviderAsync();
        await network.ImportAsync(by, Series());
        var other = Calendar(Event("anders@example.org", "Noch etwas (erfunden)", Evening));
        Assert.Equal("Created:1", Steps(await network.ImportAsync(by, other, name: "anders.ics")));
    }

    [Fact]
    public async Task What_was_changed_here_by_hand_stays_and_the_rest_follows()
    {
        var by = await network.ProviderAsync();
        await network.ImportAsync(by, Series());
        var series = (await network.OfAsync(by))[0];
        var moved = series.Dates[1];
        await network.Site.RunAsync($"""
            UPDATE trainings SET title = 'Deutsch für Frauen (erfunden)', seats = 12, version = version + 1 WHERE id = '{series.Id}';
            UPDATE training_dates SET start = start + interval '1 hour', starts_at = starts_at + interval '1 hour',
                ends_at = ends_at + interval '1 hour' WHERE training_id = '{series.Id}' AND planned = '{moved.Planned:yyyy-MM-dd HH:mm}'
            """);
        Assert.Equal("Unchanged:2", Steps(await network.ImportAsync(by, Series()))); // there nothing has changed
        var report = await network.ImportAsync(by, Series("SEQUENCE:1", "DESCRIPTION:Neuer Text").Replace(
            "SUMMARY:Deutsch am Abend", "SUMMARY:Deutsch abends", StringComparison.Ordinal));
        Assert.Equal("Changed:1 Unchanged:1", Steps(report));
        Assert.Contains("title", Assert.Single(report.Remarks, one => one.Field == "handmade").Message, StringComparison.Ordinal);
        var after = (await network.OfAsync(by))[0];
        Assert.Equal(("Deutsch für Frauen (erfunden)", "Neuer Text", 12, moved.Start.AddHours(1)),
            (after.Title, after.Text, after.Seats, after.Dates[1].Start));
    }

    [Fact]
    public async Task An_older_version_and_what_is_private_or_unreadable_is_left()
    {
        var by = await network.ProviderAsync();
        await network.ImportAsync(by, Series("SEQUENCE:3"));
        var report = await network.ImportAsync(by, Calendar(
            Event("kurs-1@example.org", "Alt (erfunden)", Evening, "SEQUENCE:2"),
            Event("privat@example.org", "Zahnarzt (erfunden)", Evening, "CLASS:PRIVATE"),
            Event("kaputt@example.org", "Kaputt (erfunden)", Evening).Replace(Clock(Evening), "irgendwann", StringComparison.Ordinal),
            Event("ohne@example.org", "", Evening),
            Event("berlin@example.org", "Fern (erfunden)", Evening, "LOCATION:10115 Berlin")));
        Assert.Equal("Missing:1", Steps(report));
        Assert.Equal(["municipality", "older", "private", "startsOn", "title"],
            report.Remarks.Where(one => one.IsRefusal).Select(one => one.Field).Distinct().Order());
        Assert.Equal(2, (await network.OfAsync(by)).Count);
    }

    [Fact]
    public async Task Of_two_with_one_uid_the_newer_counts_and_what_is_over_is_not_taken()
    {
        var by = await network.ProviderAsync();
        var report = await network.ImportAsync(by, Calendar(
            Event("a@example.org", "Neu (erfunden)", Evening, "SEQUENCE:2"),
            Event("a@example.org", "Alt (erfunden)", Evening, "SEQUENCE:1"),
            Event("b@example.org", "Vorbei (erfunden)", new DateTime(2020, 5, 1, 18, 0, 0, DateTimeKind.Unspecified)),
            Event("c@example.org", "Auch vorbei (erfunden)", new DateTime(2020, 5, 1, 18, 0, 0, DateTimeKind.Unspecified),
                "RRULE:FREQ=WEEKLY;COUNT=3")));
        Assert.Equal("Created:1", Steps(report));
        Assert.Equal(2, report.Over);
        Assert.Equal("Neu (erfunden)", Assert.Single(await network.OfAsync(by)).Title);
    }

    [Fact]
    public async Task Days_without_a_time_are_taken_from_midnight_to_midnight()
    {
        var by = await network.ProviderAsync();
        var fair = $"BEGIN:VEVENT\r\nUID:fest@example.org\r\nSUMMARY:Tagung (erfunden)\r\nDTSTART;VALUE=DATE:{Day(Evening)}\r\n"
            + $"DTEND;VALUE=DATE:{Day(Evening.AddDays(2))}\r\nEND:VEVENT";
        Assert.Equal("Created:1", Steps(await network.ImportAsync(by, Calendar(fair))));
        var training = Assert.Single(await network.OfAsync(by));
        Assert.Equal((2, 1440, TrainingKind.Conference), (training.Dates.Count, training.Minutes, training.Kind));
        Assert.Equal(Evening.Date, training.FirstStart);
    }

    [Fact]
    public async Task A_centre_imports_too_and_providers_do_not_share_uids()
    {
        var (one, other) = (await network.ProviderAsync(), new DoneBy(null, null, "ki-koeln"));
        Assert.Equal("Created:2", Steps(await network.ImportAsync(one, Series())));
        Assert.Equal("Created:2", Steps(await network.ImportAsync(other, Series())));
        Assert.Equal("Unchanged:2", Steps(await network.ImportAsync(other, Series())));
    }
}
