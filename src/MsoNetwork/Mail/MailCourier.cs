using Npgsql;

namespace MsoNetwork.Mail;

/// <summary>This instance's share in sending: looks for mails again and again, and measures how long they wait.</summary>
public sealed class MailCourier(NpgsqlDataSource database, MailWorker worker, TimeProvider time)
{
    /// <summary>Somebody sits there and waits for a code.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    // A mail that was tried and put off is the other side's lag, not ours.
    private const string Measure = """
        SELECT count(*)::int, coalesce(extract(epoch FROM $1 - min(queued_at) FILTER (WHERE attempts = 0)), 0)::float8
        FROM mails WHERE state = 'Waiting'
        """;

    private long _lag;
    private int _waiting;

    /// <summary>How long the oldest mail waits that nobody has tried to hand over, when last looked; zero when none does.</summary>
    public TimeSpan Lag => TimeSpan.FromTicks(Volatile.Read(ref _lag));

    /// <summary>Mails that wait, those that were put off among them.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>
    /// Sends until the database or the server fails, which it throws, or the token ends it. To be called again after a pause.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await MeasureAsync(cancellationToken);
            if (Waiting > 0 && await worker.RunAsync(cancellationToken) > 0) continue;
            await Task.Delay(LookEvery, time, cancellationToken);
        }
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Measure);
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        Volatile.Write(ref _waiting, row.GetInt32(0));
        Volatile.Write(ref _lag, TimeSpan.FromSeconds(row.GetDouble(1)).Ticks);
    }
}
