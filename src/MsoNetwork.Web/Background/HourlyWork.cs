namespace MsoNetwork.Web.Background;

/// <summary>Does something every hour for as long as the site serves. What fails is told, and the next hour tries again.</summary>
internal abstract class HourlyWork(IServiceScopeFactory scopes, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await RunAsync(scope.ServiceProvider, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                TellFailed(error.Message);
            }
        }
    }

    protected abstract Task RunAsync(IServiceProvider services, CancellationToken stoppingToken);

    protected abstract void TellFailed(string reason);
}
