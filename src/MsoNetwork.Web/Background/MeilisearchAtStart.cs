using MsoNetwork.Meilisearch;

namespace MsoNetwork.Web.Background;

/// <summary>
/// Where Meilisearch is configured, its version in the log at start; one that is too old or away is told, and PostgreSQL answers meanwhile.
/// </summary>
internal sealed partial class MeilisearchAtStart(IServiceProvider services, ILogger<MeilisearchAtStart> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.GetService<MeilisearchClient>() is not { } client) return;
        try
        {
            await MeilisearchVersion.CheckAsync(client, log, stoppingToken);
        }
        catch (Exception error) when (error is MeilisearchException or HttpRequestException or TimeoutException)
        {
            LogUnfit(error.Message);
        }
        catch (OperationCanceledException)
        {
            // The client's patience ended, or the site stops: the searches will say the former.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Meilisearch is configured and cannot be used now: {Reason}")]
    private partial void LogUnfit(string reason);
}
