using System.Data;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using Npgsql;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>
/// Keeps the index of calls like the registry: with each notice, and every few seconds anyway, it compares the versions of all rows in one
/// snapshot
/// with those it has read, and reads what differs in the same snapshot. After a lost connection, and when regions change, it reads
/// everything.
/// So there is no position to lose, and it is right whoever writes (docs/decisions.md, 74).
/// </summary>
public sealed class PartnerCallFollower(
    NpgsqlDataSource database,
    PartnerCallIndex calls,
    ReferenceSnapshot<Gazetteer> gazetteer,
    TimeProvider time
)
{
    private static readonly string[] Channels = ["msonet_calls", "msonet_search", "msonet_reference"];
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    // Under many changes: some per look instead of one look each.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly FollowerLag _lag = new(time);
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Dictionary<Guid, (string Call, string Organisation)> _read = [];

    /// <summary>Ends when the index has been read for the first time.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>How long the oldest change may have been waiting that is not in the index yet; zero when it holds all.</summary>
    public TimeSpan Lag => _lag.Now;

    public int Documents => calls.Index.Count;

    /// <summary>Follows until the connection is lost, which it throws, or the token ends it. To be called again after a loss.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ListenAsync(cancellationToken);
        }
        finally
        {
            _lag.Lost();
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var session = await ListeningSession.OpenAsync(database, Channels, cancellationToken);
        for (var everything = true; ; everything = session.Heard("msonet_reference"))
        {
            session.Heard("msonet_calls");
            session.Heard("msonet_search");
            await CatchUpAsync(session.Connection, everything, cancellationToken);
            await Task.Delay(Pause, time, cancellationToken);
            await session.WaitAsync(LookEvery, cancellationToken);
        }
    }

    private async Task CatchUpAsync(NpgsqlConnection connection, bool everything, CancellationToken cancellationToken)
    {
        if (everything)
        {
            gazetteer.Invalidate(); // the other listener may come later than we
            while (!gazetteer.IsFresh)
            {
                await gazetteer.GetAsync(cancellationToken);
                if (!gazetteer.IsFresh) await Task.Delay(Pause / 10, time, cancellationToken);
            }
        }

        var begun = time.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var now = await PartnerCallDocuments.VersionsAsync(connection, cancellationToken);
        var known = everything ? [] : _read;
        var changed = now.Where(call => !known.TryGetValue(call.Key, out var version) || version != call.Value)
            .Select(call => call.Key)
            .ToArray();
        var gone = known.Keys.Where(id => !now.ContainsKey(id)).ToArray();
        // Each look compares everything, so no change is older than the last one.
        if (everything || changed.Length + gone.Length > 0) _lag.Behind(begun, everything ? TimeSpan.Zero : TimeSpan.FromDays(1));
        var documents = changed.Length == 0 ? [] : await PartnerCallDocuments.ReadAsync(connection, changed, gazetteer.Loaded, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (everything) calls.Index.Replace(documents);
        else if (changed.Length + gone.Length > 0) calls.Index.Apply(documents, gone);
        _read = now;
        _lag.CaughtUp(begun);
        _loaded.TrySetResult();
    }
}
