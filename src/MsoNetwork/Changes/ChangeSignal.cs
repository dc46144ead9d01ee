namespace MsoNetwork.Changes;

/// <summary>Wakes one who waits for changes of his subjects. Several changes before he waits wake him once.</summary>
public sealed class ChangeSignal : IDisposable
{
    private readonly SemaphoreSlim _changes = new(0);

    /// <summary>Waits until something changed since the last time of waiting; not longer than the time given.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        if (!await _changes.WaitAsync(longest, cancellationToken)) return;
        while (_changes.Wait(TimeSpan.Zero, CancellationToken.None)) continue;
    }

    public void Dispose() => _changes.Dispose();

    internal void Set() => _changes.Release();
}
