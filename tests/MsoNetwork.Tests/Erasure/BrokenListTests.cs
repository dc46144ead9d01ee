using MsoNetwork.Erasure;

namespace MsoNetwork.Tests.Erasure;

public sealed class BrokenListTests(TestCluster cluster)
{
    /// <summary>A power cut or a full disk in the middle of a line.</summary>
    [Theory]
    [InlineData("00 organisation 12")]
    [InlineData("00 organisation 1234 OwnWish 2026-1")]
    public async Task Half_a_line_costs_no_other_line(string half)
    {
        var token = TestContext.Current.CancellationToken;
        await using var network = await SeededNetwork.NewAsync(cluster);
        var files = new ErasureFiles(network.Write("erasures.list", half), null);
        await using var connection = await network.Database.OpenConnectionAsync(token);
        await Tombstones.BuryAsync(connection, [("organisation", "gone")], "OwnWish", TimeProvider.System, files, token);
        await network.RunAsync("DELETE FROM tombstones"); // an older backup was restored
        await Tombstones.RaiseAsync(connection, files, token);
        Assert.Equal(1, await network.ScalarAsync<long>(
            "SELECT count(*) FROM tombstones WHERE hash = tombstone_hash('organisation', 'gone')"));
    }
}
