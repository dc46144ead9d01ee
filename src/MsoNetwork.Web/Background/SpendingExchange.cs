using MsoNetwork.RateLimits;

namespace MsoNetwork.Web.Background;

/// <summary>Exchanges each second with other instances what clients spent. While that fails, each instance counts alone.</summary>
internal sealed partial class SpendingExchange(
    IServiceScopeFactory scopes, SharedSpending spending, RatePolicies policies, TimeProvider time, ILogger<SpendingExchange> log)
    : RepeatedWork(scopes, time, TimeSpan.FromSeconds(1), first: TimeSpan.FromSeconds(1))
{
    private bool _failed;

    protected override async Task RunAsync(IServiceProvider services, CancellationToken stoppingToken)
    {
        if (!policies.IsOn) return;
        await spending.ExchangeAsync(stoppingToken);
        _failed = false;
    }

    protected override void TellFailed(string reason)
    {
        if (!_failed) LogFailed(reason);
        _failed = true;
    }

    [LoggerMessage(LogLevel.Warning, "Limits are counted in this process alone until the database takes them again: {Reason}")]
    private partial void LogFailed(string reason);
}
