using MsoNetwork.Erasure;

namespace MsoNetwork.Web.Background;

/// <summary>What is old enough goes, looked at every hour: some rules keep a day only.</summary>
internal sealed partial class RetentionApplying(IServiceScopeFactory scopes, TimeProvider time, ILogger<RetentionApplying> log)
    : RepeatedWork(scopes, time, TimeSpan.FromHours(1), first: TimeSpan.FromMinutes(1))
{
    protected override Task RunAsync(IServiceProvider services, CancellationToken stoppingToken) =>
        services.GetRequiredService<ApplyRetention>().RunAsync(stoppingToken);

    [LoggerMessage(LogLevel.Warning, "Not all that is old enough has gone; tried again in an hour: {Reason}")]
    protected override partial void TellFailed(string reason);
}
