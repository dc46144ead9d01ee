namespace MsoNetwork.Tests.Faults;

/// <summary>
/// <c>msonet import</c> is killed (SIGKILL) at a random moment, round after round: each file changes all entries of the one before and
/// brings new ones. <see cref="Import.BadDayTests"/> kills it at two moments that are sure to be in the middle.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class KilledImportTests(TestCluster cluster)
{
    private const int First = 1500, More = 20; // entries of the first file, and new ones of each that follows

    private const string Held = """
        SELECT string_agg(website || ' ' || entries, '; ') FROM (
            SELECT website, count(DISTINCT o.id) || '/' || count(*) AS entries FROM organisations AS o
            JOIN organisation_sources AS s ON s.organisation_id = o.id AND s.name = 'Kills' GROUP BY website) AS held
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whenever_it_dies_the_file_is_in_as_a_whole_or_not_at_all()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var random = new Random(20261201);
        var (rounds, whole, changes) = (KillRounds.Or(4), 0, 0L);
        await ImportAsync(network, 0);
        var version = 0;
        for (var round = 1; round <= rounds; round++)
        {
            using (var running = Start(network, round))
            {
                // Half of them once it writes, the others at any moment, the start among it.
                if (random.Next(2) == 0) await running.SaysAsync("writing", Token);
                await Task.Delay(random.Next(1200), Token);
                await running.KillAsync(Token);
            }

            // The database may still be taking it back; its lock is gone when it has.
            await network.RunAsync("SELECT pg_advisory_xact_lock(hashtext('msonet import'))");
            var held = await network.ScalarAsync<string>(Held);
            Assert.True(held == Whole(version) || held == Whole(round), $"round {round} after version {version}: {held}");
            if (held == Whole(round)) (whole, version, changes) = (whole + 1, round, changes + Entries(version));
            if (round % 2 == 1 && round < rounds) continue;
            await ImportAsync(network, round);
            Assert.Equal(Whole(round), await network.ScalarAsync<string>(Held));
            if (version != round) (version, changes) = (round, changes + Entries(version));
        }

        // Each entry that there was has changed once with each file that came in, no more often.
        Assert.Equal(changes, await network.ScalarAsync<long>(
            """
            SELECT count(*) FROM changes JOIN change_sets ON number = change_set
            WHERE subject = 'Organisation' AND operation = 'update' AND after->>'website' LIKE '%//v%'
            """));
        var files = Directory.EnumerateFiles(Path.GetDirectoryName(network.Write("many.csv", ""))!);
        Assert.Equal(["many.csv", "report.csv"], files.Select(Path.GetFileName).Order()); // no part of a killed one
        KillRounds.Report($"{rounds} kills of an import, {whole} after it had committed");
    }

    private static int Entries(int version) => First + (version * More);

    private static string Whole(int version) => $"https://v{version}.example.org/ {Entries(version)}/{Entries(version)}";

    private static async Task ImportAsync(SeededNetwork network, int version)
    {
        using var running = Start(network, version);
        Assert.True(await running.EndAsync(Token) == 0, running.Output);
    }

    private static MsonetProcess Start(SeededNetwork network, int version)
    {
        var rows = Enumerable.Range(1, Entries(version))
            .Select(row => $"k-{row},Haus Abbruch {row},Köln,https://v{version}.example.org/\n");
        var path = network.Write("many.csv", "external_id,name,town,website\n" + string.Concat(rows));
        var report = Path.Combine(Path.GetDirectoryName(path)!, "report.csv");
        return MsonetProcess.Start(network.ConnectionString, "import", path, "--source", "Kills", "--report", report);
    }
}
