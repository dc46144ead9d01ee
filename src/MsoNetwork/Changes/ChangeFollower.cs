using System.Data;
using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>
/// Keeps a target like the registry: reads all of it once, then what the log says, when told and every few seconds anyway.
/// The position moves on only after a change is in the target; so whatever breaks, it is read again, and nothing is lost.
/// </summary>
public sealed class ChangeFollower(NpgsqlDataSource database, ChangeListener listener, ChangeTarget target, TimeProvider time) : IDisposable
{
    private const int FewChanges = 1_000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    // Under many changes: some per batch instead of one query each. The first one after a quiet time does not wait.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ChangeSignal _signal = listener.Signal(target.Subjects);
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FollowerLag _lag = new(time);
    private LogPosition? _position;
    private string? _basis;
    private int _size; // when last read as a whole

    /// <summary>What is kept, for logs.</summary>
    public string Name => target.Name;

    /// <summary>Ends when all has been read for the first time.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>
    /// At most so old is the oldest change that is known of and not in the target yet; zero when there is none. Looked at five times a
    /// second.
    /// </summary>
    public TimeSpan Lag => _lag.Now;

    public int Documents => target.Count();

    /// <summary>Whether the target has all that these versions know of.</summary>
    public bool Has(SubjectVersions versions) => _position is { } position && versions.AreIn(position, target.Subjects);

    /// <summary>How often everything was read.</summary>
    public int Rebuilds { get; private set; }

    /// <summary>Follows until the connection is lost, which it throws, or the token ends it. To be called again after a loss.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await CatchUpAsync(cancellationToken);
                await Task.Delay(Pause, time, cancellationToken);
                await _signal.WaitAsync(LookEvery, cancellationToken);
            }
        }
        finally
        {
            _lag.Lost();
        }
    }

    public void Dispose() => _signal.Dispose();

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using (var patience = new NpgsqlCommand("SET LOCAL statement_timeout = 0", connection))
            await patience.ExecuteNonQueryAsync(cancellationToken);
        var begun = time.GetTimestamp();
        var most = Math.Max(FewChanges, _size / 4);
        var changes = await ChangeLog.ReadAsync(connection, _position, target.Subjects, most, cancellationToken);
        var basis = await target.BasisAsync(connection, changes, cancellationToken);
        if (changes.Everything || basis != _basis)
        {
            _lag.Behind(begun, TimeSpan.Zero);
            var built = await target.BuildAsync(connection, cancellationToken);
            await transaction.CommitAsync(cancellationToken); // showing takes a while, and needs no snapshot
            Rebuilds++;
            await built.ShowAsync(cancellationToken);
            (_size, _basis) = (built.Documents, basis);
        }
        else if (changes.Changes.Count > 0)
        {
            _lag.Behind(begun, changes.OldestAge);
            await target.ApplyAsync(connection, changes, cancellationToken);
        }

        _position = changes.Position;
        _lag.CaughtUp(begun);
        _loaded.TrySetResult();
    }
}
