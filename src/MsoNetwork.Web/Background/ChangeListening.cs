using MsoNetwork.Changes;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Web.Background;

/// <summary>
/// Holds the connection that hears of changes for as long as the site serves. When regions or vocabularies change, also by another
/// process, they are read anew.
/// </summary>
internal sealed partial class ChangeListening : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ChangeListener _listener;
    private readonly OrganisationStore _organisations;
    private readonly TimeProvider _time;
    private readonly ILogger<ChangeListening> _log;
    private bool _lost;

    public ChangeListening(
        ChangeListener listener,
        ReferenceSnapshot<Gazetteer> gazetteer,
        ReferenceSnapshot<VocabularySet> vocabularies,
        OrganisationStore organisations,
        TimeProvider time,
        ILogger<ChangeListening> log
    )
    {
        (_listener, _organisations, _time, _log) = (listener, organisations, time, log);
        listener.Tell(gazetteer.Invalidate, ChangeSubject.Reference);
        listener.Tell(vocabularies.Invalidate, ChangeSubject.Reference);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _listener.ListenAsync(Opened, stoppingToken);
            }
            catch (Exception error) when (error is NpgsqlException or IOException or InvalidOperationException)
            {
                if (!_lost) LogLost(error.Message);
                _lost = true;
                await Task.Delay(Pause, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Opened()
    {
        if (_lost) LogBack();
        _lost = false;
        _organisations.Forget(); // it may be another database, with the same numbers for other versions
    }

    [LoggerMessage(LogLevel.Warning, "The database is gone, trying again every second: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(LogLevel.Warning, "The database is back")]
    private partial void LogBack();
}
