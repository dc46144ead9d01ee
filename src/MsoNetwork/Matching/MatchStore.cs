using MsoNetwork.Changes;
using MsoNetwork.Reference;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Matching;

/// <summary>
/// What the matcher knows, as of now and of the day in Berlin, read once and kept until either changes: an opt-out holds from its commit
/// on, a call ends at its midnight. Drafts, closed calls and responses are written without it being read again.
/// </summary>
public sealed class MatchStore(
    NpgsqlDataSource database,
    ChangeVersions versions,
    ReferenceSnapshot<VocabularySet> vocabularies,
    TimeProvider time
) : IDisposable
{
    private static readonly string[] Subjects =
    [
        ChangeSubject.Organisation,
        ChangeSubject.Membership,
        ChangeSubject.Cooperation,
        ChangeSubject.MatchingPreferences,
        ChangeSubject.Region,
        ChangeSubject.Term,
    ];

    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile Kept? _kept;

    /// <summary>How often the registry was read.</summary>
    internal int Loads { get; private set; }

    public async Task<MatchNetwork> GetAsync(CancellationToken cancellationToken)
    {
        var now = await NowAsync(cancellationToken);
        if (_kept is { } current && current.Moment == now) return current.Network;
        await _loading.WaitAsync(cancellationToken);
        try
        {
            // The versions are read first: rows may be newer than they say, never older.
            now = await NowAsync(cancellationToken);
            if (_kept is { } loaded && loaded.Moment == now) return loaded.Network;
            var calls = await MatchLoader.CallsFingerprintAsync(database, now.Day, cancellationToken);
            if (_kept is { } known && known.Moment with { Calls = now.Calls } == now && known.Calls == calls)
            {
                _kept = known with { Moment = now };
                return known.Network;
            }

            Loads++;
            var network = await MatchLoader.LoadAsync(database, await vocabularies.GetAsync(cancellationToken), now.Day, cancellationToken);
            _kept = new Kept(now, calls, network);
            return network;
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose() => _loading.Dispose();

    private async Task<Moment> NowAsync(CancellationToken cancellationToken)
    {
        var now = await versions.AsOfNowAsync(cancellationToken);
        return new Moment(now.Of(Subjects), now.Of(ChangeSubject.PartnerCall), time.Today());
    }

    private sealed record Moment(long Registry, long Calls, DateOnly Day);

    private sealed record Kept(Moment Moment, string Calls, MatchNetwork Network);
}
