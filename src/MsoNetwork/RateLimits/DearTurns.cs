using System.Diagnostics;

namespace MsoNetwork.RateLimits;

/// <summary>
/// Turns for what takes seconds of a processor: one fewer than there are processors, so that one stays free for whoever asks for little.
/// Nobody who has a turn waits for another one.
/// </summary>
public sealed class DearTurns : IDisposable
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(200);
    private readonly SemaphoreSlim _turns = new(Math.Max(Environment.ProcessorCount - 1, 1));

    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>A turn to give back.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        return new Turn(_turns);
    }

    /// <summary>Work in the background, of any length: its turn goes to whoever waits again and again.</summary>
    /// <param name="work">Calls what it is given as often as it can.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public void RunInPieces(Action<Action> work, CancellationToken cancellationToken)
    {
        _turns.Wait(cancellationToken);
        var has = true;
        try
        {
            var begun = Stopwatch.GetTimestamp();
            work(() =>
            {
                if (Stopwatch.GetElapsedTime(begun) < AtOnce) return;
                _turns.Release();
                has = false;
                _turns.Wait(cancellationToken);
                (has, begun) = (true, Stopwatch.GetTimestamp());
            });
        }
        finally
        {
            if (has) _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        private SemaphoreSlim? _turns = turns;

        public void Dispose() => Interlocked.Exchange(ref _turns, null)?.Release();
    }
}
