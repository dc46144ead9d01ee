using System.Net;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Faults;

/// <summary>
/// An upgrade while everything goes on: a newer program's migrations add a column to each table, one transaction a table, under two
/// instances of the older one that write and are read. There is one migration only so far, so the newer ones are made here.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class UpgradeDrillTests(TestCluster cluster)
{
    private const string Tables = """
        SELECT array_agg(c.relname::text) FROM pg_class AS c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
            AND c.relname <> '__EFMigrationsHistory'
            AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')
        """;

    private static readonly string[] Pages =
    [
        "/de", "/de/organisationen", "/de/organisationen?q=Verein", "/de/organisationen/migrafrica", "/de/liste", "/de/gesuche",
        "/de/termine", "/de/regionen/05/netzwerk", "/organisations/export.csv", "/organisations/export.geojson",
        "/network/edges.csv?region=05", "/news.atom", "/changes.atom",
        "/graphql?query=%7BsearchOrganisations(query%3A%22Verein%22)%7BtotalCount%20nodes%7Bname%20sources%7Bname%7D%7D%7D%7D",
        "/graphql?query=%7Borganisations(first%3A50)%7BtotalCount%20nodes%7Bname%20topics%7Bkey%7D%7D%7D%7D", "/readyz",
    ];

    private static readonly string Mails = Path.Combine(Directory.CreateTempSubdirectory("msonet-mails-").FullName, "mails");

    private int _asked;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Older_instances_serve_on_while_a_newer_program_adds_to_every_table()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await using var first = Serve(network);
        await using var second = Serve(network);
        using var one = await first.ReadyAsync();
        using var other = await second.ReadyAsync();
        var writers = await Writing.SomeAsync(network, () => one.BaseAddress!, 2, 1000, Token);
        using var over = new CancellationTokenSource();
        var writing = writers.Select(writer => writer.RunAsync(over.Token, Token)).ToArray();
        var reading = ReadAsync([one, other], over.Token);
        await UntilWrittenAsync(writers, 20);
        await UntilReadAsync(Pages.Length);
        var attempts = await MigrateAsync(network);
        var before = writers.Sum(writer => writer.Described.Count);
        await UntilWrittenAsync(writers, before + 20);
        await UntilReadAsync(_asked + (2 * Pages.Length));
        await over.CancelAsync();
        await Task.WhenAll(writing);
        var (refused, wrong) = await reading;
        Assert.Equal([], wrong);
        Assert.InRange(refused, 0, _asked / 4);
        foreach (var page in Pages)
        {
            using var answer = await other.GetAsync(page, Token);
            Assert.True(answer.IsSuccessStatusCode, $"{page}: {answer.StatusCode}");
        }

        Assert.Equal(writers.Sum(writer => writer.Described.Count), await network.ScalarAsync<long>(
            """
            SELECT count(*) FROM changes JOIN change_sets ON number = change_set
            WHERE subject = 'Organisation' AND after ? 'descriptions'
            """));
        // Back again: the older program starts on what the newer one has left.
        await using var again = Serve(network);
        (await again.ReadyAsync()).Dispose();
        KillRounds.Report($"{_asked} reads, {refused} of them 503; {writers.Sum(writer => writer.Described.Count)} writes, "
            + $"{writers.Sum(writer => writer.Repeats)} repeated; {attempts} attempts to add a column");
    }

    private static ServedProcess Serve(SeededNetwork network) => new(
        network.ConnectionString, ("MSONET_NEWER_DATABASE", "expanded"), ("MSONET_LIMITS", "off"), ("MSONET_MAILS", Mails));

    private Task UntilReadAsync(int count) => Waiting.UntilAsync(() => _asked >= count, "nobody is answered");

    private static Task UntilWrittenAsync(IReadOnlyList<Writing> writers, int count) =>
        Waiting.UntilAsync(() => writers.Sum(writer => writer.Described.Count) >= count, "nobody writes");

    // Again, when it had to give way to those who were at work: how often.
    private static async Task<int> MigrateAsync(SeededNetwork network)
    {
        var attempts = 0;
        foreach (var table in await network.ScalarAsync<string[]>(Tables))
        {
            while (!await AddsAsync(network, table)) await Task.Delay(100, Token);
        }

        await network.RunAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('20991231000000_ExpandEverywhere', '11.0.0')""");
        return attempts;

        async Task<bool> AddsAsync(SeededNetwork on, string table)
        {
            try
            {
                attempts++;
                await on.RunAsync($"SET lock_timeout = '2s'; ALTER TABLE {table} ADD COLUMN added_later text DEFAULT 'later'");
                return true;
            }
            catch (Npgsql.PostgresException busy) when (busy.IsTransient)
            {
                return false;
            }
        }
    }

    // What is away for a moment says so (503, UNAVAILABLE); everything else is wrong.
    private async Task<(int Refused, IReadOnlyList<string> Wrong)> ReadAsync(HttpClient[] sites, CancellationToken over)
    {
        var (refused, wrong) = (0, new List<string>());
        while (!over.IsCancellationRequested)
        {
            var page = Pages[_asked % Pages.Length];
            using var answer = await sites[_asked / Pages.Length % sites.Length].GetAsync(page, Token);
            _asked++;
            var text = await answer.Content.ReadAsStringAsync(Token);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable
                || text.Contains("\"UNAVAILABLE\"", StringComparison.Ordinal))
                refused++;
            else if (!answer.IsSuccessStatusCode || text.Contains("\"errors\"", StringComparison.Ordinal))
                wrong.Add($"{page}: {answer.StatusCode} {text}");
        }

        return (refused, wrong);
    }
}
