using MsoNetwork.Webhooks;
using Npgsql;

namespace MsoNetwork.Web.Background;

/// <summary>Looks every second which webhooks are due. The same reason is said once until it works again.</summary>
internal sealed partial class WebhookSending(IServiceScopeFactory scopes, TimeProvider time, ILogger<WebhookSending> log)
    : RepeatedWork(scopes, time, TimeSpan.FromSeconds(1), first: TimeSpan.FromSeconds(1))
{
    private string? _failed;

    protected override async Task RunAsync(IServiceProvider services, CancellationToken stoppingToken)
    {
        try
        {
            await services.GetRequiredService<WebhookCourier>().RunAsync(stoppingToken);
            _failed = null;
        }
        catch (Exception error) when (error is NpgsqlException and not PostgresException or IOException)
        {
            // That the database is away, ChangeListening says.
        }
    }

    protected override void TellFailed(string reason)
    {
        if (_failed != reason) LogFailed(reason);
        _failed = reason;
    }

    [LoggerMessage(LogLevel.Warning, "Webhooks wait, trying again every second: {Reason}")]
    private partial void LogFailed(string reason);
}
