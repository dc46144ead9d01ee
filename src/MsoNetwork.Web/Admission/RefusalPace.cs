namespace MsoNetwork.Web.Admission;

/// <summary>
/// Refusals of one client (429) go out at a bounded pace: the first ten at once, the next ones a tenth of a second after each other.
/// Whoever asks again without a pause costs a connection that waits, and no processor.
/// </summary>
internal sealed class RefusalPace(TimeProvider time)
{
    /// <summary>Between two refusals.</summary>
    public static readonly TimeSpan Each = TimeSpan.FromMilliseconds(100);

    /// <summary>No refusal waits for longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Refusals that go out at once, to whoever has not been refused for a while.</summary>
    public const int AtOnce = 10;

    /// <summary>Clients beyond that share one pace.</summary>
    private const int MostClients = 4_096;

    /// <summary>Refusals that wait; beyond that they go out at once.</summary>
    private const int MostWaiting = 4_096;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _next = new(StringComparer.Ordinal);
    private int _waiting;

    public async Task WaitAsync(string client, CancellationToken cancellationToken)
    {
        if (Wait(client) is var wait && wait <= TimeSpan.Zero) return;
        try
        {
            if (Interlocked.Increment(ref _waiting) <= MostWaiting) await Task.Delay(wait, time, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private TimeSpan Wait(string client)
    {
        var now = time.GetTimestamp();
        var each = (long)(Each.TotalSeconds * time.TimestampFrequency);
        var longest = (long)(Longest.TotalSeconds * time.TimestampFrequency);
        lock (_gate)
        {
            if (_next.Count >= MostClients && !_next.ContainsKey(client)) client = Room(client, now - (each * AtOnce));
            var next = Math.Max(_next.GetValueOrDefault(client, long.MinValue), now - (each * (AtOnce - 1)));
            _next[client] = Math.Min(next, now + longest) + each;
            return TimeSpan.FromSeconds((double)Math.Min(next - now, longest) / time.TimestampFrequency);
        }
    }

    private string Room(string client, long old)
    {
        foreach (var (one, next) in _next)
        {
            if (next < old) _next.Remove(one);
        }

        return _next.Count < MostClients ? client : "";
    }
}
