using MsoNetwork.Changes;
using Npgsql;

namespace MsoNetwork.Networks;

/// <summary>
/// Networks of today's organisations, memberships and cooperations, each cut and measured once. What is too dear to wait for
/// (betweenness of a large network) is computed in the background and is there for whoever asks later.
/// </summary>
public sealed class NetworkStore(NpgsqlDataSource database, ChangeVersions versions) : IDisposable
{
    /// <summary>Nodes times pairs that take about a second on one core; more is computed in the background.</summary>
    private const long AtOnce = 10_000_000;

    private const int Kept = 64;

    private static readonly string[] Subjects =
    [
        ChangeSubject.Organisation,
        ChangeSubject.Membership,
        ChangeSubject.Cooperation,
        ChangeSubject.Region,
        ChangeSubject.Term,
    ];

    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Network> _networks = new(StringComparer.Ordinal);
    private NetworkSnapshot? _snapshot;
    private Task _background = Task.CompletedTask;

    /// <summary>How often the registry was read for a new snapshot.</summary>
    internal int Loads { get; private set; }

    public async Task<NetworkSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        var version = await VersionAsync(cancellationToken);
        if (_snapshot is { } current && current.Version == version) return current;
        await _loading.WaitAsync(cancellationToken);
        try
        {
            // The version is read first: rows may be newer than it says, never older.
            version = await VersionAsync(cancellationToken);
            if (_snapshot is { } loaded && loaded.Version == version) return loaded;
            Loads++;
            return _snapshot = await NetworkSnapshot.LoadAsync(database, version, cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }

    public async Task<Network> GetAsync(NetworkFilter filter, CancellationToken cancellationToken)
    {
        var all = await SnapshotAsync(cancellationToken);
        lock (_lock)
        {
            if (_networks.TryGetValue(filter.Key, out var known) && known.Version == all.Version) return known;
        }

        var network = NetworkCut.Of(all, filter);
        if ((long)network.Nodes.Count * network.Graph.Edges <= AtOnce)
            network.Betweenness = NetworkBetweenness.Of(network.Graph, cancellationToken);
        lock (_lock)
        {
            if (_networks.TryGetValue(filter.Key, out var other) && other.Version == all.Version)
                return other;
            foreach (var old in _networks.Where(entry => entry.Value.Version != all.Version).Select(entry => entry.Key).ToList())
                _networks.Remove(old);
            if (_networks.Count >= Kept)
                _networks.Clear();
            _networks[filter.Key] = network;
            // One after another, so that large networks never take all processors.
            if (!network.IsComplete)
                _background = _background.ContinueWith(
                    _ => Complete(network),
                    _ending.Token,
                    TaskContinuationOptions.LongRunning,
                    TaskScheduler.Default
                );
        }

        return network;
    }

    /// <summary>Ends when nothing is left to be computed in the background.</summary>
    public Task IdleAsync()
    {
        lock (_lock) return _background;
    }

    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
        _loading.Dispose();
    }

    private async Task<long> VersionAsync(CancellationToken cancellationToken) =>
        (await versions.AsOfNowAsync(cancellationToken)).Of(Subjects);

    private void Complete(Network network)
    {
        // A newer version makes the older one's measures useless.
        if (_snapshot?.Version != network.Version) return;
        try
        {
            network.Betweenness = NetworkBetweenness.Of(network.Graph, _ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }
}
