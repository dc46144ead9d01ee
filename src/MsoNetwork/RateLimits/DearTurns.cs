using System.Diagnostics;

namespace MsoNetwork.RateLimits;

/// <summary>
/// Turns for what takes seconds of a processor: one fewer than there are processors, so that one stays free for whoever asks for little.
/// Nobody who has a turn waits for another one: what a request does in its turn needs no second.
/// </summary>
public sealed class DearTurns : IDisposable
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(200);
    private static readonly AsyncLocal<Holder?> Flow = new();
    private readonly SemaphoreSlim _turns = new(Math.Max(Environment.ProcessorCount - 1, 1));

    /// <summary>Whether the request at hand has a turn.</summary>
    public static bool IsMine => Flow.Value is { Turns: > 0 };

    /// <summary>From here on, what is done in a request knows of the turn that it takes.</summary>
    public static void Begin() => Flow.Value = new Holder();

    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        if (IsMine) return await work();
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
        return new Turn(_turns, Flow.Value);
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

    private sealed class Holder
    {
        public volatile int Turns;
    }

    private sealed class Turn : IDisposable
    {
        private readonly Holder? _holder;
        private SemaphoreSlim? _turns;

        public Turn(SemaphoreSlim turns, Holder? holder)
        {
            (_turns, _holder) = (turns, holder);
            if (_holder is not null) _holder.Turns = 1;
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _turns, null) is not { } turns) return;
            if (_holder is not null) _holder.Turns = 0;
            turns.Release();
        }
    }
}
