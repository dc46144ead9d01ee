using MsoNetwork.Import;
using MsoNetwork.Invented;
using MsoNetwork.Tests.Cooperations;

namespace MsoNetwork.Tests.PartnerCalls;

public sealed class SyntheticCallsTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Fact]
    public async Task Invented_calls_are_written_once_say_so_and_are_the_same_for_the_same_seed()
    {
        const string Digest =
            "SELECT md5(string_agg(concat_ws('|', slug, direction, subject, titles, texts, topics, areas, opened_at::date, open_until), "
                + "';' ORDER BY slug)) FROM partner_calls";
        var seed = new SeedSyntheticCalls(network.Database, new TestClock(CallNetwork.At("2026-06-01T10:00Z")));
        await Assert.ThrowsAsync<ImportRefusedException>(() => seed.RunAsync(10, 1, TestContext.Current.CancellationToken));
        await new SeedSynthetic(network.Database, TimeProvider.System).RunAsync(60, 1, TestContext.Current.CancellationToken);
        Assert.Equal(200, await seed.RunAsync(200, 1, TestContext.Current.CancellationToken));
        var first = await network.ScalarAsync<string>(Digest);
        Assert.Equal(0, await seed.RunAsync(200, 1, TestContext.Current.CancellationToken));
        await network.RunAsync("DELETE FROM partner_calls");
        Assert.Equal(200, await seed.RunAsync(200, 1, TestContext.Current.CancellationToken));
        Assert.Equal(first, await network.ScalarAsync<string>(Digest));
        Assert.Equal(
            0,
            await network.ScalarAsync<long>(
                "SELECT count(*) FROM partner_calls WHERE source_name IS DISTINCT FROM 'Erfunden für Lasttests' OR titles ->> 'de' NOT "
                    + "LIKE 'Erfunden: %'"
            )
        );
        var shown = (await network.AskAsync("", "{ partnerCalls(first: 100, filter: {states: [OPEN, EXPIRED]}) { nodes { invented } } }"))
            .GetProperty("data")
            .GetProperty("partnerCalls")
            .GetProperty("nodes");
        Assert.All(shown.EnumerateArray(), call => Assert.True(call.GetProperty("invented").GetBoolean()));
        await Assert.ThrowsAsync<ImportRefusedException>(() => seed.RunAsync(60 * 51, 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_real_seeds_hold_no_calls() =>
        Assert.Equal(0, await network.ScalarAsync<long>("SELECT count(*) FROM partner_calls WHERE source_name IS NULL"));
}
