using Npgsql;

namespace MsoNetwork.Webhooks;

/// <summary>This process's share in telling webhooks: to be called again and again.</summary>
public sealed class WebhookCourier(NpgsqlDataSource database, DeliverWebhooks deliver)
{
    private const string Measure = """
        SELECT count(*) FILTER (WHERE w.position <> f.last_position)::int, count(*) FILTER (WHERE w.failing_since IS NOT NULL)::int
        FROM webhooks AS w, change_feed AS f WHERE w.off IS NULL
        """;

    private int _waiting, _failing;

    /// <summary>Webhooks that have not been told of all changes, when last looked.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Webhooks whose last delivery failed.</summary>
    public int Failing => Volatile.Read(ref _failing);

    /// <summary>Delivers all that is due.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await MeasureAsync(cancellationToken);
        if (Waiting == 0) return;
        await deliver.RunAsync(cancellationToken);
        await MeasureAsync(cancellationToken);
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Measure);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        Volatile.Write(ref _waiting, row.GetInt32(0));
        Volatile.Write(ref _failing, row.GetInt32(1));
    }
}
