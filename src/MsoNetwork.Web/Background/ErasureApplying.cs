using MsoNetwork.Erasure;
using Npgsql;

namespace MsoNetwork.Web.Background;

/// <summary>
/// What a restored backup has brought back is erased again: before anybody is answered. A site starts without its database, too; then as
/// soon as that is there.
/// </summary>
internal sealed partial class ErasureApplying(ApplyErasures erasures, TimeProvider time, ILogger<ErasureApplying> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await TryAsync(cancellationToken)) await base.StartAsync(cancellationToken);
    }

    /// <returns>Whether anything was erased; that is told.</returns>
    public static async Task<bool> RunAsync(ApplyErasures erasures, CancellationToken cancellationToken)
    {
        var (organisations, persons) = await erasures.RunAsync(cancellationToken);
        if (organisations + persons == 0) return false;
        Console.WriteLine($"Erased again: {organisations} organisations, {persons} accounts.");
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        do await Task.Delay(Pause, time, stoppingToken);
        while (!await TryAsync(stoppingToken));
    }

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(erasures, cancellationToken);
            return true;
        }
        catch (NpgsqlException error)
        {
            Failed(log, error.Message);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "What was erased before a backup could not be looked for yet: {Reason}")]
    private static partial void Failed(ILogger log, string reason);
}
