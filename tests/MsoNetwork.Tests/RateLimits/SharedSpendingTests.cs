using Microsoft.Extensions.Time.Testing;
using MsoNetwork.RateLimits;
using Npgsql;

namespace MsoNetwork.Tests.RateLimits;

/// <summary>Two instances on one database, which exchange when the test says so.</summary>
public sealed class SharedSpendingTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private static readonly string Client = RatePolicies.Network([192, 0, 2]);
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly RateLimiter _one = Limiter();
    private readonly RateLimiter _other = Limiter();

    [Fact]
    public async Task Two_instances_share_a_budget_and_count_nothing_twice()
    {
        var (one, other) = (new SharedSpending(network.Database, _one), new SharedSpending(network.Database, _other));
        _one.Spend(Client, 4_000);
        _other.Spend(Client, 1_500);
        for (var round = 0; round < 3; round++)
        {
            await one.ExchangeAsync(Token);
            await other.ExchangeAsync(Token);
        }

        await one.ExchangeAsync(Token);
        Assert.Equal((5_500, 500), (_one.Spend(Client, 0).Used, _one.Spend(Client, 0).Remaining));
        Assert.Equal(5_500, _other.Spend(Client, 0).Used);
        Assert.False(_other.Spend(Client, 501).Allowed);
        await using var whole = network.Database.CreateCommand("SELECT count(*) FROM rate_limit_spending WHERE spent::text LIKE '%192%'");
        Assert.Equal(0L, await whole.ExecuteScalarAsync(Token)); // prefixes as bytes, no address
    }

    [Fact]
    public async Task While_the_table_is_locked_or_away_requests_pass_and_afterwards_it_is_shared_again()
    {
        var (one, other) = (new SharedSpending(network.Database, _one), new SharedSpending(network.Database, _other));
        var client = RatePolicies.Network([198, 51, 100]);
        await using (var connection = await network.Database.OpenConnectionAsync(Token))
        await using (var transaction = await connection.BeginTransactionAsync(Token))
        {
            await using var takeAway = new NpgsqlCommand("ALTER TABLE rate_limit_spending RENAME TO gone", connection, transaction);
            await takeAway.ExecuteNonQueryAsync(Token);
            var exchange = one.ExchangeAsync(Token); // waits for the lock
            Assert.True(_one.Spend(client, 1_000).Allowed);
            Assert.False(exchange.IsCompleted);
            await transaction.CommitAsync(Token);
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => exchange);
        }

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => one.ExchangeAsync(Token));
        Assert.True(_one.Spend(client, 1_000).Allowed);
        await using (var back = network.Database.CreateCommand("ALTER TABLE gone RENAME TO rate_limit_spending"))
            await back.ExecuteNonQueryAsync(Token);
        await one.ExchangeAsync(Token);
        await other.ExchangeAsync(Token);
        Assert.Equal(1_000, _other.Spend(client, 0).Used); // what could not be told is lost
        Assert.Equal(2_000, _one.Spend(client, 0).Used);
    }

    private static RateLimiter Limiter() => new(RatePolicies.Of(isOn: true, network: 100, key: 400), new FakeTimeProvider());
}
