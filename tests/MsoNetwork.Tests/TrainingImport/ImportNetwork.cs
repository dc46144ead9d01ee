using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Feeds;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.News;
using MsoNetwork.TrainingImport;
using MsoNetwork.Trainings;

namespace MsoNetwork.Tests.TrainingImport;

/// <summary>A site that may fetch from this machine too, and what tests of imports do again and again.</summary>
public sealed class ImportNetwork(TestCluster cluster) : IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public RunningSite Site { get; } = new(cluster)
    {
        InPlace = services => services.AddSingleton(new FeedDownload(FeedServer.IsHere, TimeSpan.FromMinutes(5))),
    };

    /// <summary>Next year's second Tuesday of March, at six: before the change of daylight saving.</summary>
    public static DateTime Evening
    {
        get
        {
            var day = new DateTime(TimeProvider.System.GetUtcNow().Year + 1, 3, 8, 18, 0, 0, DateTimeKind.Unspecified);
            while (day.DayOfWeek != DayOfWeek.Tuesday) day = day.AddDays(1);
            return day;
        }
    }

    public static string Clock(DateTime time) => time.ToString("yyyyMMdd'T'HHmmss", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>An event of a calendar: an evening of ninety minutes, with the lines that a test is about.</summary>
    public static string Event(string uid, string title, DateTime start, params string[] lines) => string.Join("\r\n",
    [
        "BEGIN:VEVENT", $"UID:{uid}", $"SUMMARY:{title}", "DTSTAMP:20270101T100000Z", $"DTSTART;TZID=Europe/Berlin:{Clock(start)}",
        $"DTEND;TZID=Europe/Berlin:{Clock(start.AddMinutes(90))}", .. lines, "END:VEVENT",
    ]);

    public static string Calendar(params string[] events) =>
        string.Join("\r\n", ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//probe//DE", .. events, "END:VCALENDAR", ""]);

    public async ValueTask InitializeAsync() => await Site.InitializeAsync();

    public async ValueTask DisposeAsync() => await Site.DisposeAsync();

    /// <summary>An organisation in Cologne that the test has for itself.</summary>
    public async Task<DoneBy> ProviderAsync() => new(null, (await Site.OrganisationAsync("05315")).Id, null);

    /// <summary>Brings a file and imports it.</summary>
    public Task<TrainingImportReport> ImportAsync(DoneBy by, string text, bool dryRun = false, string name = "probe.ics") =>
        ImportAsync(by, Encoding.UTF8.GetBytes(text), dryRun, name);

    public async Task<TrainingImportReport> ImportAsync(DoneBy by, byte[] bytes, bool dryRun = false, string name = "probe.ics")
    {
        await using var scope = Site.Services.CreateAsyncScope();
        var sources = scope.ServiceProvider.GetRequiredService<TrainingSources>();
        var source = await sources.BringAsync(by, name, bytes, Token);
        return dryRun ? await sources.LookAsync(source, by, Token) : await sources.ApplyAsync(source, by, keep: false, Token);
    }

    public async Task<T> AsAsync<T>(Func<TrainingSources, Task<T>> run)
    {
        await using var scope = Site.Services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<TrainingSources>());
    }

    public async Task<List<Training>> OfAsync(DoneBy by)
    {
        await using var scope = Site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DbContext>().Set<Training>().AsNoTracking()
            .Include(one => one.Dates.OrderBy(date => date.Planned)).Where(one => one.OrganisationId == by.Organisation)
            .OrderBy(one => one.FirstStart).ThenBy(one => one.Title).ToListAsync(Token);
    }

    /// <summary>What was done: new, changed, unchanged, called off, missing, back.</summary>
    public static string Steps(TrainingImportReport report) => string.Join(
        ' ', Enum.GetValues<ImportStep>().Where(step => report.Count(step) > 0).Select(step => $"{step}:{report.Count(step)}"));
}
