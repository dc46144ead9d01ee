using Npgsql;

namespace MsoNetwork.Tests.Commands;

/// <summary>The demo as a process: what it refuses, what it makes once, and that it never meets what is real.</summary>
[Trait("Speed", "Slow")]
public sealed class DemoTests(TestCluster cluster)
{
    private const string Local = "Host=127.0.0.1;Port=1;Database=x_demo;Username=x";

    private static readonly string Seeds = Path.Combine(Repository.Root, "seeds");

    [Theory]
    [InlineData("MSONET_PUBLIC_URL", "https://verzeichnis.example.org", "MSONET_PUBLIC_URL is https://verzeichnis.example.org")]
    [InlineData("MSONET_PUBLIC_URL", "http://localhost.example.org", "MSONET_PUBLIC_URL")]
    [InlineData("MSONET_URLS", "http://0.0.0.0:5080", "MSONET_URLS names \"http://0.0.0.0:5080\"")]
    [InlineData("MSONET_URLS", "http://localhost:5080;http://*:5081", "MSONET_URLS names \"http://*:5081\"")]
    [InlineData("MSONET_URLS", "http://[::]:5080", "MSONET_URLS")]
    [InlineData("MSONET_URLS", "http://unix:/run/msonet/socket", "MSONET_URLS")]
    [InlineData("MSONET_SMTP", "smtp://user:GEHEIM@mail.example.org:587", "MSONET_SMTP must not be set")]
    [InlineData("MSONET_SEARCH", "meilisearch", "MSONET_SEARCH is \"meilisearch\"")]
    [InlineData("MSONET_DATABASE", "Host=127.0.0.1;Port=1;Database=msonet;Username=x", "a database whose name ends in _demo")]
    [InlineData("MSONET_DATABASE", "Host=127.0.0.1;Port=1;Username=x", "a database whose name ends in _demo")]
    [InlineData("MSONET_DEMO", "yes", "MSONET_DEMO is \"yes\"; it takes on or off.")]
    public async Task What_is_not_of_this_machine_alone_is_refused_before_anything_is_made(string setting, string value, string says)
    {
        var settings = new Dictionary<string, string?> { ["MSONET_DEMO"] = "on", ["MSONET_URLS"] = "http://127.0.0.1:0" };
        settings[setting] = value;
        using var start = MsonetProcess.Start(Local, settings, "serve", "--prepare");
        Assert.True(await start.EndAsync(TestContext.Current.CancellationToken) == 2, start.Output);
        Assert.Contains(says, Assert.Single(start.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("GEHEIM", start.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080; http://[::1]:5080")]
    [InlineData(null, "http://[::1]:5080")]
    public async Task What_is_of_this_machine_gets_as_far_as_the_database(string? origin, string urls)
    {
        var settings = new Dictionary<string, string?> { ["MSONET_DEMO"] = "on", ["MSONET_PUBLIC_URL"] = origin, ["MSONET_URLS"] = urls };
        using var start = MsonetProcess.Start(Local, settings, "serve", "--prepare");
        Assert.True(await start.EndAsync(TestContext.Current.CancellationToken) == 1, start.Output);
        Assert.Contains("MSONET_DATABASE names host and port", start.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_with_organisations_that_are_not_invented_stays_as_it_is()
    {
        var token = TestContext.Current.CancellationToken;
        var database = await cluster.CreateSeededDatabaseAsync(token, "_demo");
        var before = await StateAsync(database);
        foreach (var command in (string[][])[["serve", "--prepare"], ["seed"]])
        {
            using var start = Start(database, command);
            Assert.True(await start.EndAsync(token) == 1, start.Output);
            Assert.Contains("This database holds organisations that are not invented.", start.Output, StringComparison.Ordinal);
        }

        Assert.Equal(before, await StateAsync(database));
    }

    [Fact]
    public async Task The_demo_is_made_once_and_is_the_same_everywhere_and_nothing_real_goes_in()
    {
        var token = TestContext.Current.CancellationToken;
        var (one, other) = (await MadeAsync(token), await MadeAsync(token));
        Assert.Equal(await ContentAsync(one), await ContentAsync(other));
        Assert.Equal(400L, await ScalarAsync(one, "SELECT count(*) FROM organisations"));
        Assert.Equal(400L, await ScalarAsync(one,
            "SELECT count(*) FROM organisations WHERE 'erfunden' = ANY(keywords) "
            + "AND descriptions ->> 'de' LIKE 'Erfundene Organisation%'"));
        Assert.Equal(0L, await ScalarAsync(one, "SELECT count(*) FROM organisation_sources WHERE name <> 'Erfunden für die Demo'"));
        Assert.Equal(0L, await ScalarAsync(one, "SELECT count(*) FROM persons WHERE email NOT LIKE '%@example.org'"));
        Assert.Equal(0L, await ScalarAsync(one, "SELECT count(*) FROM cases WHERE message NOT LIKE 'Erfunden%'"));
        Assert.Equal(6L, await ScalarAsync(one, "SELECT count(DISTINCT kind) FROM cases"));
        Assert.Equal(50L, await ScalarAsync(one,
            "SELECT count(*) FROM organisations WHERE rooms_to_lend ->> 'de' LIKE 'Erfunden:%' "
            + "AND rooms_to_lend ->> 'tr' LIKE 'Uydurma:%'"));
        Assert.Equal(3L, await ScalarAsync(one, "SELECT count(DISTINCT contact_visible_to) FROM organisations AS o "
            + "JOIN hidden_contacts AS h ON h.organisation_id = o.id WHERE h.email LIKE '%.example.org' AND h.phone LIKE '+49 221 4710%'"));
        Assert.Equal(0L, await ScalarAsync(one, "SELECT count(*) FROM contact_persons WHERE name NOT LIKE 'Erfunden:%'"));
        Assert.Equal(5L, await ScalarAsync(one, "SELECT count(*) FROM contact_persons WHERE consented_at IS NOT NULL"));

        await ScalarAsync(one, "UPDATE organisations SET name = 'Erfunden: umbenannt' "
            + "WHERE id = (SELECT min(id::text)::uuid FROM organisations) RETURNING 1");
        var before = await StateAsync(one);
        using (var again = Start(one, "seed"))
        {
            Assert.True(await again.EndAsync(token) == 0, again.Output);
            Assert.Contains("Demo: unchanged.", again.Lines);
        }

        Assert.Equal(before, await StateAsync(one));
        using var real = MsonetProcess.Start(one, new Dictionary<string, string?> { ["MSONET_SEEDS"] = Seeds }, "seed");
        Assert.True(await real.EndAsync(token) == 1, real.Output);
        Assert.Contains("This database is the demo's", real.Output, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync(one));
    }

    private async Task<string> MadeAsync(CancellationToken token)
    {
        var database = await cluster.CreateDatabaseAsync(token, end: "_demo");
        using var migrated = Start(database, "migrate");
        Assert.True(await migrated.EndAsync(token) == 0, migrated.Output);
        using var seeded = Start(database, "seed");
        Assert.True(await seeded.EndAsync(token) == 0, seeded.Output);
        return database;
    }

    private static MsonetProcess Start(string database, params string[] command) => MsonetProcess.Start(
        database,
        new Dictionary<string, string?> { ["MSONET_DEMO"] = "on", ["MSONET_SEEDS"] = Seeds, ["MSONET_URLS"] = "http://127.0.0.1:0" },
        command
    );

    private static Task<object?> StateAsync(string database) => ScalarAsync(database, """
        SELECT concat_ws(' ', (SELECT count(*) FROM change_log), (SELECT count(*) FROM persons), (SELECT count(*) FROM cases),
            (SELECT string_agg(name || digest, ',' ORDER BY name) FROM loaded_seeds),
            (SELECT md5(string_agg(o::text, ',' ORDER BY o.id)) FROM organisations AS o))
        """);

    private static Task<object?> ContentAsync(string database) => ScalarAsync(database, """
        SELECT concat_ws(' ', (SELECT md5(string_agg(slug || name || topics::text, ',' ORDER BY slug)) FROM organisations),
            (SELECT md5(string_agg(k.title || f.slug || t.slug || k.state, ',' ORDER BY k.title, f.slug)) FROM cooperations AS k
                JOIN organisations AS f ON f.id = k.from_id JOIN organisations AS t ON t.id = k.to_id),
            (SELECT md5(string_agg(c.kind || c.message || coalesce(o.slug, ''), ',' ORDER BY c.created_at)) FROM cases AS c
                LEFT JOIN organisations AS o ON o.id = c.organisation_id),
            (SELECT string_agg(email, ',' ORDER BY email) FROM persons), (SELECT count(*) FROM partner_call_responses))
        """);

    private static async Task<object?> ScalarAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
