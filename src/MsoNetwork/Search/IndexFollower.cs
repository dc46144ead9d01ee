using System.Data;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.Search;

/// <summary>
/// Keeps an index like the registry: reads all of it once, then what the change log says, when notified and every few seconds anyway.
/// The position moves on only after a change is in the index; so whatever breaks, it is read again, and nothing is lost.
/// </summary>
public sealed class IndexFollower(NpgsqlDataSource database, FollowedIndex index, ReferenceSnapshot<Gazetteer> gazetteer, TimeProvider time)
{
    private const int BatchSize = 1_000;
    private static readonly string[] Channels = ["msonet_search", "msonet_reference"];
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);

    // Under many changes: some per batch instead of one query each. The first one after a quiet time does not wait.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FollowerLag _lag = new(time);
    private LogPosition? _position;
    private string? _regions;
    private int _size; // when last read as a whole
    private long _rebuilt;
    private int? _number;

    /// <summary>Ends when the index has been read for the first time.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>
    /// At most so old is the oldest change that is known of and not in the index yet; zero when there is none. Looked at five times a
    /// second.
    /// </summary>
    public TimeSpan Lag => _lag.Now;

    public int Documents => index.Count();

    /// <summary>How often the whole registry was read.</summary>
    public int Rebuilds { get; private set; }

    /// <summary>Follows until the connection is lost, which it throws, or the token ends it. To be called again after a loss.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await ListeningSession.OpenAsync(database, Channels, cancellationToken);
            await AnnounceAsync(session, cancellationToken);
            var swept = time.GetTimestamp();
            for (var regions = true; ; regions = session.Heard("msonet_reference"))
            {
                session.Heard("msonet_search");
                await CatchUpAsync(session.Connection, regions, cancellationToken);
                if (time.GetElapsedTime(swept) > SweepEvery)
                {
                    await ChangeLogSweep.RunAsync(database, ChangeLogSweep.Keep, cancellationToken);
                    swept = time.GetTimestamp();
                }

                await Task.Delay(Pause, time, cancellationToken);
                await session.WaitAsync(SweepEvery, cancellationToken);
            }
        }
        finally
        {
            _lag.Lost();
        }
    }

    private async Task AnnounceAsync(ListeningSession session, CancellationToken cancellationToken)
    {
        _number ??= await ServingInstances.NumberAsync(session.Connection, cancellationToken);
        // After a lost connection the server may hold the old session's lock for a while: then a new number.
        while (!await session.TryLockAsync(ServingInstances.LockClass, _number.Value, cancellationToken))
        {
            await ServingInstances.ForgetAsync(database, _number.Value, cancellationToken);
            _number = await ServingInstances.NumberAsync(session.Connection, cancellationToken);
        }

        await TellAsync(0, 0, cancellationToken);
    }

    private async Task CatchUpAsync(NpgsqlConnection connection, bool lookAtRegions, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using (var patience = new NpgsqlCommand("SET LOCAL statement_timeout = 0", connection))
            await patience.ExecuteNonQueryAsync(cancellationToken);
        var begun = time.GetTimestamp();
        var changes = await ChangeLog.ReadAsync(connection, _position, Math.Max(BatchSize, _size / 4), cancellationToken);
        var asked = await FollowerQuestions.LastRequestAsync(connection, cancellationToken);
        var regions = lookAtRegions || changes.Everything ? await FollowerQuestions.RegionsAsync(connection, cancellationToken) : _regions;
        if (changes.Everything || asked > _rebuilt || regions != _regions)
        {
            _lag.Behind(begun, TimeSpan.Zero);
            if (regions != _regions) gazetteer.Invalidate(); // the other listener may come later than we
            await FreshGazetteerAsync(cancellationToken);
            var build = index.Begin();
            _size = await ReadAllAsync(connection, build, cancellationToken);
            await transaction.CommitAsync(cancellationToken); // finishing takes a while, and needs no snapshot
            build.Finish();
            (_position, _regions, _rebuilt) = (changes.Position, regions, asked);
            Rebuilds++;
            await TellAsync(_size, _size, cancellationToken);
        }
        else
        {
            if (changes.Ids.Length > 0) _lag.Behind(begun, changes.OldestAge);
            foreach (var ids in changes.Ids.Chunk(BatchSize)) await ApplyAsync(connection, ids, cancellationToken);
            _position = changes.Position;
        }

        _lag.CaughtUp(begun);
        _loaded.TrySetResult();
    }

    // The words of the towns stand in the index; while another reader loads them, the old ones are given out.
    private async Task FreshGazetteerAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            await gazetteer.GetAsync(cancellationToken);
            if (gazetteer.IsFresh) return;
            await Task.Delay(Pause / 10, time, cancellationToken);
        }

        throw new InvalidOperationException("The regions could not be read anew.");
    }

    private async Task<int> ReadAllAsync(NpgsqlConnection connection, IndexBuild build, CancellationToken cancellationToken)
    {
        var total = await FollowerQuestions.CountAsync(connection, cancellationToken);
        var read = 0;
        var told = time.GetTimestamp();
        await foreach (var document in OrganisationDocuments.AllAsync(connection, cancellationToken))
        {
            build.Add(document);
            if (++read % BatchSize != 0 || time.GetElapsedTime(told) < Pause) continue;
            told = time.GetTimestamp();
            await TellAsync(read, total, cancellationToken);
        }

        return read;
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellationToken)
    {
        var documents = new List<OrganisationDocument>(ids.Length);
        await foreach (var document in OrganisationDocuments.OfAsync(connection, ids, cancellationToken)) documents.Add(document);
        index.Apply(documents, [.. ids.Except(documents.Select(document => document.Id))]);
    }

    private Task TellAsync(int read, int total, CancellationToken cancellationToken) =>
        ServingInstances.TellAsync(database, _number!.Value, _rebuilt, read, total, cancellationToken);
}
