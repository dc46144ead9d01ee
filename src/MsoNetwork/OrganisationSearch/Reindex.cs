using Npgsql;

namespace MsoNetwork.OrganisationSearch;

/// <summary>How far the instances are that were asked to rebuild.</summary>
/// <param name="Instances">Alive when they were asked, and still.</param>
/// <param name="Finished">Those whose index is newer than the request.</param>
/// <param name="Read">Documents read by all of them.</param>
/// <param name="Total">Documents that all of them read.</param>
public sealed record ReindexState(int Instances, int Finished, long Read, long Total);

/// <summary>Asks every serving instance to rebuild its index beside the live one, and waits for those that are alive.</summary>
public static class Reindex
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <returns>The state at the end. No instances: nobody serves, or all of them ended; whoever starts builds its index anyway.</returns>
    public static async Task<ReindexState> RunAsync(
        NpgsqlDataSource database,
        IProgress<ReindexState> progress,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var request = await ServingInstances.AskToRebuildAsync(database, cancellationToken);
        var asked = (await ServingInstances.ListAsync(database, cancellationToken))
            .Where(instance => instance.Lives)
            .Select(instance => instance.Number)
            .ToHashSet();
        while (true)
        {
            var instances = (await ServingInstances.ListAsync(database, cancellationToken))
                .Where(instance => instance.Lives && asked.Contains(instance.Number))
                .ToList();
            var finished = instances.Count(instance => instance.Rebuilt >= request);
            var state = new ReindexState(
                instances.Count,
                finished,
                instances.Sum(instance => Read(instance, request)),
                instances.Sum(instance => (long)instance.Total)
            );
            progress.Report(state);
            if (finished == instances.Count) return state;
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    // What it told at the end of an earlier rebuild does not count for this one.
    private static long Read(ServingInstance instance, long request) =>
        instance.Rebuilt < request && instance.Read == instance.Total ? 0 : instance.Read;
}
