using System.Data;
using MsoNetwork.Changes;
using Npgsql;

namespace MsoNetwork.Tests.Changes;

/// <summary>The change log is read exactly, in whatever order transactions commit and however it is pruned.</summary>
[Trait("Speed", "Slow")]
public sealed class ChangeLogTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transaction_that_began_first_and_commits_last_is_not_lost_and_nothing_comes_twice()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var ids = await IdsAsync(network, 3);
        var start = await ReadAsync(network, null);
        await using var early = await OpenTransaction.BeginAsync(network);
        await early.RenameAsync(ids[0], "Früh begonnen");
        await using var late = await OpenTransaction.BeginAsync(network);
        await late.RenameAsync(ids[1], "Spät begonnen");
        await late.CommitAsync();
        var first = await ReadAsync(network, start.Position);
        Assert.Equal([ids[1]], first.IdsOf(ChangeSubject.Organisation));
        await RenameAsync(network, ids[2], "Danach");
        var second = await ReadAsync(network, first.Position);
        Assert.Equal([ids[2]], second.IdsOf(ChangeSubject.Organisation));
        await early.CommitAsync();
        var third = await ReadAsync(network, second.Position);
        Assert.Equal([ids[0]], third.IdsOf(ChangeSubject.Organisation));
        Assert.Empty((await ReadAsync(network, third.Position)).Changes);
    }

    [Fact]
    public async Task Random_interleavings_give_every_committed_change_once()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var random = new Random(11);
        var ids = await IdsAsync(network, 40);
        var open = new List<OpenTransaction>();
        var expected = new List<Guid>();
        var seen = new List<Guid>();
        var position = (await ReadAsync(network, null)).Position;
        var next = 0;
        for (var step = 0; step < 200 || open.Count > 0; step++)
        {
            if (next < ids.Length && random.Next(3) == 0)
            {
                var begun = await OpenTransaction.BeginAsync(network);
                await begun.RenameAsync(ids[next], $"Schritt {step}");
                begun.Id = ids[next++];
                if (random.Next(4) == 0) await begun.SavepointAsync(); // a number of its own, the same transaction
                open.Add(begun);
            }
            else if (open.Count > 0 && random.Next(2) == 0)
            {
                var ending = open[random.Next(open.Count)];
                open.Remove(ending);
                if (random.Next(5) > 0)
                {
                    await ending.CommitAsync();
                    expected.Add(ending.Id);
                }

                await ending.DisposeAsync();
            }
            else
            {
                var read = await ReadAsync(network, position);
                Assert.False(read.Everything);
                seen.AddRange(read.IdsOf(ChangeSubject.Organisation));
                position = read.Position;
            }
        }

        seen.AddRange((await ReadAsync(network, position)).IdsOf(ChangeSubject.Organisation));
        Assert.Equal(expected.Order(), seen.Order());
    }

    [Fact]
    public async Task Pruning_takes_old_changes_and_spares_what_somebody_may_not_have_read()
    {
        await using var alone = await TestCluster.OwnAsync(); // transactions of other databases count as well
        await using var network = await SeededNetwork.NewAsync(alone);
        var ids = await IdsAsync(network, 3);
        await RenameAsync(network, ids[0], "Alt");
        var before = (await ReadAsync(network, null)).Position;
        await using var open = await OpenTransaction.BeginAsync(network);
        await open.RenameAsync(ids[1], "Offen");
        await RenameAsync(network, ids[2], "Neben der offenen");
        await SweepUntilAsync(network, left: 1);
        var read = await ReadAsync(network, before);
        Assert.False(read.Everything);
        Assert.Equal([ids[2]], read.IdsOf(ChangeSubject.Organisation));
        await open.CommitAsync();
        Assert.Equal([ids[1]], (await ReadAsync(network, read.Position)).IdsOf(ChangeSubject.Organisation));
        await SweepUntilAsync(network, left: 0);
        Assert.True((await ReadAsync(network, before)).Everything); // too late for single changes
        Assert.Equal(0, await ChangeSweep.RunAsync(network.Database, ChangeRetention.Standard, Token));
    }

    [Fact]
    public async Task A_log_that_came_with_a_dump_from_a_cluster_with_higher_transaction_numbers_is_put_right()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var ids = await IdsAsync(network, 1);
        await network.RunAsync("INSERT INTO change_sets (transaction, subject, author_kind) VALUES ('9000000000000', 'Organisation', "
            + "'system')");
        await network.RunAsync("UPDATE change_log SET pruned_to = '8000000000000', next_below = '9000000000000'");
        await ChangeSweep.RunAsync(network.Database, ChangeRetention.Standard, Token);
        Assert.Equal(0, await network.ScalarAsync<long>("SELECT count(*) FROM change_sets WHERE transaction = '9000000000000'"));
        var position = (await ReadAsync(network, null)).Position;
        await RenameAsync(network, ids[0], "Neu");
        var read = await ReadAsync(network, position);
        Assert.False(read.Everything);
        Assert.Equal([ids[0]], read.IdsOf(ChangeSubject.Organisation));
    }

    [Theory]
    [InlineData("9:9:", "")]
    [InlineData("", "0/00000000")]
    [InlineData("9000000000000:9000000000000:", "")]
    public async Task A_position_of_another_history_means_everything(string snapshot, string epoch)
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var here = (await ReadAsync(network, null)).Position;
        Assert.False((await ReadAsync(network, here)).Everything);
        Assert.True(
            (
                await ReadAsync(network, new LogPosition(snapshot == "" ? here.Snapshot : snapshot, epoch == "" ? here.Epoch : epoch))
            ).Everything
        );
    }

    private static Task SweepUntilAsync(SeededNetwork network, long left) => Waiting.UntilAsync(
        async () =>
        {
            await ChangeSweep.RunAsync(network.Database, ChangeRetention.Nothing, Token);
            return await network.ScalarAsync<long>("SELECT count(*) FROM changes") == left;
        },
        "the log was not pruned");

    private static async Task<LoggedChanges> ReadAsync(SeededNetwork network, LogPosition? since)
    {
        await using var connection = await network.Database.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, Token);
        return await ChangeLog.ReadAsync(connection, since, [ChangeSubject.Organisation], 1_000, Token);
    }

    private static Task<Guid[]> IdsAsync(SeededNetwork network, int count) =>
        network.ScalarAsync<Guid[]>($"SELECT array_agg(id) FROM (SELECT id FROM organisations ORDER BY id LIMIT {count}) AS first");

    private static async Task RenameAsync(SeededNetwork network, Guid id, string name)
    {
        await using var transaction = await OpenTransaction.BeginAsync(network);
        await transaction.RenameAsync(id, name);
        await transaction.CommitAsync();
    }

    /// <summary>A transaction on a connection of its own, ended when the test says so.</summary>
    private sealed class OpenTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public Guid Id { get; set; }

        public static async Task<OpenTransaction> BeginAsync(SeededNetwork network)
        {
            var connection = await network.Database.OpenConnectionAsync(Token);
            return new OpenTransaction(connection, await connection.BeginTransactionAsync(Token));
        }

        public async Task RenameAsync(Guid id, string name)
        {
            await using var command = new NpgsqlCommand("UPDATE organisations SET name = $1 WHERE id = $2", connection)
            {
                Parameters =
                {
                    new() { Value = name },
                    new() { Value = id },
                },
            };
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Token));
        }

        public async Task SavepointAsync()
        {
            await transaction.SaveAsync("here", Token);
            await using var command = new NpgsqlCommand("UPDATE organisations SET email = 'a@example.org' WHERE id = $1", connection)
            {
                Parameters = { new() { Value = Id } },
            };
            await command.ExecuteNonQueryAsync(Token);
        }

        public Task CommitAsync() => transaction.CommitAsync(Token);

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
