using MsoNetwork.Errors;

namespace MsoNetwork.Changes;

/// <summary>
/// What is read of the whole registry once and kept for as long as it is of now. Whoever asks while it is being read waits for the same
/// reading. It goes on when they have given up: whoever comes next needs it too, and a reading that takes longer than anybody may wait
/// would else begin anew each time and never end.
/// </summary>
/// <param name="now">Of which moment the registry is; equal moments mean that nothing has changed.</param>
/// <param name="read">Reads it, of that moment or later; also given what was kept before.</param>
public sealed class SharedReading<TMoment, T>(
    Func<CancellationToken, Task<TMoment>> now, Func<TMoment, T?, CancellationToken, Task<T>> read) : IDisposable
    where TMoment : IEquatable<TMoment>
    where T : class
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ending = new();
    private volatile Kept? _kept;
    private Task<Kept>? _reading;

    /// <summary>What is kept, of whatever moment; null before the first reading.</summary>
    public T? Last => _kept?.Value;

    /// <exception cref="NetworkException">UNAVAILABLE: the reading was not done in time.</exception>
    public async Task<T> GetAsync(CancellationToken cancellationToken)
    {
        var asked = await now(cancellationToken);
        if (_kept is { } current && current.Moment.Equals(asked)) return current.Value;
        var (reading, isNew) = Join();
        var kept = await WaitAsync(reading, cancellationToken);
        // One that had begun before this question may be older; the next has begun since.
        if (!isNew && !kept.Moment.Equals(asked)) kept = await WaitAsync(Join().Reading, cancellationToken);
        return kept.Value;
    }

    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
    }

    private (Task<Kept> Reading, bool IsNew) Join()
    {
        lock (_gate)
        {
            if (_reading is { IsCompleted: false }) return (_reading, false);
            return (_reading = Task.Run(ReadAsync, _ending.Token), true);
        }
    }

    private async Task<Kept> ReadAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        limit.CancelAfter(Longest);
        // The moment is asked for first: rows may be newer than it says, never older.
        var moment = await now(limit.Token);
        return _kept is { } kept && kept.Moment.Equals(moment)
            ? kept : _kept = new Kept(moment, await read(moment, _kept?.Value, limit.Token));
    }

    private static async Task<Kept> WaitAsync(Task<Kept> reading, CancellationToken cancellationToken)
    {
        try
        {
            return await reading.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NetworkException(ErrorCode.Unavailable, "The registry could not be read in time. Please try again later.");
        }
    }

    private sealed record Kept(TMoment Moment, T Value);
}
