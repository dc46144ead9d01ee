namespace MsoNetwork.Reference;

/// <summary>
/// Reference data (regions, vocabularies) kept in memory as one immutable value. <see cref="Invalidate"/> makes the next reader
/// load it anew. While that goes on, and while the database does not answer, the others keep the old value.
/// </summary>
/// <param name="load">Reads it.</param>
/// <param name="lasts">How long a value is good without anybody telling of a change; for ever unless given.</param>
/// <param name="clock">The clock for that.</param>
public sealed class ReferenceSnapshot<T>(Func<CancellationToken, Task<T>> load, TimeSpan? lasts = null, TimeProvider? clock = null)
    : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile T? _current;
    private int _invalidations;
    private int _loads;
    private long _loadedOn;
    private int _loadedAt = -1; // the count of invalidations before the current value was read

    /// <summary>Grows with each invalidation and each load: as long as it stays the same, readers get the same value.</summary>
    public int Generation => Volatile.Read(ref _invalidations) + Volatile.Read(ref _loads);

    /// <summary>The value that <see cref="GetAsync"/> last gave to anybody; for fields below one that has awaited it.</summary>
    public T Loaded => _current ?? throw new InvalidOperationException($"{typeof(T).Name} was not loaded by the field above.");

    public void Invalidate() => Interlocked.Increment(ref _invalidations);

    public ValueTask<T> GetAsync(CancellationToken cancellationToken) =>
        _current is { } current && IsFresh ? new ValueTask<T>(current) : new ValueTask<T>(LoadAsync(cancellationToken));

    /// <summary>
    /// A value that is not stale, for whoever builds something of it that lasts: while another reader loads, the old one is given out.
    /// </summary>
    public async Task<T> FreshAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var value = await GetAsync(cancellationToken);
            if (IsFresh) return value;
            await Task.Delay(TimeSpan.FromMilliseconds(20), Clock, cancellationToken);
        }

        throw new InvalidOperationException($"{typeof(T).Name} could not be read anew.");
    }

    public void Dispose() => _loading.Dispose();

    private TimeProvider Clock => clock ?? TimeProvider.System;

    /// <summary>Whether the value was read after the last invalidation, and is not too old.</summary>
    public bool IsFresh => Volatile.Read(ref _loadedAt) == Volatile.Read(ref _invalidations)
        && (lasts is not { } span || Clock.GetElapsedTime(Volatile.Read(ref _loadedOn)) <= span);

    private async Task<T> LoadAsync(CancellationToken cancellationToken)
    {
        var old = _current;
        if (old is not null && !await _loading.WaitAsync(TimeSpan.Zero, cancellationToken)) return old;
        if (old is null) await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_current is { } loaded && IsFresh) return loaded;
            // Counted before reading: an invalidation during the load leaves the value stale, so that it is loaded once more.
            var before = Volatile.Read(ref _invalidations);
            var value = await load(cancellationToken);
            _current = value;
            Volatile.Write(ref _loadedOn, Clock.GetTimestamp());
            Volatile.Write(ref _loadedAt, before);
            Interlocked.Increment(ref _loads);
            return value;
        }
        catch (Exception error) when (old is not null && error is not OperationCanceledException)
        {
            return old;
        }
        finally
        {
            _loading.Release();
        }
    }
}
