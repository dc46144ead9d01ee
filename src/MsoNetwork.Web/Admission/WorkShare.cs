using System.Threading.RateLimiting;

namespace MsoNetwork.Web.Admission;

/// <summary>So many at work at once; some more wait, for a moment.</summary>
internal sealed class WorkShare(int atWork, int waiting, TimeSpan patience) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(
        new() { PermitLimit = atWork, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    public TimeSpan Patience => patience;

    public int Waiting => (int)(_limiter.GetStatistics()?.CurrentQueuedCount ?? 0);

    public int AtWork => atWork - (int)(_limiter.GetStatistics()?.CurrentAvailablePermits ?? atWork);

    /// <summary>Null when there was none in time.</summary>
    public ValueTask<IDisposable?> TakeAsync(CancellationToken cancellationToken) =>
        WaitAsync(_limiter.AttemptAcquire(), token => _limiter.AcquireAsync(1, token), patience, cancellationToken);

    /// <summary>What was got at once, or what is got in time; null when neither.</summary>
    public static async ValueTask<IDisposable?> WaitAsync(
        RateLimitLease atOnce, Func<CancellationToken, ValueTask<RateLimitLease>> acquire, TimeSpan patience,
        CancellationToken cancellationToken)
    {
        if (atOnce.IsAcquired) return atOnce;
        var lease = await InTimeAsync(acquire, patience, cancellationToken);
        return lease is { IsAcquired: true } ? lease : null; // not acquired: too many wait already
    }

    /// <summary>What is got in time; null when nothing was.</summary>
    public static async ValueTask<T?> InTimeAsync<T>(
        Func<CancellationToken, ValueTask<T>> take, TimeSpan patience, CancellationToken cancellationToken)
        where T : class
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(patience);
        try
        {
            return await take(end.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _limiter.Dispose();
}
