using Npgsql;

namespace MsoNetwork.Search;

/// <summary>
/// This instance's share in keeping the engine outside up to date: <see cref="OutboxFeed"/> and <see cref="OutboxWorker"/>, again and
/// again.
/// </summary>
public sealed class OuterEngineFollower(NpgsqlDataSource database, OuterEngine engine, TimeProvider time)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly OutboxWorker _worker = new(database, engine);
    private readonly OuterRebuild _rebuild = new(database, engine);
    private long _lag;

    /// <summary>Age of the oldest change that is queued for the engine, when last looked; zero when none is.</summary>
    public TimeSpan Lag => TimeSpan.FromTicks(Volatile.Read(ref _lag));

    /// <summary>
    /// Follows until the database or the engine fails, which it throws, or the token ends it. To be called again after a pause.
    /// </summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var session = await ListeningSession.OpenAsync(database, ["msonet_search"], cancellationToken);
        while (true)
        {
            session.Heard("msonet_search");
            await OutboxFeed.RunAsync(database, cancellationToken);
            await MeasureAsync(cancellationToken);
            while (await _worker.RunAsync(cancellationToken) > 0) await MeasureAsync(cancellationToken);
            await Task.Delay(Pause, time, cancellationToken);
            await session.WaitAsync(SweepEvery, cancellationToken);
        }
    }

    /// <summary>
    /// Rebuilds when the engine has no index, and then whenever it is wanted, until something fails or the token ends it.
    /// </summary>
    public async Task RebuildAsync(CancellationToken cancellationToken)
    {
        await OutboxFeed.RunAsync(database, cancellationToken);
        // its data may have been thrown away
        if (!await engine.IsBuiltAsync(cancellationToken)) await _rebuild.WantIfNoneAsync(cancellationToken);
        while (true)
        {
            await _rebuild.RunAsync(null, cancellationToken);
            await Task.Delay(SweepEvery, time, cancellationToken);
        }
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT coalesce(extract(epoch FROM clock_timestamp() - min(queued_at)), 0)::float8 FROM search_outbox WHERE NOT done"
        );
        Volatile.Write(ref _lag, TimeSpan.FromSeconds((double)(await command.ExecuteScalarAsync(cancellationToken))!).Ticks);
    }
}
