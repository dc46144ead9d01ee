using MsoNetwork.Changes;
using MsoNetwork.OrganisationSearch;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>Rebuilding an engine outside while the registry changes.</summary>
[Trait("Speed", "Medium")]
public sealed class ExternalSearchRebuildTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_during_a_rebuild_are_in_the_live_index_at_once_and_in_the_new_one_after_the_swap()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var engine = new RecordingEngine();
        await OutboxFeed.RunAsync(network.Database, engine.Engine.Consumer, Token);
        var rebuild = new ExternalSearchRebuild(network.Database, engine.Engine, TimeProvider.System);
        Assert.True(await rebuild.RunAsync(null, Token));
        var gate = new TaskCompletionSource();
        var filled = new TaskCompletionSource();
        engine.BeforeSwap = () =>
        {
            filled.SetResult();
            return gate.Task;
        };
        var wanted = await rebuild.WantAsync(Token);
        var rebuilding = rebuild.RunAsync(null, Token);
        await filled.Task;
        await network.RunAsync(
            "UPDATE organisations SET name = 'Währenddessen' WHERE id = (SELECT id FROM organisations ORDER BY id LIMIT 1)"
        );
        var worker = new OutboxWorker(network.Database, engine.Engine.Consumer);
        await OutboxFeed.RunAsync(network.Database, engine.Engine.Consumer, Token);
        Assert.Equal(1, await worker.RunAsync(Token));
        Assert.Equal(0, await worker.RunAsync(Token)); // done for now, kept for the new index
        Assert.True(await engine.IsLikeAsync(network.Database));
        Assert.False(await new ExternalSearchRebuild(network.Database, engine.Engine, TimeProvider.System).RunAsync(null,
            Token)); // somebody is at it
        gate.SetResult();
        Assert.True(await rebuilding);
        Assert.False(await engine.IsLikeAsync(network.Database));
        Assert.Equal(1, await worker.RunAsync(Token));
        Assert.True(await engine.IsLikeAsync(network.Database));
        Assert.True(await rebuild.IsDoneAsync(wanted, Token));
        Assert.Equal(0, await network.ScalarAsync<long>("SELECT count(*) FROM outbox"));
    }

    [Fact]
    public async Task A_rebuild_that_breaks_is_done_again_and_loses_nothing()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var engine = new RecordingEngine { BeforeSwap = () => throw new HttpRequestException("away") };
        await OutboxFeed.RunAsync(network.Database, engine.Engine.Consumer, Token);
        var rebuild = new ExternalSearchRebuild(network.Database, engine.Engine, TimeProvider.System);
        await Assert.ThrowsAsync<HttpRequestException>(() => rebuild.RunAsync(null, Token));
        engine.BeforeSwap = () => Task.CompletedTask;
        Assert.True(await rebuild.RunAsync(null, Token));
        Assert.True(await engine.IsLikeAsync(network.Database));
        Assert.False(await rebuild.RunAsync(null, Token));
    }

    [Fact]
    public async Task An_emptied_registry_and_a_log_that_was_pruned_want_a_rebuild()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var engine = new RecordingEngine();
        var rebuild = new ExternalSearchRebuild(network.Database, engine.Engine, TimeProvider.System);
        await OutboxFeed.RunAsync(network.Database, engine.Engine.Consumer, Token);
        Assert.True(await rebuild.RunAsync(null, Token));
        await network.RunAsync("TRUNCATE organisations CASCADE");
        await OutboxFeed.RunAsync(network.Database, engine.Engine.Consumer, Token);
        Assert.True(await rebuild.RunAsync(null, Token));
        Assert.Empty(engine.Names);
        await Waiting.UntilAsync(
            async () =>
            {
                await network.RunAsync("UPDATE regions SET name = name WHERE key = '05'"); // transactions go on
                await ChangeSweep.RunAsync(network.Database, ChangeRetention.Nothing, Token);
                await OutboxFeed.RunAsync(network.Database, engine.Engine.Consumer, Token);
                return await rebuild.RunAsync(null, Token);
            },
            "the pruned log was not noticed");
    }

    [Fact]
    public async Task A_new_synonym_wants_a_rebuild_because_labels_stand_in_the_documents()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var engine = new RecordingEngine();
        var rebuild = new ExternalSearchRebuild(network.Database, engine.Engine, TimeProvider.System);
        await OutboxFeed.RunAsync(network.Database, engine.Engine.Consumer, Token);
        Assert.True(await rebuild.RunAsync(null, Token));
        Assert.False(await rebuild.RunAsync(null, Token));
        await network.RunAsync(
            "UPDATE term_labels SET synonyms = array_append(synonyms, 'Nähstube') WHERE language = 'de' AND key = 'culture'"
        );
        Assert.True(await rebuild.RunAsync(null, Token));
        Assert.False(await rebuild.RunAsync(null, Token));
    }

    [Fact]
    public async Task Instances_that_come_and_go_keep_the_engine_like_the_registry()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var engine = new RecordingEngine();
        for (var round = 0; round < 3; round++)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var instances = Enumerable
                .Range(0, 2)
                .Select(_ => new OutboxCourier(
                    network.Database,
                    new ChangeListener(network.Database, TimeProvider.System),
                    engine.Engine.Consumer,
                    TimeProvider.System
                ))
                .ToList();
            var running = instances
                .SelectMany(instance =>
                    (Task[])
                        [
                            instance.RunAsync(end.Token),
                            new ExternalSearchRebuild(network.Database, engine.Engine, TimeProvider.System).KeepAsync(end.Token),
                        ]
                )
                .ToList();
            for (var change = 0; change < 30; change++)
                await network.RunAsync(
                    "UPDATE organisations SET name = name || '.' WHERE id = (SELECT id FROM organisations ORDER BY random() LIMIT 1)"
                );
            if (round == 2)
                await Waiting.UntilAsync(() => engine.IsLikeAsync(network.Database), "the engine is not like the registry");
            await end.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(running));
        }

        Assert.InRange(engine.Rebuilds, 1, 6); // again only where its end was cut off
    }
}
