using MsoNetwork.ChangeFeed;
using MsoNetwork.Changes;
using MsoNetwork.Web.Settings;
using Npgsql;

namespace MsoNetwork.Web.Background;

/// <summary>
/// Publishes changes as soon as they are heard of, five times a second at most, and every few seconds anyway. Every instance does; the one
/// that comes first publishes.
/// </summary>
internal sealed partial class ChangePublishing(
    PublishChanges publish, FeedRetention retention, NpgsqlDataSource database, ChangeListener listener, TimeProvider time,
    ILogger<ChangePublishing> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    /// <summary>Reads MSONET_CHANGES_DAYS.</summary>
    public static void AddTo(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new FeedRetention(TimeSpan.FromDays(
            RateSettings.Number(builder.Configuration, "CHANGES_DAYS", FeedRetention.UsualDays, least: 1, most: 3_650))));
        builder.Services.AddHostedService<ChangePublishing>();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var signal = listener.Signal(PublishChanges.Subjects);
        long? swept = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await publish.RunAsync(stoppingToken);
                if (swept is not { } before || time.GetElapsedTime(before) >= SweepEvery)
                {
                    await retention.SweepAsync(database, stoppingToken);
                    swept = time.GetTimestamp();
                }

                await Task.Delay(Pause, time, stoppingToken);
                await signal.WaitAsync(LookEvery, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // That the database is away, others say.
                if (error is PostgresException or not (NpgsqlException or IOException)) LogFailed(error.Message);
                await Task.Delay(AfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Changes are not published for a moment: {Reason}")]
    private partial void LogFailed(string reason);
}
