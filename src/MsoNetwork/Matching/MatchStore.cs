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
public sealed class MatchStore : IDisposable
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

    private readonly SharedReading<Moment, Kept> _kept;

    public MatchStore(
        NpgsqlDataSource database, ChangeVersions versions, ReferenceSnapshot<VocabularySet> vocabularies, TimeProvider time)
    {
        _kept = new(NowAsync, ReadAsync);

        async Task<Moment> NowAsync(CancellationToken token)
        {
            var now = await versions.AsOfNowAsync(token);
            return new(now.Of(Subjects), now.Of(ChangeSubject.PartnerCall), time.Today());
        }

        async Task<Kept> ReadAsync(Moment now, Kept? known, CancellationToken token)
        {
            var calls = await MatchLoader.CallsFingerprintAsync(database, now.Day, token);
            if (known is not null && known.Moment with { Calls = now.Calls } == now && known.Calls == calls)
                return known with { Moment = now };
            Loads++;
            return new(now, calls, await MatchLoader.LoadAsync(database, await vocabularies.GetAsync(token), now.Day, token));
        }
    }

    /// <summary>How often the registry was read.</summary>
    internal int Loads { get; private set; }

    /// <exception cref="Errors.NetworkException">UNAVAILABLE: it was not read in time.</exception>
    public async Task<MatchNetwork> GetAsync(CancellationToken cancellationToken) => (await _kept.GetAsync(cancellationToken)).Network;

    public void Dispose() => _kept.Dispose();

    private sealed record Moment(long Registry, long Calls, DateOnly Day);

    private sealed record Kept(Moment Moment, string Calls, MatchNetwork Network);
}
