using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Web.Background;

/// <summary>Listens to the database: when regions or vocabularies change, also by another process, they are read anew.</summary>
internal sealed partial class ReferenceListener(
    NpgsqlDataSource database,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies,
    OrganisationStore organisations,
    TimeProvider time,
    ILogger<ReferenceListener> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lost = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                connection.Notification += (_, _) => Invalidate();
                await using (var listen = new NpgsqlCommand("LISTEN msonet_reference", connection))
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                if (lost)
                    LogBack();
                lost = false;
                Invalidate(); // whatever changed while nobody listened
                organisations.Forget(); // and it may be another database, with the same numbers for other versions
                while (true) await connection.WaitAsync(stoppingToken);
            }
            catch (Exception error) when (error is NpgsqlException or IOException or InvalidOperationException)
            {
                if (!lost) LogLost(error.Message);
                lost = true;
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Invalidate()
    {
        gazetteer.Invalidate();
        vocabularies.Invalidate();
    }

    [LoggerMessage(LogLevel.Warning, "The database is gone, trying again every second: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(LogLevel.Warning, "The database is back")]
    private partial void LogBack();
}
