using MsoNetwork.Changes;
using Npgsql;

namespace MsoNetwork.Web.Background;

/// <summary>
/// Runs the followers of the search indexes for as long as the site serves, also when the database goes away and comes back.
/// </summary>
internal sealed partial class SearchFollowing(IEnumerable<ChangeFollower> followers, TimeProvider time, ILogger<SearchFollowing> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(followers.Select(follower => FollowAsync(follower, stoppingToken)));

    private async Task FollowAsync(ChangeFollower follower, CancellationToken stoppingToken)
    {
        _ = SayLoadedAsync(follower, time.GetTimestamp());
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
                // That the database is away, ChangeListening says. Anything else is said once a kind, and tried again.
                if (error is PostgresException or not (NpgsqlException or IOException) && failed != error.Message)
                    LogFailed(error, follower.Name);
                failed = error.Message;
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SayLoadedAsync(ChangeFollower follower, long begun)
    {
        await follower.Loaded;
        LogLoaded(follower.Documents, follower.Name, Math.Round(time.GetElapsedTime(begun).TotalSeconds, 1));
    }

    [LoggerMessage(LogLevel.Information, "The search index holds {Documents} {Entries} after {Seconds} s")]
    private partial void LogLoaded(int documents, string entries, double seconds);

    [LoggerMessage(LogLevel.Error, "The search index of {Entries} does not follow the registry, trying again every second")]
    private partial void LogFailed(Exception error, string entries);
}
