using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using MsoNetwork.Invented;
using MsoNetwork.Networks;
using MsoNetwork.RateLimits;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Tests.Networks;

[Trait("Speed", "Slow")]
public sealed class DearNetworkTests(TestCluster cluster)
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_large_network_is_cut_once_for_all_who_ask_together_and_for_nobody_where_nobody_waits()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await new SeedSynthetic(network.Database, TimeProvider.System).RunAsync(2_000, 1, Token);
        await new SeedSyntheticCooperations(network.Database, TimeProvider.System).RunAsync(3_000, 1, Token);
        var store = network.Services.GetRequiredService<NetworkStore>();
        var turns = network.Services.GetRequiredService<DearTurns>();
        var held = new List<IDisposable>();
        for (var turn = 0; turn < Math.Max(Environment.ProcessorCount - 1, 1); turn++) held.Add(await turns.TakeAsync(Token));
        var state = await FilterAsync(network, "05", -1);
        using var impatient = new CancellationTokenSource();
        var given = store.GetAsync(state, impatient.Token);
        var small = await store.GetAsync(await FilterAsync(network, "05315", -1), Token); // needs no turn
        Assert.InRange(small.Nodes.Count, 1, 1_000);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        var cuts = store.Cuts;
        var together = Enumerable.Range(0, 6).Select(_ => store.GetAsync(state, Token)).ToList();
        await Task.Delay(1_000, Token); // all six wait
        Assert.Equal(cuts, store.Cuts);
        held.ForEach(turn => turn.Dispose());
        Assert.Single((await Task.WhenAll(together)).Distinct());
        Assert.Same(await together[0], await store.GetAsync(state, Token));
        Assert.Equal(cuts + 1, store.Cuts);
    }

    [Fact]
    public async Task Beyond_the_bound_nobody_waits_for_a_large_network()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await new SeedSynthetic(network.Database, TimeProvider.System).RunAsync(2_000, 1, Token);
        var store = network.Services.GetRequiredService<NetworkStore>();
        var turns = network.Services.GetRequiredService<DearTurns>();
        var held = new List<IDisposable>();
        for (var turn = 0; turn < Math.Max(Environment.ProcessorCount - 1, 1); turn++) held.Add(await turns.TakeAsync(Token));
        await store.SnapshotAsync(Token);
        var waiting = new List<Task<Network>>();
        for (var day = 1; day <= 33; day++) waiting.Add(store.GetAsync(await FilterAsync(network, "05", -day), Token));
        var refused = await Assert.ThrowsAsync<NetworkException>(() => Task.WhenAny(waiting).Unwrap());
        Assert.Equal(ErrorCode.Unavailable, refused.Code);
        held.ForEach(turn => turn.Dispose());
        Assert.Equal(32, (await Task.WhenAll(waiting.Where(one => !one.IsFaulted))).Length);
    }

    private static async Task<NetworkFilter> FilterAsync(SeededNetwork network, string region, int days)
    {
        var regions = await network.Services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(Token);
        var topics = (await network.Services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(Token))[VocabularyName.Topics];
        var today = TimeProvider.System.Today();
        return NetworkFilter.Check(regions, topics, region, null, null, today.AddDays(days), false, null, today);
    }
}
