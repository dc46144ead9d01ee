using System.Globalization;

namespace MsoNetwork.Tests.Import;

/// <summary>Bad days, with the real process.</summary>
[Trait("Speed", "Slow")]
public sealed class BadDayTests(TestCluster cluster)
{
    private const int Rows = 20_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_killed_import_leaves_nothing_or_everything_and_can_be_repeated(bool whileWriting)
    {
        var token = TestContext.Current.CancellationToken;
        await using var network = await SeededNetwork.NewAsync(cluster);
        var path = network.Write(
            "many.csv",
            "external_id,name,town,topics\n"
                + string.Concat(Enumerable.Range(1, Rows).Select(row => $"k-{row},Haus Abbruch {row},Köln,education\n"))
        );
        using (var running = MsonetProcess.Start(network.ConnectionString, "import", path, "--source", "Abbruch"))
        {
            if (whileWriting) Assert.True(await running.SaysAsync("writing", token), running.Output);
            else await UntilLockedAsync(network, token);
            await running.KillAsync(token);
        }

        Assert.Contains(await CountAsync(network), (long[])[0, Rows]);
        using var again = MsonetProcess.Start(network.ConnectionString, "import", path, "--source", "Abbruch");
        Assert.Equal(0, await again.EndAsync(token));
        Assert.Equal(Rows, await CountAsync(network));
    }

    [Fact]
    public async Task A_file_of_200_MB_is_imported_in_bounded_memory()
    {
        var token = TestContext.Current.CancellationToken;
        await using var network = await SeededNetwork.NewAsync(cluster);
        var path = network.Write("large.csv", "");
        var rows = await WriteLargeAsync(path, 200_000_000);
        using var running = MsonetProcess.Start(network.ConnectionString, "import", path, "--source", "Groß", "--report", path + ".report");
        Assert.True(await running.EndAsync(token) == 0, running.Output);
        Assert.Contains(
            $"{rows} rows: 1000 created, 0 updated, 0 unchanged, {rows - 1000} rejected",
            running.Lines[^1],
            StringComparison.Ordinal
        );
        Assert.InRange(running.PeakMemory, 1, 600_000_000);
        Assert.InRange(running.Lines.Count, 3, 60); // a fault, however often, is a line
        TestContext.Current.SendDiagnosticMessage("200 MB: peak memory {0} MB", running.PeakMemory / 1_000_000);
    }

    [Fact]
    public async Task The_exit_code_says_what_happened()
    {
        var token = TestContext.Current.CancellationToken;
        await using var network = await SeededNetwork.NewAsync(cluster);
        var good = network.Write("good.csv", "name,town\nHaus Gut,Köln\n");
        var bad = network.Write("bad.csv", "name,town\nHaus Gut,Köln\nHaus Schlecht,Nirgends\n");
        foreach (var (code, says, arguments) in ((int, string, string[])[])
        [
            (0, "1 created", ["import", good]),
            (0, "1 rejected", ["import", bad]),
            (1, "--strict", ["import", bad, "--strict"]),
            (0, "dry run", ["import", good, "--dry-run"]),
            (1, "no file", ["import", "/nowhere.csv"]),
            (2, "FILE", ["import"]),
            (2, "--wrong", ["import", good, "--wrong"]),
            (2, "1 to", ["seed", "--synthetic", "0"]),
            (2, "--synthetic takes a whole number from 1 to 5000000", ["seed", "--synthetic", "abc"]),
            (2, "--days takes a whole number from 1 to 366", ["missed-searches", "--days", "abc"]),
            (2, "--labels", ["export", "organisations", "--labels", "xx"]),
            (2, "--report names the file that is read", ["import", good, "--report", good]),
            (0, "--strict", ["import", "--help"]),
        ])
        {
            using var running = MsonetProcess.Start(network.ConnectionString, arguments);
            Assert.True(code == await running.EndAsync(token), $"{string.Join(' ', arguments)}: {running.Output}");
            Assert.True(running.Output.Contains(says, StringComparison.Ordinal), $"{string.Join(' ', arguments)}: {running.Output}");
            Assert.DoesNotContain("   at ", running.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_database_that_is_away_is_said_in_one_line()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        using var running = MsonetProcess.Start(
            "Host=127.0.0.1;Port=1;Database=x;Username=x",
            "import",
            network.Write("good.csv", "name,town\nHaus Gut,Köln\n")
        );
        Assert.Equal(1, await running.EndAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("Not imported", Assert.Single(running.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=x;Username=x", 1, "Not started: The database says: ", "serve", "--prepare")]
    [InlineData("Host=127.0.0.1;Port=1;Database=x;Username=x", 1, "Not migrated: The database says: ", "migrate")]
    [InlineData("nonsense", 2, "MSONET_DATABASE is not a connection string", "serve")]
    [InlineData("nonsense", 2, "MSONET_DATABASE is not a connection string", "migrate")]
    public async Task A_database_that_cannot_be_used_ends_the_start_in_one_line(
        string database,
        int code,
        string says,
        params string[] arguments
    )
    {
        using var running = MsonetProcess.Start(database, arguments);
        Assert.Equal(code, await running.EndAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith(says, Assert.Single(running.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_start_says_what_it_does_and_nothing_that_looks_like_a_failure()
    {
        var token = TestContext.Current.CancellationToken;
        using var running = MsonetProcess.Start(await cluster.CreateDatabaseAsync(token), "migrate");
        Assert.Equal(0, await running.EndAsync(token));
        Assert.StartsWith("Tables: brought to this version", Assert.Single(running.Lines), StringComparison.Ordinal);
    }

    private static async Task UntilLockedAsync(SeededNetwork network, CancellationToken cancellationToken)
    {
        const string Locked =
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = "
                + "current_database())";
        while (await network.ScalarAsync<long>(Locked) == 0)
            await Task.Delay(10, cancellationToken);
    }

    // The server may still be taking the killed import back; its lock is gone when it has.
    private static Task<long> CountAsync(SeededNetwork network) =>
        network.ScalarAsync<long>(
            "WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtext('msonet import'))) SELECT count(*) FROM turn LEFT JOIN "
                + "organisation_sources ON name = 'Abbruch' WHERE name IS NOT NULL"
        );

    // Every hundredth row is good until there are 1,000; the others name no town.
    private static async Task<int> WriteLargeAsync(string path, long bytes)
    {
        var filling = new string('x', 900);
        await using var file = new StreamWriter(path);
        await file.WriteAsync("external_id,name,town,description_de\n");
        var rows = 0;
        for (long written = 0; written < bytes; rows++)
        {
            var good = rows % 100 == 0 && rows < 100_000;
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"g-{rows},Haus Groß {rows},{(good ? "Köln" : "Nirgendwo " + (rows % 5_000))},{filling}\n"
            );
            await file.WriteAsync(line);
            written += line.Length;
        }

        return rows;
    }
}
