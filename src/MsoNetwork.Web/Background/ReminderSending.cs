using MsoNetwork.Reminders;
using MsoNetwork.Time;

namespace MsoNetwork.Web.Background;

/// <summary>Looks every ten minutes by day which entries are to be asked about. Nobody is to be asked at night.</summary>
internal sealed partial class ReminderSending(IServiceScopeFactory scopes, TimeProvider time, ILogger<ReminderSending> log)
    : RepeatedWork(scopes, time, TimeSpan.FromMinutes(10), first: TimeSpan.FromMinutes(10))
{
    private readonly TimeProvider _time = time;

    protected override async Task RunAsync(IServiceProvider services, CancellationToken stoppingToken)
    {
        if (BerlinDay.Clock(_time.GetUtcNow()).Hour is >= 8 and < 18)
            await services.GetRequiredService<SendReminders>().RunAsync(stoppingToken);
    }

    [LoggerMessage(LogLevel.Information, "Reminders are sent in ten minutes: {Reason}")]
    protected override partial void TellFailed(string reason);
}
