namespace MsoNetwork.Web.Background;

/// <summary>
/// Does something again and again for as long as the site serves, each time in a scope of its own. What fails is told, and the next time
/// tries again.
/// </summary>
/// <param name="scopes">For the services.</param>
/// <param name="time">The clock.</param>
/// <param name="pause">Between two times.</param>
/// <param name="first">Before the first time.</param>
internal abstract class RepeatedWork(IServiceScopeFactory scopes, TimeProvider time, TimeSpan pause, TimeSpan first) : BackgroundService
{
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = first; !stoppingToken.IsCancellationRequested; wait = pause)
        {
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

/// <summary>The same every hour, from an hour after the start on.</summary>
internal abstract class HourlyWork(IServiceScopeFactory scopes, TimeProvider time)
    : RepeatedWork(scopes, time, TimeSpan.FromHours(1), first: TimeSpan.FromHours(1));
