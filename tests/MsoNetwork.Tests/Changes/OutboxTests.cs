using MsoNetwork.Changes;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Tests.OrganisationSearch;
using Npgsql;

namespace MsoNetwork.Tests.Changes;

/// <summary>What reaches an engine outside, however many take it there and whatever breaks in between.</summary>
[Trait("Speed", "Medium")]
public sealed class OutboxTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_queued_once_and_leaves_the_queue_when_the_engine_has_it()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var (engine, worker) = await PreparedAsync(network);
        var id = await RenameAsync(network, "Eins");
        Assert.Equal(1, await FeedAsync(network));
        Assert.Equal(0, await FeedAsync(network));
        Assert.Equal(1, await worker.RunAsync(Token));
        Assert.Equal([id], engine.Came);
        Assert.True(await engine.IsLikeAsync(network.Database));
        Assert.Equal(0, await QueuedAsync(network));
    }

    [Fact]
    public async Task Two_workers_share_the_queue_and_bring_nothing_twice()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var (engine, first) = await PreparedAsync(network);
        var second = new OutboxWorker(network.Database, engine.Engine.Consumer);
        await network.RunAsync("UPDATE organisations SET keywords = '{geteilt}'");
        var count = await FeedAsync(network);
        var both = new TaskCompletionSource();
        var inside = 0;
        engine.BeforeApply = () =>
        {
            if (Interlocked.Increment(ref inside) == 2) both.SetResult();
            return both.Task; // each batch waits until the other worker has one, too
        };
        var shares = await Task.WhenAll(WorkOffAsync(first), WorkOffAsync(second));
        Assert.All(shares, share => Assert.True(share > 0));
        Assert.Equal(count, shares.Sum());
        Assert.Equal(count, engine.Came.Distinct().Count());
        Assert.Equal(count, engine.Came.Count);
        Assert.Equal(0, await QueuedAsync(network));
    }

    [Fact]
    public async Task A_change_that_comes_while_its_organisation_is_on_the_way_is_brought_afterwards_by_nobody_else()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var (engine, worker) = await PreparedAsync(network);
        var other = new OutboxWorker(network.Database, engine.Engine.Consumer);
        var gate = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        engine.BeforeApply = () =>
        {
            entered.TrySetResult();
            return gate.Task;
        };
        var id = await RenameAsync(network, "Eins");
        await FeedAsync(network);
        var working = worker.RunAsync(Token);
        await entered.Task;
        await RenameAsync(network, "Zwei");
        Assert.Equal(1, await FeedAsync(network));
        Assert.Equal(0, await other.RunAsync(Token)); // else "Eins" could arrive after "Zwei"
        gate.SetResult();
        Assert.Equal(1, await working);
        Assert.Equal("Eins", engine.Names[id]);
        Assert.Equal(1, await other.RunAsync(Token));
        Assert.Equal("Zwei", engine.Names[id]);
        Assert.Equal(0, await QueuedAsync(network));
    }

    [Fact]
    public async Task What_the_engine_refuses_stays_queued_and_does_not_multiply()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var (engine, worker) = await PreparedAsync(network);
        engine.BeforeApply = () => throw new HttpRequestException("away");
        await RenameAsync(network, "Eins");
        await FeedAsync(network);
        for (var attempt = 0; attempt < 3; attempt++) await Assert.ThrowsAsync<HttpRequestException>(() => worker.RunAsync(Token));
        Assert.Equal(1, await QueuedAsync(network));
        engine.BeforeApply = () => Task.CompletedTask;
        Assert.Equal(1, await worker.RunAsync(Token));
        Assert.Single(engine.Came);
    }

    [Fact]
    public async Task A_worker_that_lost_its_claim_while_the_engine_worked_sends_the_newest_state_once_more()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var (engine, late) = await PreparedAsync(network);
        var gate = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        engine.BeforeApply = () =>
        {
            entered.SetResult();
            return gate.Task;
        };
        var id = await RenameAsync(network, "Eins");
        await FeedAsync(network);
        var working = late.RunAsync(Token);
        await entered.Task;
        await network.RunAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = 'outbox_lanes'::regclass AND pid <> pg_backend_pid()"
        );
        engine.BeforeApply = () => Task.CompletedTask;
        await RenameAsync(network, "Zwei");
        var other = new OutboxWorker(network.Database, engine.Engine.Consumer);
        await Waiting.UntilAsync(async () => await FeedAsync(network) > 0, "nothing was queued");
        await Waiting.UntilAsync(async () => await other.RunAsync(Token) > 0, "the claim outlived its session");
        Assert.Equal("Zwei", engine.Names[id]);
        gate.SetResult();
        await Assert.ThrowsAnyAsync<Exception>(() => working);
        Assert.Equal("Eins", engine.Names[id]); // overtaken
        while (await late.RunAsync(Token) > 0) continue;
        Assert.True(await engine.IsLikeAsync(network.Database));
        Assert.Equal(0, await QueuedAsync(network));
    }

    [Fact]
    public async Task Before_the_first_rebuild_nothing_is_brought_and_afterwards_nothing_is_missing()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var engine = new RecordingEngine();
        var worker = new OutboxWorker(network.Database, engine.Engine.Consumer);
        await FeedAsync(network);
        await RenameAsync(network, "Eins");
        await FeedAsync(network);
        Assert.Equal(0, await worker.RunAsync(Token));
        Assert.True(await new ExternalSearchRebuild(network.Database, engine.Engine, TimeProvider.System).RunAsync(null, Token));
        Assert.Equal(1, await worker.RunAsync(Token));
        Assert.True(await engine.IsLikeAsync(network.Database));
    }

    [Fact]
    public async Task A_second_consumer_hears_of_its_own_subjects_at_once_and_takes_nothing_from_the_first()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var (engine, worker) = await PreparedAsync(network);
        var heard = new List<LoggedChange>();
        var mail = new OutboxConsumer(
            "mail",
            [ChangeSubject.Organisation, ChangeSubject.Membership],
            (_, changes, _) =>
            {
                heard.AddRange(changes);
                return Task.CompletedTask;
            },
            KeepsCopy: false
        );
        await OutboxFeed.RunAsync(network.Database, mail, Token);
        var id = await RenameAsync(network, "Eins");
        await FeedAsync(network);
        Assert.Equal(1, await OutboxFeed.RunAsync(network.Database, mail, Token));
        Assert.Equal(1, await new OutboxWorker(network.Database, mail).RunAsync(Token));
        Assert.Equal([new LoggedChange(ChangeSubject.Organisation, id.ToString())], heard);
        Assert.Equal(1, await QueuedAsync(network)); // the search's
        Assert.Equal(1, await worker.RunAsync(Token));
        Assert.Equal([id], engine.Came);
    }

    private static async Task<(RecordingEngine Engine, OutboxWorker Worker)> PreparedAsync(SeededNetwork network)
    {
        var engine = new RecordingEngine();
        await FeedAsync(network);
        Assert.True(await new ExternalSearchRebuild(network.Database, engine.Engine, TimeProvider.System).RunAsync(null, Token));
        return (engine, new OutboxWorker(network.Database, engine.Engine.Consumer));
    }

    private static async Task<int> WorkOffAsync(OutboxWorker worker)
    {
        var all = 0;
        for (int some; (some = await worker.RunAsync(Token)) > 0; all += some) continue;
        return all;
    }

    private static Task<int> FeedAsync(SeededNetwork network) =>
        OutboxFeed.RunAsync(network.Database, new RecordingEngine().Engine.Consumer, Token);

    private static Task<long> QueuedAsync(SeededNetwork network) => network.ScalarAsync<long>("SELECT count(*) FROM outbox");

    private static async Task<Guid> RenameAsync(SeededNetwork network, string name)
    {
        await using var command = network.Database.CreateCommand(
            "UPDATE organisations SET name = $1 WHERE id = (SELECT id FROM organisations ORDER BY id LIMIT 1) RETURNING id"
        );
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        return (Guid)(await command.ExecuteScalarAsync(Token))!;
    }
}
