using MsoNetwork.WebsiteChecks;

namespace MsoNetwork.Web.Background;

/// <summary>Visits some websites of organisations every five minutes: some 60,000 a week.</summary>
internal sealed partial class WebsiteChecking(IServiceScopeFactory scopes, TimeProvider time, ILogger<WebsiteChecking> log)
    : RepeatedWork(scopes, time, TimeSpan.FromMinutes(5), first: TimeSpan.FromMinutes(1))
{
    protected override async Task RunAsync(IServiceProvider services, CancellationToken stoppingToken)
    {
        if ((await services.GetRequiredService<CheckWebsites>().RunAsync(stoppingToken)).IsOffline) TellOffline();
    }

    [LoggerMessage(LogLevel.Information, "Websites are checked in five minutes: {Reason}")]
    protected override partial void TellFailed(string reason);

    [LoggerMessage(LogLevel.Warning, "No website was reached: this machine's own connection is taken to be broken, and nothing was noted")]
    private partial void TellOffline();
}
