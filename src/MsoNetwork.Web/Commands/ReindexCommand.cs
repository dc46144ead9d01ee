using System.CommandLine;
using MsoNetwork.OrganisationSearch;
using Npgsql;

namespace MsoNetwork.Web.Commands;

internal static class ReindexCommand
{
    public static Command Create()
    {
        var command = new Command("reindex", "Rebuilds the search index beside the live one, in every serving instance; searches and "
            + "writes go on meanwhile. "
            + "With an engine outside, that one first. It is never needed to follow changes.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var host = NetworkHost.CreateBuilder().Build();
            return await Failures.InWordsAsync("Not reindexed, nothing of it was written", async () =>
            {
                if (host.Services.GetService<ExternalSearch>() is not null)
                    await RebuildProgress.ShowAsync("Engine outside", progress => OutsideAsync(host.Services, progress, cancellationToken));
                var database = host.Services.GetRequiredService<NpgsqlDataSource>();
                var time = host.Services.GetRequiredService<TimeProvider>();
                var state = await RebuildProgress.ShowAsync("Instances", progress =>
                    Reindex.RunAsync(database, new ByInstances(progress), time, cancellationToken));
                Console.WriteLine(state.Instances == 0
                    ? "No instance is running: the next start builds its index anyway."
                    : $"{state.Finished} of {state.Instances} instances have rebuilt their index.");
                return 0;
            });
        });
        return command;
    }

    // Another instance may have begun already: then its work is ours.
    private static async Task<bool> OutsideAsync(
        IServiceProvider services,
        IProgress<RebuildStep> progress,
        CancellationToken cancellationToken
    )
    {
        var rebuild = services.GetRequiredService<ExternalSearchRebuild>();
        var wanted = await rebuild.WantAsync(cancellationToken);
        while (!await rebuild.IsDoneAsync(wanted, cancellationToken))
        {
            if (!await rebuild.RunAsync(new ByDocuments(progress), cancellationToken))
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }

        return true;
    }

    private sealed class ByInstances(IProgress<RebuildStep> progress) : IProgress<ReindexState>
    {
        public void Report(ReindexState value) =>
            progress.Report(new RebuildStep(value.Read, value.Total, $"{value.Finished} of {value.Instances} instances"));
    }

    private sealed class ByDocuments(IProgress<RebuildStep> progress) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => progress.Report(new RebuildStep(value.Done, value.Total, "engine outside"));
    }
}
