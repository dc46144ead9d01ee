using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>
/// This instance's share in bringing a consumer its changes: <see cref="OutboxFeed"/> and <see cref="OutboxWorker"/>, again and again.
/// </summary>
public sealed class OutboxCourier(NpgsqlDataSource database, ChangeListener listener, OutboxConsumer consumer, TimeProvider time)
    : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly OutboxWorker _worker = new(database, consumer);
    private readonly ChangeSignal _signal = listener.Signal(consumer.Subjects);
    private long _lag;

    private const string Oldest = """
        SELECT coalesce(extract(epoch FROM clock_timestamp() - min(queued_at)), 0)::float8 FROM outbox WHERE consumer = $1 AND NOT done
        """;

    /// <summary>Age of the oldest change that is queued, when last looked; zero when none is.</summary>
    public TimeSpan Lag => TimeSpan.FromTicks(Volatile.Read(ref _lag));

    /// <summary>
    /// Brings changes until the database or the other side fails, which it throws, or the token ends it. To be called again after a pause.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await OutboxFeed.RunAsync(database, consumer, cancellationToken);
            await MeasureAsync(cancellationToken);
            while (await _worker.RunAsync(cancellationToken) > 0) await MeasureAsync(cancellationToken);
            await Task.Delay(Pause, time, cancellationToken);
            await _signal.WaitAsync(LookEvery, cancellationToken);
        }
    }

    public void Dispose() => _signal.Dispose();

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Oldest);
        command.Parameters.Add(new() { Value = consumer.Name });
        Volatile.Write(ref _lag, TimeSpan.FromSeconds((double)(await command.ExecuteScalarAsync(cancellationToken))!).Ticks);
    }
}
