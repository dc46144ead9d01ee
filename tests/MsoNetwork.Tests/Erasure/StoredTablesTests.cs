using MsoNetwork.Erasure;

namespace MsoNetwork.Tests.Erasure;

/// <summary>The one list of what is stored about whom, against the live database and the record of processing.</summary>
public sealed class StoredTablesTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Fact]
    public async Task Every_table_of_the_database_stands_in_the_list()
    {
        await using var command = network.Database.CreateCommand("""
            SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                AND relname NOT IN ('spatial_ref_sys', '__EFMigrationsHistory')
            """);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var tables = new List<string>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) tables.Add(rows.GetString(0));
        Assert.Equal(tables.Order(StringComparer.Ordinal), StoredTables.All.Select(one => one.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_record_of_processing_says_the_same_as_the_list()
    {
        var path = Path.Combine(Repository.Root, "docs", "processing.md");
        var record = File.ReadAllText(path);
        var rows = StoredTables.All.Where(one => one.About is not null || one.Organisation is not null || one.Person is not null)
            .Select(one => $"| `{one.Name}` | {one.What} | {one.Kept(RetentionPeriods.Usual)} |\n");
        var kept = record[..record.IndexOf("| `", StringComparison.Ordinal)] + string.Concat(rows)
            + record[(record.LastIndexOf("|\n", StringComparison.Ordinal) + 2)..];
        if (Environment.GetEnvironmentVariable("MSONET_UPDATE_GOLDEN") is not null) File.WriteAllText(path, kept);
        else Assert.Equal(kept, record);
    }

    /// <summary>Nothing personal is kept without somebody having said for how long.</summary>
    [Fact]
    public async Task A_table_of_persons_or_organisations_has_a_rule_or_says_how_long_it_is_kept()
    {
        await using var command = network.Database.CreateCommand("""
            SELECT DISTINCT conrelid::regclass::text FROM pg_constraint
            WHERE contype = 'f' AND confrelid IN ('organisations'::regclass, 'persons'::regclass)
            """);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var personal = StoredTables.All.Where(one => one.About is not null || one.Organisation is not null || one.Person is not null)
            .Select(one => one.Name).ToHashSet();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) personal.Add(rows.GetString(0));
        Assert.Empty(StoredTables.All.Where(one =>
            personal.Contains(one.Name) && one.Until is null && !RetentionRules.Of(one.Name).Any()).Select(one => one.Name));
        // And each rule is about a table that is there, by a name of its own.
        Assert.All(RetentionRules.All, rule => Assert.Contains(StoredTables.All, one => one.Name == rule.Table));
        Assert.Equal(RetentionRules.All.Count, RetentionRules.All.Select(rule => rule.Name).Distinct().Count());
    }

    /// <summary>Columns that name a person or an address, so that a table that gets one is looked at again.</summary>
    [Fact]
    public async Task A_table_with_a_persons_id_or_an_address_says_what_is_about_a_person()
    {
        string[] organisationsOnly = ["hidden_contacts", "organisations"];
        await using var command = network.Database.CreateCommand("""
            SELECT DISTINCT c.relname::text FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
                AND (a.attname IN ('person_id', 'user_id', 'email', 'recipient', 'sender_address', 'sender_key')
                    OR a.attname LIKE '%\_by_person')
            """);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            var table = StoredTables.All.Single(one => one.Name == rows.GetString(0));
            Assert.True(table.About is not null || organisationsOnly.Contains(table.Name), table.Name);
        }
    }

    /// <summary>Each statement fits the tables of today; asked about nobody.</summary>
    [Fact]
    public async Task Every_statement_of_the_list_can_be_run()
    {
        foreach (var table in StoredTables.All)
        {
            var about = table.About is { } condition ? $"SELECT to_jsonb(t) - @secret FROM {table.Name} AS t WHERE {condition}" : null;
            foreach (var sql in (IEnumerable<string?>)[table.Organisation, table.Person, about])
            {
                if (sql is null) continue;
                await using var command = network.Database.CreateCommand(sql);
                command.Parameters.AddWithValue("id", Guid.Empty);
                foreach (var name in (string[])["key", "mail", "mention"]) command.Parameters.AddWithValue(name, "niemand.example");
                foreach (var name in (string[])["names", "slugs", "paths", "mails", "keys", "encoded", "mentions", "numbers"])
                    command.Parameters.AddWithValue(name, new[] { "niemand.example" });
                command.Parameters.AddWithValue("secret", table.Secret);
                var failed = await Record.ExceptionAsync(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
                Assert.True(failed is null, $"{table.Name}: {failed?.Message} {sql}");
            }
        }
    }
}
