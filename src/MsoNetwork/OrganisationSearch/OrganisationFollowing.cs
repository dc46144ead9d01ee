using MsoNetwork.Changes;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.OrganisationSearch;

/// <summary>
/// How the index of organisations is kept like the registry, and how this instance tells the others of it: `msonet reindex` waits for
/// all that live.
/// </summary>
public sealed class OrganisationFollowing
{
    /// <summary>The follower's name.</summary>
    public const string Name = "organisations";

    private const int BatchSize = 1_000;
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(200);

    private readonly NpgsqlDataSource _database;
    private readonly FollowedIndex _index;
    private readonly ReferenceSnapshot<Gazetteer> _gazetteer;
    private readonly TimeProvider _time;
    private readonly FollowedRegions _regions;
    private long _asked;
    private long _rebuilt;
    private int? _number;

    private OrganisationFollowing(
        NpgsqlDataSource database,
        FollowedIndex index,
        ReferenceSnapshot<Gazetteer> gazetteer,
        TimeProvider time
    ) => (_database, _index, _gazetteer, _regions, _time) = (database, index, gazetteer, new FollowedRegions(gazetteer), time);

    public static ChangeFollower Follow(
        NpgsqlDataSource database,
        ChangeListener listener,
        FollowedIndex index,
        ReferenceSnapshot<Gazetteer> gazetteer,
        TimeProvider time
    )
    {
        var following = new OrganisationFollowing(database, index, gazetteer, time);
        listener.AtOpening(following.AnnounceAsync);
        listener.AtSweeping(token => ServingInstances.SweepAsync(database, token));
        string[] subjects = [ChangeSubject.Organisation, ChangeSubject.Region, ServingInstances.RebuildAsked];
        var target = new ChangeTarget(Name, subjects, following.BasisAsync, following.BuildAsync, following.ApplyAsync, index.Count);
        return new ChangeFollower(database, listener, target, time);
    }

    private async Task AnnounceAsync(ListeningSession session, CancellationToken cancellationToken)
    {
        _number ??= await ServingInstances.NumberAsync(session.Connection, cancellationToken);
        // After a lost connection the server may hold the old session's lock for a while: then a new number.
        while (!await session.TryLockAsync(ServingInstances.LockClass, _number.Value, cancellationToken))
        {
            await ServingInstances.ForgetAsync(_database, _number.Value, cancellationToken);
            _number = await ServingInstances.NumberAsync(session.Connection, cancellationToken);
        }

        await TellAsync(0, 0, cancellationToken);
    }

    private async Task<string> BasisAsync(NpgsqlConnection connection, LoggedChanges changes, CancellationToken cancellationToken)
    {
        _asked = await ServingInstances.LastRequestAsync(connection, cancellationToken);
        return $"{await _regions.BasisAsync(connection, changes, cancellationToken)} {_asked}";
    }

    private async Task<BuiltTarget> BuildAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await _gazetteer.FreshAsync(cancellationToken); // the words of the towns stand in the index
        var (build, asked) = (_index.Begin(), _asked);
        var total = await CountAsync(connection, cancellationToken);
        var read = 0;
        var told = _time.GetTimestamp();
        await foreach (var document in OrganisationDocuments.AllAsync(connection, cancellationToken))
        {
            build.Add(document);
            if (++read % BatchSize != 0 || _time.GetElapsedTime(told) < TellEvery) continue;
            told = _time.GetTimestamp();
            await TellAsync(read, total, cancellationToken);
        }

        return new BuiltTarget(read, async token =>
        {
            build.Finish();
            _rebuilt = asked;
            await TellAsync(read, read, token);
        });
    }

    private async Task ApplyAsync(NpgsqlConnection connection, LoggedChanges changes, CancellationToken cancellationToken)
    {
        foreach (var ids in changes.IdsOf(ChangeSubject.Organisation).Chunk(BatchSize))
        {
            var documents = new List<OrganisationDocument>(ids.Length);
            await foreach (var document in OrganisationDocuments.OfAsync(connection, ids, cancellationToken)) documents.Add(document);
            _index.Apply(documents, [.. ids.Except(documents.Select(document => document.Id))]);
        }
    }

    // Before the listening connection is there, nobody could wait for us.
    private Task TellAsync(int read, int total, CancellationToken cancellationToken) =>
        _number is { } number
            ? ServingInstances.TellAsync(_database, number, _rebuilt, read, total, cancellationToken)
            : Task.CompletedTask;

    private static async Task<int> CountAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT count(*)::int FROM organisations", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
