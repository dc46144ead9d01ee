using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using MsoNetwork.Migrations;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Commands;

/// <summary>An older program on a newer program's database: after a rollback, or while instances are exchanged.</summary>
[Trait("Speed", "Slow")]
public sealed class NewerDatabaseTests(TestCluster cluster)
{
    private const string Unknown = "20991231000000_DropSlug";
    private const string Expanding = "20991231000000_ExpandFax";

    [Theory]
    [InlineData(Unknown, null, false)]
    [InlineData(Unknown, "expanded", false)]
    [InlineData(Expanding, null, false)]
    [InlineData(Expanding, "expanded", true)]
    public async Task It_is_not_ready_unless_it_was_told_to_and_the_newer_one_only_adds(string migration, string? setting, bool ready)
    {
        await using var site = new RunningSite(cluster)
        {
            Settings = new Dictionary<string, string?> { ["NEWER_DATABASE"] = setting },
        };
        await site.InitializeAsync();
        await AddAsync(site, migration);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/readyz");
        var answer = await site.SendAsync(request);
        Assert.Equal(ready ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, answer.Status);
        var said = answer.Json.GetProperty("checks").GetProperty("migrations").GetString()!;
        Assert.Equal(ready, said == "ok");
        if (ready) return;
        Assert.Contains($"the database is newer than this program: it has a migration that this one does not know ({migration}", said,
            StringComparison.Ordinal);
        Assert.Equal(migration == Expanding, said.Contains("MSONET_NEWER_DATABASE=expanded", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("migrate", "Not migrated")]
    [InlineData("serve --prepare", "Not started")]
    public async Task It_changes_nothing_there_and_says_so_in_one_sentence(string arguments, string outcome)
    {
        var token = TestContext.Current.CancellationToken;
        var database = await cluster.CreateDatabaseAsync(token);
        using var first = MsonetProcess.Start(database, "migrate");
        Assert.Equal(0, await first.EndAsync(token));
        await using (var source = Npgsql.NpgsqlDataSource.Create(database)) await AddAsync(source, Unknown);
        using var older = MsonetProcess.Start(
            database, new Dictionary<string, string?> { ["MSONET_URLS"] = "http://127.0.0.1:0" }, arguments.Split(' '));
        Assert.True(await older.EndAsync(token) == 1, older.Output);
        Assert.StartsWith($"{outcome}: The database is newer than this program", Assert.Single(older.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_migration_that_says_it_expands_takes_nothing_away()
    {
        foreach (var migration in typeof(NetworkContext).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Migration))))
        {
            var made = (Migration)Activator.CreateInstance(migration)!;
            if (MigrationState.IsExpanding($"0_{migration.Name}"))
                Assert.True(made.UpOperations.All(OnlyAdds), $"{migration.Name} does more than to add (docs/operating.md, Upgrade)");
        }
    }

    [Fact]
    public void The_rule_bites()
    {
        Assert.True(OnlyAdds(new CreateTableOperation { Name = "fax_numbers" }));
        Assert.True(OnlyAdds(new AddColumnOperation { Table = "organisations", Name = "fax", IsNullable = true }));
        Assert.True(OnlyAdds(new AddColumnOperation { Table = "organisations", Name = "fax", DefaultValueSql = "''" }));
        Assert.True(OnlyAdds(new SqlOperation { Sql = "CREATE FUNCTION dropped_calls() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$" }));
        Assert.False(OnlyAdds(new AddColumnOperation { Table = "organisations", Name = "fax" }));
        Assert.False(OnlyAdds(new DropColumnOperation { Table = "organisations", Name = "slug" }));
        Assert.False(OnlyAdds(new RenameColumnOperation { Table = "organisations", Name = "slug", NewName = "key" }));
        Assert.False(OnlyAdds(new CreateIndexOperation { Table = "organisations", Name = "one", Columns = ["name"], IsUnique = true }));
        Assert.False(OnlyAdds(new SqlOperation { Sql = "alter table organisations drop column slug" }));
        Assert.False(OnlyAdds(new SqlOperation { Sql = "ALTER TABLE organisations ALTER name SET NOT NULL" }));
    }

    // What an older program could trip over: what it reads is gone or another, or what it writes is refused.
    private static bool OnlyAdds(MigrationOperation operation) => operation switch
    {
        CreateTableOperation => true,
        AddColumnOperation column => column.IsNullable || column.DefaultValue is not null || column.DefaultValueSql is not null,
        CreateIndexOperation index => !index.IsUnique,
        SqlOperation sql => Regex.IsMatch(
            sql.Sql, @"^\s*CREATE\s+(OR\s+REPLACE\s+)?(TABLE|FUNCTION|INDEX|VIEW)\s", RegexOptions.IgnoreCase),
        _ => false,
    };

    private static Task AddAsync(RunningSite site, string migration) => AddAsync(site.Database, migration);

    private static async Task AddAsync(Npgsql.NpgsqlDataSource database, string migration)
    {
        await using var add = database.CreateCommand("""INSERT INTO "__EFMigrationsHistory" VALUES ($1, '11.0.0')""");
        add.Parameters.Add(new() { Value = migration });
        await add.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
