using MsoNetwork.Moderation;

namespace MsoNetwork.Web.Background;

/// <summary>Sends the desks' people their digests of new cases: looked at every hour, to each at most once a day.</summary>
internal sealed partial class CaseTelling(IServiceScopeFactory scopes, TimeProvider time, ILogger<CaseTelling> log)
    : HourlyWork(scopes, time)
{
    protected override Task RunAsync(IServiceProvider services, CancellationToken stoppingToken) =>
        services.GetRequiredService<CaseDigests>().SendAsync(stoppingToken);

    [LoggerMessage(LogLevel.Information, "Digests of new cases are sent in an hour: {Reason}")]
    protected override partial void TellFailed(string reason);
}
