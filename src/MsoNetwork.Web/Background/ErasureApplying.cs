using MsoNetwork.Erasure;

namespace MsoNetwork.Web.Background;

/// <summary>What a restored backup has brought back is erased again, as soon as the database can be reached; then never more.</summary>
internal sealed partial class ErasureApplying(IServiceScopeFactory scopes, TimeProvider time, ILogger<ErasureApplying> log)
    : RepeatedWork(scopes, time, TimeSpan.FromSeconds(10), first: TimeSpan.Zero)
{
    private bool _isDone;

    protected override async Task RunAsync(IServiceProvider services, CancellationToken stoppingToken)
    {
        if (_isDone) return;
        await services.GetRequiredService<ApplyErasures>().RunAsync(stoppingToken);
        _isDone = true;
    }

    protected override void TellFailed(string reason) => Failed(log, reason);

    [LoggerMessage(1, LogLevel.Warning, "What was erased before a backup could not be looked for yet: {Reason}")]
    private static partial void Failed(ILogger log, string reason);
}
