using System.Collections.Concurrent;
using MsoNetwork.ChangeFeed;
using Npgsql;

namespace MsoNetwork.Tests.ChangeFeed;

/// <summary>Each committed change is published once, in an order in which it can have been committed, whoever publishes.</summary>
[Trait("Speed", "Slow")]
public sealed class PublishTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_began_first_and_commits_last_is_told_last()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var ids = await Feed.IdsAsync(network, 2);
        var (early, late) = ((ids[0], "early"), (ids[1], "late"));
        var feed = await Feed.BeginAsync(network);
        await using var open = await network.Database.OpenConnectionAsync(Token);
        await using var transaction = await open.BeginTransactionAsync(Token);
        await RunAsync(open, $"UPDATE organisations SET website = 'https://a.example/' WHERE id = '{ids[0]}'");
        await Feed.RenameAsync(network, ids[1], "Spät begonnen");
        Assert.Equal(["UPDATED late name"], await feed.TellAsync(early, late));
        await transaction.CommitAsync(Token);
        Assert.Equal(["UPDATED early contact.website"], await feed.TellAsync(early, late));
        Assert.Empty(await feed.TellAsync());
    }

    [Fact]
    public async Task Writers_that_commit_late_publishers_side_by_side_and_a_reader_lose_and_repeat_nothing()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var ids = await Feed.IdsAsync(network, 12);
        var feed = await Feed.BeginAsync(network);
        var expected = new ConcurrentBag<(Guid Id, long Committed)>();
        var (seen, writing) = (new List<FeedChange>(), true);
        var publishers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref writing)) await Feed.PublishAsync(network);
        }, Token)).ToArray();
        var reader = Task.Run(async () =>
        {
            while (Volatile.Read(ref writing)) seen.AddRange(await feed.ReadAsync());
        }, Token);
        // Each writer holds what it wrote for a while; half of them write an entry that others write too, and so wait for each other.
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(() => WriteAsync(network, ids, writer, expected), Token)));
        Volatile.Write(ref writing, false);
        await Task.WhenAll([.. publishers, reader]);
        while (await Feed.PublishAsync(network) > 0) continue;
        seen.AddRange(await feed.ReadAsync());

        Assert.Equal(expected.Select(one => one.Id).Order(), seen.Select(one => one.Id).Order());
        Assert.True(expected.Count > 100);
        var positions = await network.ScalarAsync<long[]>("SELECT array_agg(position ORDER BY position) FROM published_changes");
        Assert.Equal(Enumerable.Range(1, positions.Length).Select(one => (long)one), positions);
        Assert.Equal(seen.Select(one => one.At).Order(), seen.Select(one => one.At));
    }

    [Fact]
    public async Task Rows_come_change_and_go_in_the_order_in_which_transactions_saw_them()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var id = (await Feed.IdsAsync(network, 1))[0];
        var feed = await Feed.BeginAsync(network);
        var other = Guid.NewGuid();
        // The later one began first and has lower numbers in the log.
        await using var open = await network.Database.OpenConnectionAsync(Token);
        await using var transaction = await open.BeginTransactionAsync(Token);
        await RunAsync(open, $"UPDATE organisations SET website = 'https://a.example/' WHERE id = '{id}'");
        await network.RunAsync(Copy(id, other));
        await RunAsync(open, $"UPDATE organisations SET phone = '+49 221 1' WHERE id = '{other}'");
        await RunAsync(open, $"DELETE FROM organisations WHERE id = '{other}'");
        await transaction.CommitAsync(Token);
        var gone = Guid.NewGuid();
        await network.RunAsync($"BEGIN; {Copy(id, gone)}; DELETE FROM organisations WHERE id = '{gone}'; COMMIT");
        Assert.Equal(
            ["CREATED other", "UPDATED id contact.website", "REMOVED other"],
            await feed.TellAsync((id, "id"), (other, "other"), (gone, "gone")));
    }

    [Fact]
    public async Task A_publisher_that_dies_before_its_commit_has_published_nothing_and_the_next_one_all_of_it()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var ids = await Feed.IdsAsync(network, 3);
        var feed = await Feed.BeginAsync(network);
        foreach (var id in ids) await Feed.RenameAsync(network, id, $"Name {id}");
        await using (var held = await network.Database.OpenConnectionAsync(Token))
        {
            await RunAsync(held, "BEGIN; LOCK TABLE change_log IN EXCLUSIVE MODE"); // behind the rows, before the commit
            var dying = Feed.PublishAsync(network);
            const string Waiting = "FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
            await Tests.Waiting.UntilAsync(
                () => network.ScalarAsync<bool>($"SELECT EXISTS (SELECT {Waiting})"), "nobody waits for the lock");
            Assert.Equal(0, await Feed.PublishAsync(network)); // the other instance passes by
            await network.RunAsync($"SELECT pg_terminate_backend(pid) {Waiting}");
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => dying);
            await RunAsync(held, "ROLLBACK");
        }

        Assert.Equal(0, await network.ScalarAsync<long>("SELECT count(*) FROM published_changes"));
        Assert.Equal(3, (await feed.TellAsync()).Length);
        Assert.Empty(await feed.TellAsync());
    }

    private static async Task WriteAsync(SeededNetwork network, Guid[] ids, int writer, ConcurrentBag<(Guid, long)> expected)
    {
        var random = new Random(writer);
        for (var turn = 0; turn < 25; turn++)
        {
            await using var connection = await network.Database.OpenConnectionAsync(Token);
            await using var transaction = await connection.BeginTransactionAsync(Token);
            Guid[] mine = [.. ids.Where(_ => random.Next(6) == 0).Order()]; // in one order, so that nobody waits in a circle
            foreach (var id in mine)
            {
                await RunAsync(connection, $"UPDATE organisations SET website = 'https://{writer}-{turn}.example/' WHERE id = '{id}'");
                if (random.Next(3) == 0) await Task.Delay(random.Next(30), Token);
            }

            if (random.Next(6) == 0) continue; // rolled back
            await transaction.CommitAsync(Token);
            foreach (var id in mine) expected.Add((id, turn));
        }
    }

    private static string Copy(Guid from, Guid to) => $"""
        SELECT put_back('organisations', row_texts('organisations', 'id', '{from}')
            || jsonb_build_object('id', '{to}', 'slug', '{to}', 'name', '{to}', 'sort_name', '{to}'))
        """;

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
