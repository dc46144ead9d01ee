namespace MsoNetwork.Web.Background;

/// <summary>
/// Bounds the memory in a rush and gives it back afterwards: the collector, which sees how much the machine has, lets garbage grow far
/// beyond what is in use, and keeps it for as long as nobody asks. Looks every second, and collects all only where that is worth the pause.
/// </summary>
internal sealed partial class MemoryReturning(IServiceScopeFactory scopes, TimeProvider time, ILogger<MemoryReturning> log)
    : RepeatedWork(scopes, time, Pause, first: TimeSpan.FromSeconds(10))
{
    /// <summary>Bytes that the process may have in any case.</summary>
    private const long Much = 350_000_000;

    /// <summary>Beyond what was left after the last collection.</summary>
    private const double Beyond = 1.3;

    /// <summary>Bytes that are worth some tenths of a second of a processor when nothing is going on.</summary>
    private const long Worth = 64_000_000;

    /// <summary>Of one processor.</summary>
    private const double Quiet = 0.3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan InARush = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan InQuiet = TimeSpan.FromSeconds(15);

    private long _after;
    private long _collectedAt;
    private TimeSpan _worked;

    protected override Task RunAsync(IServiceProvider services, CancellationToken stoppingToken)
    {
        var worked = OperatingSystem.IsLinux() ? Environment.CpuUsage.TotalTime : default;
        var isQuiet = worked - _worked < Pause * Quiet;
        _worked = worked;
        var (held, since) = (Environment.WorkingSet, TimeSpan.FromMilliseconds(Environment.TickCount64 - _collectedAt));
        if (
            (since >= InARush && held > Math.Max(Much, (long)(_after * Beyond)))
            || (since >= InQuiet && isQuiet && held - _after > Worth)
        )
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            (_after, _collectedAt) = (Environment.WorkingSet, Environment.TickCount64);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Memory is given back later: {Reason}")]
    protected override partial void TellFailed(string reason);
}
