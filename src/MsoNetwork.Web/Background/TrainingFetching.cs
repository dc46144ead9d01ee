using MsoNetwork.TrainingImport;

namespace MsoNetwork.Web.Background;

/// <summary>Fetches the calendars that providers keep here every hour. One that fails is told and tried again in an hour.</summary>
internal sealed partial class TrainingFetching(IServiceScopeFactory scopes, TimeProvider time, ILogger<TrainingFetching> log)
    : HourlyWork(scopes, time)
{
    private readonly IServiceScopeFactory _scopes = scopes;

    protected override async Task RunAsync(IServiceProvider services, CancellationToken stoppingToken)
    {
        foreach (var id in await services.GetRequiredService<TrainingSources>().KeptAsync(stoppingToken))
        {
            await using var scope = _scopes.CreateAsyncScope();
            try
            {
                await scope.ServiceProvider.GetRequiredService<TrainingSources>().FetchAsync(id, stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                TellSource(id, error.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Calendars of trainings are fetched in an hour: {Reason}")]
    protected override partial void TellFailed(string reason);

    [LoggerMessage(LogLevel.Warning, "The trainings of source {Source} could not be imported: {Reason}")]
    private partial void TellSource(Guid source, string reason);
}
