using MsoNetwork.Tests.GraphQl;
using Npgsql;

namespace MsoNetwork.Tests.Commands;

[Trait("Speed", "Slow")]
public sealed class MigrateTests(TestCluster cluster)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_first_starts_at_once_make_one_database(bool empty)
    {
        var token = TestContext.Current.CancellationToken;
        var database = empty
            ? await cluster.CreateDatabaseAsync(token)
            : new NpgsqlConnectionStringBuilder(cluster.Administration) { Database = $"test_{Guid.NewGuid():N}" }.ConnectionString;
        using var first = MsonetProcess.Start(database, "migrate");
        using var second = MsonetProcess.Start(database, "migrate");
        Assert.True((await first.EndAsync(token), await second.EndAsync(token)) == (0, 0), first.Output + '\n' + second.Output);
        var said = first.Lines.Concat(second.Lines).ToList();
        Assert.Single(said, line => line.StartsWith("Tables: brought to this version", StringComparison.Ordinal));
        Assert.Single(said, line => line == "Tables: up to date.");
    }

    [Fact]
    public async Task Two_first_starts_at_once_both_serve()
    {
        var database = await cluster.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var first = new ServedProcess(database);
        await using var second = new ServedProcess(database);
        foreach (var server in new[] { first, second })
        {
            using var client = await server.ReadyAsync();
            Assert.Contains(
                "\"data\"",
                await client.GetStringAsync(
                    "/graphql?query={organisations(first:1){edges{node{name}}}}",
                    TestContext.Current.CancellationToken
                ),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task One_connection_is_enough_to_migrate()
    {
        var token = TestContext.Current.CancellationToken;
        var database = new NpgsqlConnectionStringBuilder(await cluster.CreateDatabaseAsync(token))
        {
            MaxPoolSize = 1,
            NoResetOnClose = true,
        }.ConnectionString;
        using var migrate = MsonetProcess.Start(database, "migrate");
        Assert.True(await migrate.EndAsync(token) == 0, migrate.Output);
    }
}
