using MsoNetwork.Messages;

namespace MsoNetwork.Web.Background;

/// <summary>Removes messages that nobody confirmed and links that are over, every hour.</summary>
internal sealed partial class MessageTidying(IServiceScopeFactory scopes, TimeProvider time, ILogger<MessageTidying> log)
    : HourlyWork(scopes, time)
{
    protected override Task RunAsync(IServiceProvider services, CancellationToken stoppingToken) =>
        services.GetRequiredService<MessageRetention>().TidyAsync(stoppingToken);

    [LoggerMessage(LogLevel.Information, "Old messages are removed in an hour: {Reason}")]
    protected override partial void TellFailed(string reason);
}
