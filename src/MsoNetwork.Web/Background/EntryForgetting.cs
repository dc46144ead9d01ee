using MsoNetwork.ContactPersons;
using MsoNetwork.Entries;
using MsoNetwork.Teams;
using Npgsql;

namespace MsoNetwork.Web.Background;

/// <summary>
/// Once a day drafts, unfinished registrations and old links go that nobody came back to. Several instances may do it at once.
/// </summary>
internal sealed class EntryForgetting(IServiceScopeFactory scopes, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<EntryDrafts>().ForgetAsync(stoppingToken);
                await scope.ServiceProvider.GetRequiredService<RegisterOrganisation>().ForgetAsync(stoppingToken);
                await scope.ServiceProvider.GetRequiredService<ConsentToContact>().ForgetAsync(stoppingToken);
                await scope.ServiceProvider.GetRequiredService<ForgetLinks>().RunAsync(stoppingToken);
            }
            catch (NpgsqlException)
            {
                // The next day does; that the database is away, others say.
            }
            catch (InvalidOperationException error) when (error.InnerException is NpgsqlException)
            {
                // The same, as EF Core tells it.
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
