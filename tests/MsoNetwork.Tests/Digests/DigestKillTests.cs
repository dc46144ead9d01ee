using MimeKit;
using MsoNetwork.Digests;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using Npgsql;

namespace MsoNetwork.Tests.Digests;

/// <summary>Whatever dies and wherever, each is told once: no mail is lost and none comes twice.</summary>
[Trait("Speed", "Slow")]
public sealed class DigestKillTests(TestCluster cluster)
{
    private const int Readers = 60, Rounds = 5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The database ends the connection in each statement of a digest, before and after it takes effect, and at commit.</summary>
    [Theory]
    [InlineData("BEFORE UPDATE ON saved_searches", false)]
    [InlineData("AFTER UPDATE ON saved_searches", false)]
    [InlineData("BEFORE INSERT ON mails", false)]
    [InlineData("AFTER INSERT ON mails", false)]
    [InlineData("AFTER UPDATE ON saved_searches", true)]
    [InlineData("AFTER INSERT ON mails", true)]
    public async Task A_connection_that_ends_in_any_statement_leaves_all_or_nothing(string when, bool atCommit)
    {
        await using var site = new RunningSite(cluster);
        await site.InitializeAsync();
        await site.RunAsync($"""
            DELETE FROM news;
            CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_terminate_backend(pg_backend_pid());
                RETURN NEW;
            END $$;
            CREATE {(atCommit ? "CONSTRAINT" : "")} TRIGGER kills {when} {(atCommit ? "DEFERRABLE INITIALLY DEFERRED" : "")}
                FOR EACH ROW EXECUTE FUNCTION die()
            """);
        await NewsAsync(site.Database, 1);
        await ReadersAsync(site.Database, 1);
        // A worker of the site may hold it first, and dies in the same way.
        await Waiting.UntilAsync(() => DiesAsync(site), "Nothing dies");
        Assert.Equal("0", await site.TextAsync("SELECT count(*) FROM mails"));
        Assert.Equal("0 1", await site.TextAsync(
            "SELECT sum(cardinality(told)) || ' ' || count(*) FILTER (WHERE due_at < now()) FROM saved_searches"));

        await site.RunAsync($"DROP TRIGGER kills ON {when.Split(' ')[^1]}");
        await Waiting.UntilAsync(async () =>
        {
            await site.AsAsync<SendDigests, int>(null, use => use.RunAsync(Token));
            return await site.TextAsync("SELECT count(*) FROM mails") == "1";
        }, "The mail is lost");
        await site.RunAsync("UPDATE saved_searches SET due_at = now() - INTERVAL '1 minute'");
        await site.AsAsync<SendDigests, int>(null, use => use.RunAsync(Token));
        Assert.Equal("1", await site.TextAsync("SELECT count(*) FROM mails"));
    }

    [Fact]
    public async Task A_process_that_is_killed_again_and_again_tells_each_reader_each_news_once()
    {
        var connection = await cluster.CreateSeededDatabaseAsync(Token);
        await using var database = NpgsqlDataSource.Create(connection);
        var mails = Path.Combine(Directory.CreateTempSubdirectory("msonet-mails-").FullName, "mails");
        var settings = new Dictionary<string, string?>
        {
            ["MSONET_URLS"] = "http://127.0.0.1:0",
            ["MSONET_MAILS"] = mails,
        };
        await RunAsync(database, "DELETE FROM news");
        await ReadersAsync(database, Readers);
        var random = new Random(15);
        for (var round = 1; round <= Rounds; round++)
        {
            await NewsAsync(database, round);
            await RunAsync(database, "UPDATE saved_searches SET due_at = now() - INTERVAL '1 minute'");
            var enough = await CountAsync(database, "SELECT count(*) FROM mails") + random.Next(1, Readers - 1);
            using var process = MsonetProcess.Start(connection, settings, "serve");
            await Waiting.UntilAsync(
                async () => await CountAsync(database, "SELECT count(*) FROM mails") >= enough, $"Round {round}: {process.Output}");
            await process.KillAsync(Token);
        }

        await RunAsync(database, "UPDATE saved_searches SET due_at = now() - INTERVAL '1 minute'");
        await RunAsync(database, "UPDATE mails SET due_at = now() WHERE state = 'Waiting'");
        using (var last = MsonetProcess.Start(connection, settings, "serve"))
        {
            await Waiting.UntilAsync(async () => await CountAsync(database, """
                SELECT (SELECT count(*) FROM saved_searches WHERE due_at < now()) + (SELECT count(*) FROM mails WHERE state = 'Waiting')
                """) == 0, last.Output);
            await last.KillAsync(Token);
        }

        var told = new List<string>();
        foreach (var file in Directory.GetFiles(mails, "*.eml"))
        {
            var mail = await MimeMessage.LoadAsync(file, Token);
            told.AddRange(Enumerable.Range(1, Rounds).SelectMany(round => Enumerable.Repeat(
                $"{mail.To} {round}", mail.TextBody!.Split($"Nachricht {round} (erfunden)").Length - 1)));
        }

        var expected = from reader in Enumerable.Range(1, Readers)
                       from round in Enumerable.Range(1, Rounds)
                       select $"leser-{reader}@example.org {round}";
        Assert.Equal(expected.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    private static async Task<bool> DiesAsync(RunningSite site)
    {
        try
        {
            await site.AsAsync<SendDigests, int>(null, use => use.RunAsync(Token));
            return false;
        }
        catch (AggregateException)
        {
            return true;
        }
    }

    // All of them want all news.
    private static Task ReadersAsync(NpgsqlDataSource database, int readers) => RunAsync(database, $"""
        INSERT INTO saved_searches
            (id, address, address_key, subject, query, name, language, rhythm, is_paused, key, told, created_at, confirmed_at, due_at)
        SELECT gen_random_uuid(), address, address, 'News', '', 'Neuigkeiten', 'de', 'Daily', false, rpad('key' || n, 43, 'x'),
            ARRAY[]::text[], now(), now(), now() - INTERVAL '1 minute'
        FROM generate_series(1, {readers}) AS n, LATERAL (SELECT 'leser-' || n || '@example.org' AS address) AS one
        """);

    private static Task NewsAsync(NpgsqlDataSource database, int number) => RunAsync(database, $"""
        INSERT INTO news (id, source, guid, publisher, title, day, topics, seen_at) VALUES
            (gen_random_uuid(), 'test', '{number}', 'Amt (erfunden)', 'Nachricht {number} (erfunden)', current_date, ARRAY[]::text[], now())
        """);

    private static async Task RunAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
