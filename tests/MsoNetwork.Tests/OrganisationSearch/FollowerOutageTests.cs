using Npgsql;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>The database is taken away under a follower, and its connection is cut.</summary>
[Trait("Speed", "Slow")]
public sealed class FollowerOutageTests
{
    [Fact]
    public async Task A_stopped_and_started_database_loses_and_doubles_nothing()
    {
        await using var cluster = await TestCluster.OwnAsync();
        await using var followed = await FollowedNetwork.NewAsync(cluster);
        Assert.Equal(TimeSpan.Zero, followed.Follower.Lag);
        for (var round = 1; round <= 3; round++)
        {
            await ChangeAsync(followed, 20, $"Runde {round}");
            await cluster.StopAsync(); // immediately, like a crash; some changes may be on the way
            await Waiting.UntilAsync(() => followed.Follower.Lag > TimeSpan.Zero, "nobody noticed");
            await cluster.StartAsync();
            await ChangeAsync(followed, 5, $"Nach Runde {round}");
            await followed.UntilSameAsync();
        }

        await Waiting.UntilAsync(() => followed.Follower.Lag == TimeSpan.Zero, "still behind");
        Assert.Equal(1, followed.Follower.Rebuilds); // it went on where it was
    }

    [Fact]
    public async Task A_follower_whose_index_breaks_in_the_middle_takes_the_same_changes_again()
    {
        await using var cluster = await TestCluster.OwnAsync();
        await using var followed = await FollowedNetwork.NewAsync(cluster);
        var failures = 3;
        followed.Index.BeforeApply = () =>
        {
            if (Interlocked.Decrement(ref failures) >= 0) throw new InvalidOperationException("broken on purpose");
        };
        await ChangeAsync(followed, 10, "Trotzdem");
        await followed.UntilSameAsync();
        Assert.True(failures < 0);
        Assert.Equal(1, followed.Follower.Rebuilds);
    }

    private static async Task ChangeAsync(FollowedNetwork followed, int changes, string name)
    {
        for (var change = 0; change < changes;)
        {
            try
            {
                await followed.RunAsync(
                    "UPDATE organisations SET name = $1 || id WHERE id = (SELECT id FROM organisations ORDER BY random() LIMIT 1)",
                    name
                );
                change++;
            }
            catch (NpgsqlException)
            {
                // The pool still had connections to the server that was stopped.
            }
        }
    }
}
