namespace MsoNetwork.Web.Background;

/// <summary>
/// Gives memory back to the machine after a rush: the collector keeps what it once needed for as long as nothing asks it to look. Looks
/// now and then, and collects only where little is going on and much more is held than after the last time.
/// </summary>
internal sealed partial class MemoryReturning(IServiceScopeFactory scopes, TimeProvider time, ILogger<MemoryReturning> log)
    : RepeatedWork(scopes, time, Pause, first: Pause)
{
    /// <summary>Bytes that are worth some tenths of a second of a processor.</summary>
    private const long Worth = 96_000_000;

    /// <summary>Of one processor.</summary>
    private const double Quiet = 0.3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private long _after;
    private TimeSpan _worked;

    protected override Task RunAsync(IServiceProvider services, CancellationToken stoppingToken)
    {
        var worked = OperatingSystem.IsLinux() ? Environment.CpuUsage.TotalTime : default;
        var isQuiet = worked - _worked < Pause * Quiet;
        _worked = worked;
        if (isQuiet && Environment.WorkingSet - _after > Worth)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            _after = Environment.WorkingSet;
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Memory is given back later: {Reason}")]
    protected override partial void TellFailed(string reason);
}
