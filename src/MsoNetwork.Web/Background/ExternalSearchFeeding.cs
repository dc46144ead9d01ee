using MsoNetwork.Changes;
using MsoNetwork.OrganisationSearch;
using Npgsql;

namespace MsoNetwork.Web.Background;

/// <summary>
/// Feeds the search engine outside, where one is registered; when it or the database fails, tries again, less and less often.
/// </summary>
internal sealed partial class ExternalSearchFeeding(IServiceProvider services, TimeProvider time, ILogger<ExternalSearchFeeding> log)
    : BackgroundService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.GetService<ExternalSearch>() is null) return Task.CompletedTask;
        return Task.WhenAll(
            AgainAndAgainAsync(services.GetRequiredKeyedService<OutboxCourier>(ExternalSearch.Name).RunAsync, stoppingToken),
            AgainAndAgainAsync(services.GetRequiredService<ExternalSearchRebuild>().KeepAsync, stoppingToken)
        );
    }

    private async Task AgainAndAgainAsync(Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        var pause = ShortestPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            var begun = time.GetTimestamp();
            try
            {
                await work(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                if (time.GetElapsedTime(begun) > LongestPause) pause = ShortestPause; // it had worked
                if (pause == ShortestPause && error is PostgresException or not (NpgsqlException or IOException)) LogFailed(error.Message);
                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The search engine outside is not up to date, trying again: {Reason}")]
    private partial void LogFailed(string reason);
}
