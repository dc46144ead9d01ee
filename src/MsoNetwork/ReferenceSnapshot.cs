namespace MsoNetwork;

/// <summary>
/// Reference data (regions, vocabularies) kept in memory as one immutable value.
/// <see cref="Invalidate"/> makes the next reader load it anew; readers in between keep the old value.
/// </summary>
public sealed class ReferenceSnapshot<T>(Func<CancellationToken, Task<T>> load) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile T? _current;

    public void Invalidate() => _current = null;

    public ValueTask<T> GetAsync(CancellationToken cancellationToken) =>
        _current is { } current ? new ValueTask<T>(current) : new ValueTask<T>(LoadAsync(cancellationToken));

    public void Dispose() => _loading.Dispose();

    private async Task<T> LoadAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            return _current ??= await load(cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }
}
