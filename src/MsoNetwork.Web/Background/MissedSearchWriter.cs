using MsoNetwork.OrganisationSearch;

namespace MsoNetwork.Web.Background;

/// <summary>Writes searches without result behind the requests. When that fails, some are not counted, and nobody else notices.</summary>
internal sealed partial class MissedSearchWriter(MissedSearches missed, TimeProvider time, ILogger<MissedSearchWriter> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await missed.WriteAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                LogFailed(error.Message);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Searches without result are not counted for a moment: {Reason}")]
    private partial void LogFailed(string reason);
}
