using MsoNetwork.Moderation;

namespace MsoNetwork.Web.Background;

/// <summary>Sends the desks' people their digests of new cases: looked at every hour, to each at most once a day.</summary>
internal sealed partial class CaseTelling(IServiceScopeFactory scopes, TimeProvider time, ILogger<CaseTelling> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<CaseDigests>().SendAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                LogFailed(error.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Digests of new cases are sent in an hour: {Reason}")]
    private partial void LogFailed(string reason);
}
