using MsoNetwork.Errors;

namespace MsoNetwork.RateLimits;

/// <summary>
/// Work that takes seconds, in a bounded queue: whoever asks for what is being made waits for the same result, and what nobody waits
/// for any more is dropped, unless it has said that it is to be done. A result is not kept here; who works when is
/// <see cref="DearTurns"/>.
/// </summary>
/// <param name="most">Works at once, those included that wait for their turn; beyond that, nobody may wait.</param>
/// <param name="longest">For one work, its waiting included.</param>
public sealed class SharedWork<T>(int most, TimeSpan longest)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Work> _works = new(StringComparer.Ordinal);

    /// <summary>How many are at work or wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _works.Count;
        }
    }

    /// <exception cref="NetworkException">UNAVAILABLE: too many wait already, or it was not done in time.</exception>
    public Task<T> GetAsync(string key, Func<CancellationToken, Task<T>> make, CancellationToken cancellationToken) =>
        GetAsync(key, (_, token) => make(token), cancellationToken);

    /// <param name="key">Of the result.</param>
    /// <param name="make">Calls what it is given where it is to be done from now on, also when nobody waits any more.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="NetworkException">UNAVAILABLE: too many wait already, or it was not done in time.</exception>
    public async Task<T> GetAsync(string key, Func<Action, CancellationToken, Task<T>> make, CancellationToken cancellationToken)
    {
        var work = Join(key, make);
        try
        {
            return await work.Result.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NetworkException(ErrorCode.Unavailable, "This could not be made in time. Please try again later, or ask for less.");
        }
        finally
        {
            Leave(key, work);
        }
    }

    private Work Join(string key, Func<Action, CancellationToken, Task<T>> make)
    {
        lock (_gate)
        {
            if (!_works.TryGetValue(key, out var work))
            {
                if (_works.Count >= most)
                    throw new NetworkException(ErrorCode.Unavailable, "Too much of this size is being made. Please try again shortly.");
                _works[key] = work = new Work(new CancellationTokenSource());
                work.Result = Task.Run(() => RunAsync(key, work, make));
            }

            work.Waiting++;
            return work;
        }
    }

    private void Leave(string key, Work work)
    {
        lock (_gate)
        {
            if (--work.Waiting > 0 || work.IsOver || work.IsToBeDone) return;
            Forget(key, work); // whoever asks from now on begins anew
        }

        work.Ending.Cancel();
    }

    private async Task<T> RunAsync(string key, Work work, Func<Action, CancellationToken, Task<T>> make)
    {
        try
        {
            work.Ending.CancelAfter(longest);
            return await make(ToBeDone, work.Ending.Token);
        }
        finally
        {
            lock (_gate)
            {
                work.IsOver = true;
                Forget(key, work);
            }
        }

        void ToBeDone()
        {
            lock (_gate) work.IsToBeDone = true;
        }
    }

    private void Forget(string key, Work work)
    {
        if (_works.GetValueOrDefault(key) == work) _works.Remove(key);
    }

    private sealed class Work(CancellationTokenSource ending)
    {
        public CancellationTokenSource Ending => ending;

        public Task<T> Result { get; set; } = null!;

        public int Waiting { get; set; }

        public bool IsOver { get; set; }

        public bool IsToBeDone { get; set; }
    }
}
