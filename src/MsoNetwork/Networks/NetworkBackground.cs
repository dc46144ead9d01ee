using MsoNetwork.RateLimits;

namespace MsoNetwork.Networks;

/// <summary>
/// Betweenness of very large networks, one after another and in turn with other dear work: the one asked for last comes first, few
/// wait, and what nobody has asked for in a while is dropped.
/// </summary>
internal sealed class NetworkBackground(DearTurns turns) : IDisposable
{
    private const int MostWaiting = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly List<Waiting> _waiting = []; // the one asked for last is the last
    private Waiting? _current;
    private Task _running = Task.CompletedTask;

    /// <summary>Sees to it that the network gets its betweenness.</summary>
    /// <param name="network">Without it.</param>
    /// <param name="version">The registry's that it was cut from.</param>
    /// <param name="now">The registry's version now: another one makes the measures useless.</param>
    public void Complete(Network network, long version, Func<long?> now)
    {
        lock (_lock)
        {
            if (network.IsComplete || _current?.Network == network || _ending.IsCancellationRequested) return;
            _waiting.RemoveAll(one => one.Network == network);
            _waiting.Add(new(network, () => now() == version, Environment.TickCount64));
            if (_waiting.Count > MostWaiting) _waiting.RemoveAt(0);
            if (_running.IsCompleted)
                _running = Task.Factory.StartNew(Run, _ending.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    public Task IdleAsync()
    {
        lock (_lock) return _running;
    }

    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
    }

    private void Run()
    {
        while (Next() is { } next)
        {
            try
            {
                turns.RunInPieces(rest => next.Network.Betweenness = NetworkBetweenness.Of(next.Network.Graph, () =>
                {
                    if (!next.IsOfNow()) throw new OperationCanceledException();
                    rest();
                }, _ending.Token), _ending.Token);
            }
            catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
            {
                // The registry changed, or the process ends.
            }
        }
    }

    private Waiting? Next()
    {
        lock (_lock)
        {
            _waiting.RemoveAll(one => !one.IsOfNow() || Environment.TickCount64 - one.AskedAt > Patience.TotalMilliseconds);
            _current = _waiting.Count > 0 && !_ending.IsCancellationRequested ? _waiting[^1] : null;
            if (_current is not null) _waiting.RemoveAt(_waiting.Count - 1);
            else _running = Task.CompletedTask; // whoever comes now begins anew
            return _current;
        }
    }

    private sealed record Waiting(Network Network, Func<bool> IsOfNow, long AskedAt);
}
