using MsoNetwork.Mail;
using Npgsql;

namespace MsoNetwork.Web.Background;

/// <summary>
/// Sends mails for as long as the site serves; when the server or the database fails, tries again, less and less often. Said once until it
/// works again. Addresses are never in the log.
/// </summary>
internal sealed partial class MailSending(MailCourier courier, MailOutlet outlet, TimeProvider time, ILogger<MailSending> log)
    : BackgroundService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (outlet is FolderOutlet) LogFolder(outlet.Name);
        var (pause, failed) = (ShortestPause, "");
        while (!stoppingToken.IsCancellationRequested)
        {
            var begun = time.GetTimestamp();
            try
            {
                await courier.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                if (time.GetElapsedTime(begun) > LongestPause) (pause, failed) = (ShortestPause, ""); // it had worked
                // That the database is away, ChangeListening says.
                if (failed != error.Message && error is PostgresException or not (NpgsqlException or IOException))
                    LogFailed(outlet.Name, error.Message);
                failed = error.Message;
                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "No mail leaves here: without MSONET_SMTP they become files in {Folder}")]
    private partial void LogFolder(string folder);

    [LoggerMessage(LogLevel.Warning, "Mails wait, {Server} does not take them; trying again: {Reason}")]
    private partial void LogFailed(string server, string reason);
}
