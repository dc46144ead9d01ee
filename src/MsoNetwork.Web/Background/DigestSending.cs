using MsoNetwork.Changes;
using MsoNetwork.Digests;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.PartnerCalls.Search;
using MsoNetwork.Trainings.Search;

namespace MsoNetwork.Web.Background;

/// <summary>
/// Looks every minute which saved searches are due, as soon as the indexes are there: an index that is still empty would find nothing.
/// </summary>
internal sealed partial class DigestSending(IServiceScopeFactory scopes, TimeProvider time, ILogger<DigestSending> log)
    : RepeatedWork(scopes, time, TimeSpan.FromMinutes(1), first: TimeSpan.Zero)
{
    protected override async Task RunAsync(IServiceProvider services, CancellationToken stoppingToken)
    {
        await LoadedAsync(services, stoppingToken);
        await services.GetRequiredService<SendDigests>().RunAsync(stoppingToken);
    }

    private static Task LoadedAsync(IServiceProvider services, CancellationToken cancellationToken) => Task.WhenAll(
        new[] { OrganisationFollowing.Name, PartnerCallIndex.Name, TrainingIndex.Name }
            .Select(name => services.GetRequiredKeyedService<ChangeFollower>(name).Loaded)).WaitAsync(cancellationToken);

    [LoggerMessage(LogLevel.Information, "News of saved searches are sent in a minute: {Reason}")]
    protected override partial void TellFailed(string reason);
}
