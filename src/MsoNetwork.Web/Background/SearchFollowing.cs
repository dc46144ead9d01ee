using Npgsql;

namespace MsoNetwork.Web.Background;

/// <summary>An index in this process that is kept like the registry.</summary>
/// <param name="Entries">What it holds, for logs: "organisations".</param>
/// <param name="FollowAsync">Follows until the connection is lost or the token ends it.</param>
/// <param name="Loaded">Ends when it has been read once.</param>
/// <param name="Documents">How many it holds.</param>
internal sealed record SearchedIndex(string Entries, Func<CancellationToken, Task> FollowAsync, Task Loaded, Func<int> Documents);

/// <summary>
/// Runs the followers of the search indexes for as long as the site serves, also when the database goes away and comes back.
/// </summary>
internal sealed partial class SearchFollowing(IEnumerable<SearchedIndex> indexes, TimeProvider time, ILogger<SearchFollowing> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(indexes.Select(index => FollowAsync(index, stoppingToken)));

    private async Task FollowAsync(SearchedIndex index, CancellationToken stoppingToken)
    {
        _ = SayLoadedAsync(index, time.GetTimestamp());
        var failed = "";
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await index.FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // That the database is away, ReferenceListener says. Anything else is said once a kind, and tried again.
                if (error is PostgresException or not (NpgsqlException or IOException) && failed != error.Message)
                    LogFailed(error, index.Entries);
                failed = error.Message;
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SayLoadedAsync(SearchedIndex index, long begun)
    {
        await index.Loaded;
        LogLoaded(index.Documents(), index.Entries, Math.Round(time.GetElapsedTime(begun).TotalSeconds, 1));
    }

    [LoggerMessage(LogLevel.Information, "The search index holds {Documents} {Entries} after {Seconds} s")]
    private partial void LogLoaded(int documents, string entries, double seconds);

    [LoggerMessage(LogLevel.Error, "The search index of {Entries} does not follow the registry, trying again every second")]
    private partial void LogFailed(Exception error, string entries);
}
