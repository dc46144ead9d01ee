using MsoNetwork.Changes;
using MsoNetwork.Reference;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Matching;

/// <summary>
/// The network of the registry's current version and of the day in Berlin, read once and kept until either changes: an opt-out holds from
/// its commit on,
/// a call ends at its midnight.
/// </summary>
public sealed class MatchStore(NpgsqlDataSource database, RegistryVersion registry, ReferenceSnapshot<VocabularySet> vocabularies)
    : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile Kept? _kept;

    public async Task<MatchNetwork> GetAsync(CancellationToken cancellationToken)
    {
        var (version, today) = await registry.WithDayAsync(cancellationToken);
        if (_kept is { } current && current.IsOf(version, today)) return current.Network;
        await _loading.WaitAsync(cancellationToken);
        try
        {
            // The version is read first: rows may be newer than it says, never older.
            (version, today) = await registry.WithDayAsync(cancellationToken);
            if (_kept is { } loaded && loaded.IsOf(version, today)) return loaded.Network;
            var network = await MatchLoader.LoadAsync(database, await vocabularies.GetAsync(cancellationToken), today, cancellationToken);
            _kept = new Kept(version, today, network);
            return network;
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose() => _loading.Dispose();

    private sealed record Kept(long Version, DateOnly Day, MatchNetwork Network)
    {
        public bool IsOf(long version, DateOnly day) => Version == version && Day == day;
    }
}
