using MsoNetwork.Changes;
using MsoNetwork.RateLimits;
using MsoNetwork.Sql;

namespace MsoNetwork.Networks;

/// <summary>
/// Networks of today's organisations, memberships and cooperations, each cut and measured once. Large ones take turns; what is too dear to
/// wait for (betweenness of a very large one) is computed in the background and is there for whoever asks later.
/// </summary>
public sealed class NetworkStore : IDisposable
{
    /// <summary>Nodes times pairs that take about a second on one core; more is computed in the background.</summary>
    private const long AtOnce = 10_000_000;

    /// <summary>Organisations of a region whose network is cut and measured in some milliseconds, without a turn.</summary>
    private const int Small = 1_000;

    /// <summary>Large networks being measured, or waiting for that.</summary>
    private const int MostAtWork = 32;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly string[] Subjects =
    [
        ChangeSubject.Organisation,
        ChangeSubject.Membership,
        ChangeSubject.Cooperation,
        ChangeSubject.Region,
        ChangeSubject.Term,
    ];

    private readonly DearTurns _turns;
    private readonly SharedReading<long, NetworkSnapshot> _snapshot;
    private readonly SharedWork<Network> _work = new(MostAtWork, Longest);
    private readonly KeptNetworks _kept = new();
    private readonly NetworkBackground _background;
    private int _cuts;

    public NetworkStore(LongReads reads, ChangeVersions versions, DearTurns turns)
    {
        (_turns, _background) = (turns, new NetworkBackground(turns));
        _snapshot = new(
            async token => (await versions.AsOfNowAsync(token)).Of(Subjects),
            (version, _, token) =>
            {
                Loads++;
                return NetworkSnapshot.LoadAsync(reads.Database, version, token);
            });
    }

    /// <summary>How often the registry was read for a new snapshot.</summary>
    internal int Loads { get; private set; }

    /// <summary>How many networks were cut and measured.</summary>
    internal int Cuts => _cuts;

    /// <exception cref="Errors.NetworkException">UNAVAILABLE: it was not read in time.</exception>
    public Task<NetworkSnapshot> SnapshotAsync(CancellationToken cancellationToken) => _snapshot.GetAsync(cancellationToken);

    /// <exception cref="Errors.NetworkException">UNAVAILABLE: too many large networks are being measured.</exception>
    public async Task<Network> GetAsync(NetworkFilter filter, CancellationToken cancellationToken)
    {
        var all = await SnapshotAsync(cancellationToken);
        if (_kept.Find(all.Version, filter.Key) is not { } network)
        {
            network = IsSmall(all, filter)
                ? Measure(all, filter, cancellationToken)
                // Who has a turn must not wait for somebody who waits for one. A cut that has begun is done: half of one helps nobody.
                : await _work.GetAsync($"{all.Version} {DearTurns.IsMine} {filter.Key}", (toBeDone, token) => _turns.RunAsync(
                    () =>
                    {
                        toBeDone();
                        return Task.FromResult(Measure(all, filter, token));
                    }, token), cancellationToken);
        }

        if (!network.IsComplete) _background.Complete(network, network.Version, () => _snapshot.Last?.Version);
        return network;
    }

    /// <summary>Ends when nothing is left to be computed in the background.</summary>
    public Task IdleAsync() => _background.IdleAsync();

    public void Dispose()
    {
        _background.Dispose();
        _snapshot.Dispose();
    }

    // Partners outside of the region are as many again at most, or so.
    private static bool IsSmall(NetworkSnapshot all, NetworkFilter filter)
    {
        var within = 0;
        foreach (var member in all.Members)
        {
            if (filter.Within(member) && ++within > Small) return false;
        }

        return true;
    }

    private Network Measure(NetworkSnapshot all, NetworkFilter filter, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _cuts);
        var network = NetworkCut.Of(all, filter);
        if ((long)network.Nodes.Count * network.Graph.Edges <= AtOnce)
            network.Betweenness = NetworkBetweenness.Of(network.Graph, cancellationToken);
        return _kept.Keep(network);
    }
}
