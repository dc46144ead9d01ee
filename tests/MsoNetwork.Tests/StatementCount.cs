using System.Diagnostics;
using Npgsql;

namespace MsoNetwork.Tests;

internal static class StatementCount
{
    /// <summary>How many statements the registry's database is asked meanwhile.</summary>
    public static async Task<int> CountedAsync(this SeededNetwork network, Func<Task> act)
    {
        var (name, statements) = (new NpgsqlConnectionStringBuilder(network.ConnectionString).Database, 0);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.Tags.Any(tag => tag.Key is "db.namespace" or "db.name" && tag.Value == name) && activity.Tags.Any(tag => tag.Key is "db.query.text" or "db.statement"))
                    Interlocked.Increment(ref statements);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await act();
        return statements;
    }
}
