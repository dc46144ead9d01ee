using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>
/// The process's one listening connection. It tells those who asked for a subject that it has changed, and everybody when it was lost or
/// is back, because then nobody knows. What changed, they read from the log.
/// </summary>
public sealed class ChangeListener(NpgsqlDataSource database, TimeProvider time, ChangeRetention? retention = null)
{
    private const string Channel = "msonet_changes";
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly List<(HashSet<string> Subjects, Action Tell)> _told = [];
    private readonly List<Func<ListeningSession, CancellationToken, Task>> _opening = [];
    private readonly List<Func<CancellationToken, Task>> _sweeping = [];

    /// <summary>A signal that is set when one of these subjects has changed.</summary>
    public ChangeSignal Signal(params IEnumerable<string> subjects)
    {
        var signal = new ChangeSignal();
        Tell(signal.Set, subjects);
        return signal;
    }

    /// <summary>Calls a short action when one of these subjects has changed.</summary>
    public void Tell(Action action, params IEnumerable<string> subjects)
    {
        lock (_lock) _told.Add(([.. subjects], action));
    }

    /// <summary>Runs with each new connection, before anybody is told that it is there.</summary>
    public void AtOpening(Func<ListeningSession, CancellationToken, Task> action)
    {
        lock (_lock) _opening.Add(action);
    }

    /// <summary>Runs every few seconds, with the sweep of the log.</summary>
    public void AtSweeping(Func<CancellationToken, Task> action)
    {
        lock (_lock) _sweeping.Add(action);
    }

    /// <summary>
    /// Listens until the connection is lost, which it throws, a read-only database takes writes, or the token ends it. To be called again.
    /// </summary>
    /// <param name="opened">Called when the connection is there.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ListenAsync(Action? opened, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await ListeningSession.OpenAsync(database, Channel, cancellationToken);
            foreach (var action in session.OnlyLooks ? [] : Copy(_opening)) await action(session, cancellationToken);
            opened?.Invoke();
            TellAll(null); // whatever changed while nobody listened
            var swept = time.GetTimestamp();
            while (true)
            {
                await session.WaitAsync(SweepEvery, cancellationToken);
                TellAll(session.TakeHeard());
                if (time.GetElapsedTime(swept) < SweepEvery) continue;
                if (session.OnlyLooks)
                {
                    if (!await session.IsReadOnlyAsync(cancellationToken)) return; // it was promoted: from now on it tells
                    swept = time.GetTimestamp();
                    continue;
                }

                await ChangeSweep.RunAsync(database, retention ?? ChangeRetention.Standard, cancellationToken);
                foreach (var action in Copy(_sweeping)) await action(cancellationToken);
                swept = time.GetTimestamp();
            }
        }
        finally
        {
            // What the pool still has may be cut off, too, and would take each who asks as long to find out; and what was refused while the
            // database was read-only, Npgsql remembers wrongly (its issue 6391).
            database.Clear();
            TellAll(null);
        }
    }

    private void TellAll(IReadOnlySet<string>? heard)
    {
        foreach (var (subjects, tell) in Copy(_told))
        {
            if (heard is null || subjects.Overlaps(heard)) tell();
        }
    }

    private T[] Copy<T>(List<T> list)
    {
        lock (_lock) return [.. list];
    }
}
