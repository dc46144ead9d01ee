using MsoNetwork.Errors;

namespace MsoNetwork.Changes;

/// <summary>
/// What is read of the whole registry once and kept until something changes. Whoever asks while it is being read waits for the same
/// reading. It goes on when they have given up: whoever comes next needs it too, and a reading that takes longer than anybody may wait
/// would otherwise begin anew each time and never end.
/// </summary>
/// <param name="now">The registry's current moment; equal moments mean that nothing has changed.</param>
/// <param name="read">Reads it, of that moment or later; also given what was kept before.</param>
/// <param name="longest">For one reading; a minute unless told.</param>
public sealed class SharedReading<TMoment, T>(
    Func<CancellationToken, Task<TMoment>> now, Func<TMoment, T?, CancellationToken, Task<T>> read, TimeSpan? longest = null) : IDisposable
    where TMoment : IEquatable<TMoment>
    where T : class
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ending = new();
    private volatile Kept? _kept;
    private Task<Kept>? _reading;
    private long _begun;

    /// <summary>What is kept, of whatever moment; null before the first reading.</summary>
    public T? Last => _kept?.Value;

    /// <exception cref="NetworkException">UNAVAILABLE: the reading was not done in time.</exception>
    public async Task<T> GetAsync(CancellationToken cancellationToken)
    {
        var before = Volatile.Read(ref _begun);
        var asked = await now(cancellationToken);
        if (_kept is { } current && current.Moment.Equals(asked)) return current.Value;
        var (reading, number) = Join();
        try
        {
            var kept = await WaitAsync(reading, cancellationToken);
            if (number > before || kept.Moment.Equals(asked)) return kept.Value;
        }
        catch (Exception) when (number <= before && !cancellationToken.IsCancellationRequested)
        {
            // What broke it may be over.
        }

        // It had begun before this question, and may be older; the next has begun since.
        return (await WaitAsync(Join().Reading, cancellationToken)).Value;
    }

    /// <summary>Ends the reading; whoever asks from now on is refused.</summary>
    public void Dispose() => _ending.Cancel();

    private (Task<Kept> Reading, long Number) Join()
    {
        lock (_gate)
        {
            if (_reading is { IsCompleted: false }) return (_reading, _begun);
            Volatile.Write(ref _begun, _begun + 1);
            return (_reading = Task.Run(ReadAsync, _ending.Token), _begun);
        }
    }

    private async Task<Kept> ReadAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        limit.CancelAfter(longest ?? TimeSpan.FromMinutes(1));
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
