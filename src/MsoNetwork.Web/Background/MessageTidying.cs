using MsoNetwork.Messages;

namespace MsoNetwork.Web.Background;

/// <summary>Removes messages that nobody confirmed and links that are over, every hour.</summary>
internal sealed partial class MessageTidying(IServiceScopeFactory scopes, TimeProvider time, ILogger<MessageTidying> log)
    : BackgroundService
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
                await scope.ServiceProvider.GetRequiredService<MessageRetention>().TidyAsync(stoppingToken);
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

    [LoggerMessage(LogLevel.Information, "Old messages are removed in an hour: {Reason}")]
    private partial void LogFailed(string reason);
}
