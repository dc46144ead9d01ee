using MsoNetwork.ChangeFeed;
using MsoNetwork.Changes;
using MsoNetwork.Errors;
using MsoNetwork.Tests.Merges;

namespace MsoNetwork.Tests.ChangeFeed;

/// <summary>A cursor goes on, or says that it has expired: never a gap, and never an error of ours.</summary>
[Trait("Speed", "Slow")]
public sealed class FeedExpiryTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_older_than_the_days_kept_goes_and_quiet_readers_go_on()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var ids = await Feed.IdsAsync(network, 2);
        var (late, quiet) = (await Feed.BeginAsync(network), await Feed.BeginAsync(network));
        await Feed.RenameAsync(network, ids[0], "Alt");
        await Feed.PublishAsync(network);
        Assert.Single(await quiet.ReadAsync());
        await network.RunAsync("UPDATE published_changes SET published_at = published_at - interval '91 days'");
        Assert.Equal(1, await FeedRetention.Usual.SweepAsync(network.Database, Token));
        Assert.Empty(await quiet.ReadAsync());
        Assert.Equal(ErrorCode.CursorExpired, await late.RefusalAsync());
        await Feed.RenameAsync(network, ids[1], "Jung");
        await Feed.PublishAsync(network);
        Assert.Equal(0, await FeedRetention.Usual.SweepAsync(network.Database, Token));
        Assert.Equal([ids[1]], (await quiet.ReadAsync()).Select(one => one.Id));
        Assert.Equal(ErrorCode.CursorExpired, await late.RefusalAsync());
    }

    [Theory]
    [InlineData("TRUNCATE organisations CASCADE")]
    [InlineData("UPDATE change_feed SET epoch = '1/00000001'")] // another database, or another timeline
    [InlineData("UPDATE change_feed SET snapshot = '9000000000000:9000000000000:'")]
    [InlineData("DELETE FROM published_changes WHERE position = 2")]
    [InlineData("TRUNCATE published_changes")]
    [InlineData("UPDATE change_feed SET last_position = 0; TRUNCATE published_changes")] // the disk of an hour ago
    [InlineData("UPDATE published_changes SET published_at = published_at + interval '1 hour'")] // the same, and other changes since
    [InlineData("DELETE FROM change_feed")]
    public async Task What_breaks_the_feed_expires_cursors_and_the_next_one_works(string sql)
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var ids = await Feed.IdsAsync(network, 3);
        var feed = await Feed.BeginAsync(network);
        foreach (var id in ids)
        {
            await Feed.RenameAsync(network, id, $"Name {id}");
            await Feed.PublishAsync(network);
        }

        await feed.PageAsync(1);
        await network.RunAsync(sql);
        await Feed.PublishAsync(network);
        Assert.Equal(ErrorCode.CursorExpired, await feed.RefusalAsync());
        var anew = await Feed.BeginAsync(network);
        var entered = await network.EnterAsync("Danach (erfunden),Köln,,");
        Assert.Equal(["CREATED new"], await anew.TellAsync((entered[0], "new")));
    }

    [Fact]
    public async Task The_sweep_of_the_log_leaves_what_is_not_published_yet()
    {
        await using var alone = await TestCluster.OwnAsync(); // transactions of other databases count as well
        await using var network = await SeededNetwork.NewAsync(alone);
        var ids = await Feed.IdsAsync(network, 1);
        var feed = await Feed.BeginAsync(network);
        await Feed.RenameAsync(network, ids[0], "Noch nicht erzählt");
        for (var turn = 0; turn < 3; turn++) await ChangeSweep.RunAsync(network.Database, ChangeRetention.Nothing, Token);
        Assert.Equal(["UPDATED one name"], await feed.TellAsync((ids[0], "one")));
        await network.RunAsync($"UPDATE organisation_sources SET url = 'https://a.example/' WHERE organisation_id = '{ids[0]}'");
        await feed.TellAsync();
        for (var turn = 0; turn < 3; turn++) await ChangeSweep.RunAsync(network.Database, ChangeRetention.Nothing, Token);
        Assert.Equal(0, await network.ScalarAsync<long>($"SELECT count(*) FROM changes WHERE key = '{ids[0]}'"));
        Assert.Empty(await feed.TellAsync());
        // Where it was not left, nobody knows what there was.
        await network.RunAsync("UPDATE change_log SET pruned_to = (SELECT pg_snapshot_xmin(snapshot::pg_snapshot) FROM change_feed)");
        await Feed.PublishAsync(network);
        Assert.Equal(ErrorCode.CursorExpired, await feed.RefusalAsync());
    }
}
