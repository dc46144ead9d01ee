using MsoNetwork.Changes;
using MsoNetwork.Digests;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.PartnerCalls.Search;
using MsoNetwork.Trainings.Search;

namespace MsoNetwork.Web.Background;

/// <summary>
/// Looks every minute which saved searches are due, as soon as the indexes are there: an index that is still empty would find nothing.
/// What fails is told, and the next minute tries again.
/// </summary>
internal sealed partial class DigestSending(IServiceScopeFactory scopes, TimeProvider time, ILogger<DigestSending> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await LoadedAsync(scope.ServiceProvider, stoppingToken);
                var digests = scope.ServiceProvider.GetRequiredService<SendDigests>();
                await digests.RunAsync(stoppingToken);
                await digests.TidyAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                TellFailed(error.Message);
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Task LoadedAsync(IServiceProvider services, CancellationToken cancellationToken) => Task.WhenAll(
        new[] { OrganisationFollowing.Name, PartnerCallFollowing.Name, TrainingFollowing.Name }
            .Select(name => services.GetRequiredKeyedService<ChangeFollower>(name).Loaded)).WaitAsync(cancellationToken);

    [LoggerMessage(LogLevel.Information, "News of saved searches are sent in a minute: {Reason}")]
    private partial void TellFailed(string reason);
}
