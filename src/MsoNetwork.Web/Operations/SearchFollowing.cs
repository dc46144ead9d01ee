using MsoNetwork.Search;
using Npgsql;

namespace MsoNetwork.Web.Operations;

/// <summary>Runs the follower of the search index for as long as the site serves, also when the database goes away and comes back.</summary>
internal sealed partial class SearchFollowing(IndexFollower follower, TimeProvider time, ILogger<SearchFollowing> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _ = SayLoadedAsync(time.GetTimestamp());
        var failed = "";
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await follower.FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // That the database is away, ReferenceListener says. Anything else is said once a kind, and tried again.
                if (error is PostgresException or not (NpgsqlException or IOException) && failed != error.Message) LogFailed(error);
                failed = error.Message;
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SayLoadedAsync(long begun)
    {
        await follower.Loaded;
        LogLoaded(follower.Documents, Math.Round(time.GetElapsedTime(begun).TotalSeconds, 1));
    }

    [LoggerMessage(LogLevel.Information, "The search index holds {Documents} organisations after {Seconds} s")]
    private partial void LogLoaded(int documents, double seconds);

    [LoggerMessage(LogLevel.Error, "The search index does not follow the registry, trying again every second")]
    private partial void LogFailed(Exception error);
}
