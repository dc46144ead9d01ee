using System.Diagnostics;
using Npgsql;

namespace MsoNetwork.Tests;

internal static class StatementCount
{
    /// <summary>
    /// An answer, and how many statements the database was asked for it: those of its own trace, which goes along by HTTP too, and not
    /// what the site does besides.
    /// </summary>
    public static async Task<(T Answer, int Statements)> CountedAsync<T>(this NpgsqlDataSource database, Func<Task<T>> ask)
    {
        var (name, statements) = (new NpgsqlConnectionStringBuilder(database.ConnectionString).Database, 0);
        using var asking = new Activity("asking").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (
                    activity.TraceId == asking.TraceId
                    && activity.Tags.Any(tag => tag.Key is "db.namespace" or "db.name" && tag.Value == name)
                    && activity.Tags.Any(tag => tag.Key is "db.query.text" or "db.statement")
                )
                    Interlocked.Increment(ref statements);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return (await ask(), statements);
    }

    /// <summary>
    /// The same when reference data and organisations are in memory: asked for the first time, memory learns which columns are asked for,
    /// the second time it has them.
    /// </summary>
    public static async Task<(T Answer, int Statements)> CountedWhenKnownAsync<T>(this NpgsqlDataSource database, Func<Task<T>> ask)
    {
        for (var time = 0; time < 2; time++) await ask();
        return await database.CountedAsync(ask);
    }
}
