using Npgsql;

namespace MsoNetwork.Tests.Commands;

/// <summary>A database that refuses is told in one line, with the next step.</summary>
[Trait("Speed", "Slow")]
public sealed class DatabaseWordsTests(TestCluster cluster)
{
    [Theory]
    [InlineData("Not migrated: ", "migrate")]
    [InlineData("Not started: ", "serve", "--prepare")]
    [InlineData("Not exported: ", "export", "organisations")]
    public Task An_unknown_host_is_named(string outcome, params string[] command) =>
        IsSaidAsync(
            "Host=nowhere.invalid;Database=x;Username=x;Password=hidden",
            $"{outcome}The host \"nowhere.invalid\" of MSONET_DATABASE is not known: ",
            command
        );

    [Theory]
    [InlineData(
        "Host=127.0.0.1;Port=1;Database=x;Username=x;Password=hidden",
        "The database says: Failed to connect to 127.0.0.1:1. MSONET_DATABASE names host and port."
    )]
    [InlineData(
        "Host=127.0.0.1:1,127.0.0.2:1;Database=x;Username=x;Password=hidden",
        "The database says: Failed to connect to 127.0.0.1:1; Failed to connect to 127.0.0.2:1. MSONET_DATABASE names the hosts."
    )]
    public async Task A_server_that_is_not_there_is_named(string database, string says) =>
        Assert.Equal($"Not exported: {says}", await IsSaidAsync(database, "", "export", "organisations"));

    [Theory]
    [InlineData("", "MSONET_DATABASE is not set")]
    [InlineData("Database=x;Password=hidden", "MSONET_DATABASE is not a connection string")]
    [InlineData("Host=127.0.0.1;Port=99999;Password=hidden", "MSONET_DATABASE is not a connection string")]
    [InlineData("Host=127.0.0.1;Prot=1;Password=hidden", "MSONET_DATABASE is not a connection string")]
    public Task A_connection_string_that_leads_nowhere_is_wrong_usage(string database, string says) =>
        IsSaidAsync(database, says, 2, "migrate");

    [Theory]
    [InlineData("export", "organisations")]
    [InlineData("export", "network")]
    [InlineData("seed")]
    [InlineData("reindex")]
    [InlineData("missed-searches")]
    public async Task A_database_without_tables_is_sent_to_migrate(params string[] command)
    {
        var said = await IsSaidAsync(await cluster.CreateDatabaseAsync(TestContext.Current.CancellationToken), "", command);
        Assert.EndsWith(" Its tables are not of this version: run msonet migrate, then msonet seed.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("POSITION", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_sent_to_migrate()
    {
        var absent = new NpgsqlConnectionStringBuilder(cluster.Administration) { Database = "absent" }.ConnectionString;
        Assert.EndsWith(
            "MSONET_DATABASE names it; msonet migrate makes it.",
            await IsSaidAsync(absent, "Not exported: The database says: 3D000: ", "export", "organisations"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Who_may_not_make_PostGIS_learns_who_may()
    {
        var token = TestContext.Current.CancellationToken;
        var role = $"role_{Guid.NewGuid():N}";
        await using var server = NpgsqlDataSource.Create(cluster.Administration);
        await using (var make = server.CreateCommand($"CREATE ROLE {role} LOGIN PASSWORD 'hidden'")) await make.ExecuteNonQueryAsync(token);
        var database = Name(await cluster.CreateDatabaseAsync(token));
        try
        {
            await using (var own = server.CreateCommand($"ALTER DATABASE {database} OWNER TO {role}"))
                await own.ExecuteNonQueryAsync(token);
            var theirs = new NpgsqlConnectionStringBuilder(cluster.Administration)
            {
                Database = database,
                Username = role,
                Password = "hidden",
            }.ConnectionString;
            Assert.EndsWith(
                "Once, a superuser must say there: CREATE EXTENSION postgis; then start again.",
                await IsSaidAsync(theirs, "Not migrated: The database says: 42501: ", "migrate"),
                StringComparison.Ordinal
            );
        }
        finally
        {
            foreach (var drop in new[] { $"DROP DATABASE {database} WITH (FORCE)", $"DROP ROLE {role}" })
            {
                await using var gone = server.CreateCommand(drop);
                await gone.ExecuteNonQueryAsync(token);
            }
        }
    }

    private static string? Name(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database;

    private static Task<string> IsSaidAsync(string database, string beginning, params string[] command) =>
        IsSaidAsync(database, beginning, 1, command);

    private static async Task<string> IsSaidAsync(string database, string beginning, int code, params string[] command)
    {
        using var msonet = MsonetProcess.Start(database, command);
        Assert.True(await msonet.EndAsync(TestContext.Current.CancellationToken) == code, msonet.Output);
        var line = Assert.Single(msonet.Lines);
        Assert.StartsWith(beginning, line, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", line, StringComparison.Ordinal);
        return line;
    }
}
