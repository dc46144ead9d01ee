using System.Text.Json;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.TrainingImport;
using static MsoNetwork.Tests.TrainingImport.ImportNetwork;

namespace MsoNetwork.Tests.Trainings;

/// <summary>Programs of others subscribe to what the site serves: vdirsyncer and khal to a calendar, feedparser to its news.</summary>
[Trait("Speed", "Medium")]
public sealed class SubscriptionTests(ImportNetwork network) : IClassFixture<ImportNetwork>
{
    private static string Series(params string[] singles) => Calendar(
        [Event("abend@example.org", "Abendkurs (erfunden)", Evening, "RRULE:FREQ=WEEKLY;COUNT=3", "SEQUENCE:1"), .. singles]);

    private static string Single(DateTime of, DateTime start, params string[] lines) => Event(
        "abend@example.org", "Abendkurs (erfunden)", start, [$"RECURRENCE-ID;TZID=Europe/Berlin:{Clock(of)}", "SEQUENCE:2", .. lines]);

    private static string Shown(DateTime time) => time.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_calendar_program_that_subscribed_sees_what_is_moved_and_what_is_called_off()
    {
        var (organisation, slug) = await network.Site.OrganisationAsync("05315");
        var by = new DoneBy(null, organisation, null);
        await network.ImportAsync(by, Series());
        var folder = Directory.CreateTempSubdirectory("msonet-khal-").FullName;
        var feed = new Uri(network.Site.Client.BaseAddress!, $"/de/organisationen/{slug}/termine.ics");
        await File.WriteAllTextAsync(Path.Combine(folder, "vdirsyncer"), $"""
            [general]
            status_path = "{folder}/status"
            [pair both]
            a = "site"
            b = "here"
            collections = null
            [storage site]
            type = "http"
            url = "{feed}"
            [storage here]
            type = "filesystem"
            path = "{folder}/calendar"
            fileext = ".ics"
            """, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "khal"), $"""
            [calendars]
            [[site]]
            path = {folder}/calendar
            [locale]
            local_timezone = Europe/Berlin
            default_timezone = Europe/Berlin
            timeformat = %H:%M
            dateformat = %Y-%m-%d
            longdateformat = %Y-%m-%d
            datetimeformat = %Y-%m-%d %H:%M
            longdatetimeformat = %Y-%m-%d %H:%M
            [sqlite]
            path = {folder}/khal.db
            """, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(folder, "calendar"));
        await SyncAsync(folder, "discover");
        var (second, third) = (Evening.AddDays(7), Evening.AddDays(14));
        Assert.Equal([Shown(Evening), Shown(second), Shown(third)], await ListedAsync(folder));

        var moved = second.AddDays(1).AddHours(1);
        await network.ImportAsync(by, Series(Single(second, moved), Single(third, third, "STATUS:CANCELLED")));
        Assert.Equal([Shown(Evening), Shown(moved), $"{Shown(third)} CANCELLED"], await ListedAsync(folder));
        await network.ImportAsync(by, Series("").Replace("SEQUENCE:1", "SEQUENCE:3\r\nSTATUS:CANCELLED", StringComparison.Ordinal));
        Assert.All(await ListedAsync(folder), line => Assert.EndsWith(" CANCELLED", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/de/termine/feed.atom", "atom10")]
    [InlineData("/de/termine/feed.rss", "rss20")]
    [InlineData("/fa/termine/feed.atom?offer=online", "atom10")]
    [InlineData("/news.atom", "atom10")]
    [InlineData("/news.rss", "rss20")]
    public async Task A_feed_reader_reads_what_is_new(string path, string kind)
    {
        await network.ImportAsync(
            await network.ProviderAsync(),
            Calendar(Event("feed@example.org", "Kurs & \"mehr\" <b> (erfunden)", Evening, "LOCATION:online")));
        const string Read = """
            import json, sys, feedparser
            feed = feedparser.parse(sys.stdin.buffer.read())
            print(json.dumps([feed.bozo, feed.version, feed.feed.get("title", ""),
                [[e.get("id"), e.get("title"), e.get("link"), bool(e.get("updated_parsed") or e.get("published_parsed"))]
                for e in feed.entries]]))
            """;
        var text = await network.Site.Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var read = JsonDocument.Parse(await Installed.RunAsync("/usr/bin/python3", ["-c", Read], text)).RootElement;
        Assert.Equal((0, kind), (read[0].ValueKind == JsonValueKind.False ? 0 : read[0].GetInt32(), read[1].GetString()));
        Assert.NotEqual("", read[2].GetString());
        Assert.NotEmpty(read[3].EnumerateArray());
        Assert.All(read[3].EnumerateArray(), entry =>
        {
            Assert.All([entry[0], entry[1], entry[2]], part => Assert.False(string.IsNullOrEmpty(part.GetString())));
            Assert.True(entry[3].GetBoolean());
        });
        if (path.Contains("termine", StringComparison.Ordinal))
            Assert.Contains(read[3].EnumerateArray(), entry => entry[1].GetString() is "Kurs & \"mehr\" (erfunden)");
    }

    private static Task<string> SyncAsync(string folder, string command = "sync") =>
        Installed.RunAsync("vdirsyncer", ["-c", Path.Combine(folder, "vdirsyncer"), command]);

    private static async Task<List<string>> ListedAsync(string folder)
    {
        await SyncAsync(folder);
        var listed = await Installed.RunAsync("khal",
        [
            "-c", Path.Combine(folder, "khal"), "list", "--format", "{start} {cancelled}", "--day-format", "",
            Evening.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "30d",
        ]);
        return [.. listed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
    }
}
