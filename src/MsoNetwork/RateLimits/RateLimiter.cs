using System.Collections.Concurrent;

namespace MsoNetwork.RateLimits;

/// <summary>What became of an attempt to spend.</summary>
/// <param name="Allowed">Whether it fitted; what did not fit was not counted.</param>
/// <param name="Used">What is spent and has not come back yet, with this attempt.</param>
/// <param name="Remaining">What may be spent now.</param>
/// <param name="Whole">Until the whole budget is back.</param>
/// <param name="Wait">Until the same attempt fits; zero where it did.</param>
public readonly record struct RateState(bool Allowed, long Used, long Remaining, TimeSpan Whole, TimeSpan Wait);

/// <summary>
/// Counts what clients spend, in memory: a leaky bucket as a meter, which is GCRA (ITU-T I.371, annex A) with a cost for each cell. Unlike
/// the buckets of System.Threading.RateLimiting it can be told what other instances counted, also beyond what is left (docs/decisions.md,
/// 480).
/// </summary>
public sealed class RateLimiter(RatePolicies policies, TimeProvider time)
{
    /// <summary>Clients beyond that share one bucket: memory is bounded, whatever addresses there are.</summary>
    private const int MostClients = 100_000;

    private static readonly string Others = RatePolicies.Network([]);

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    public RatePolicies Policies => policies;

    public RateState Spend(string client, long cost) =>
        Of(client).Spend(policies.Of(client), cost, time.GetTimestamp(), time.TimestampFrequency);

    /// <summary>What was spent here since the last time, by client.</summary>
    public Dictionary<string, long> TakeUntold()
    {
        var untold = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (client, bucket) in _buckets)
        {
            if (bucket.TakeUntold() is > 0 and var spent) untold[client] = spent;
        }

        return untold;
    }

    /// <summary>Counts what was spent elsewhere.</summary>
    public void Add(string client, long spent) =>
        Of(client).Add(policies.Of(client), spent, time.GetTimestamp(), time.TimestampFrequency);

    /// <summary>Forgets whose budget is whole.</summary>
    public void Tidy()
    {
        foreach (var entry in _buckets)
        {
            if (entry.Value.IsWhole(policies.Of(entry.Key), time.GetTimestamp(), time.TimestampFrequency)) _buckets.TryRemove(entry);
        }
    }

    private Bucket Of(string client) =>
        _buckets.TryGetValue(client, out var known) ? known
            : _buckets.GetOrAdd(_buckets.Count < MostClients ? client : Others, _ => new Bucket());

    private sealed class Bucket
    {
        private readonly Lock _lock = new();
        private double _used;
        private long _at;
        private long _untold;

        public RateState Spend(RatePolicy policy, long cost, long now, long frequency)
        {
            lock (_lock)
            {
                Leak(policy, now, frequency);
                var allowed = _used + cost <= policy.Burst;
                var asked = _used + cost;
                if (allowed) (_used, _untold) = (asked, _untold + cost);
                return new RateState(
                    allowed,
                    (long)Math.Ceiling(asked),
                    Math.Max((long)(policy.Burst - _used), 0),
                    TimeSpan.FromSeconds(_used / policy.PerSecond),
                    allowed ? TimeSpan.Zero : TimeSpan.FromSeconds((asked - policy.Burst) / policy.PerSecond));
            }
        }

        public void Add(RatePolicy policy, long spent, long now, long frequency)
        {
            lock (_lock)
            {
                Leak(policy, now, frequency);
                _used = Math.Min(_used + spent, 2 * policy.Burst); // so that nobody waits for longer than two windows
            }
        }

        public long TakeUntold()
        {
            lock (_lock)
            {
                var untold = _untold;
                _untold = 0;
                return untold;
            }
        }

        public bool IsWhole(RatePolicy policy, long now, long frequency)
        {
            lock (_lock)
            {
                Leak(policy, now, frequency);
                return _used == 0 && _untold == 0;
            }
        }

        private void Leak(RatePolicy policy, long now, long frequency)
        {
            if (now > _at) _used = Math.Max(_used - ((double)(now - _at) / frequency * policy.PerSecond), 0);
            _at = now;
        }
    }
}
