using MsoNetwork.Changes;
using MsoNetwork.Invented;
using MsoNetwork.Seeds;
using MsoNetwork.Tests.Import;

namespace MsoNetwork.Tests.Seeds;

[Trait("Speed", "Slow")]
public sealed class SeedTests(TestCluster cluster)
{
    [Fact]
    public async Task A_second_start_loads_nothing_again_and_a_changed_file_only_its_group()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var copy = Directory.CreateTempSubdirectory("msonet-seeds-").FullName;
        foreach (var file in Directory.GetFiles(SeededNetwork.Seeds, "*.csv", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(SeededNetwork.Seeds, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        using var versions = new ChangeVersions(network.Database);
        var version = (await versions.AsOfNowAsync(TestContext.Current.CancellationToken)).Of(ChangeSubject.Public);
        Assert.Equal(6, (await SeedAsync(network, copy)).Count(line => line.EndsWith(": unchanged.", StringComparison.Ordinal)));
        Assert.Equal(version, (await versions.AsOfNowAsync(TestContext.Current.CancellationToken)).Of(ChangeSubject.Public));
        await File.AppendAllTextAsync(
            Path.Combine(copy, "organisations.csv"),
            "neu-1,Haus Neu,,,,,,,Köln,,,no,,,,,,,,,,,Probe,,2026-11-01,CC0,active\n",
            TestContext.Current.CancellationToken
        );
        var said = await SeedAsync(network, copy);
        Assert.Contains("Organisations: 1 created, 0 updated, 99 unchanged, 0 rejected.", said);
        Assert.Contains("Vocabularies: unchanged.", said);
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task The_committed_facts_are_taken_whole_and_contacts_find_whom_they_are_of()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var said = await SeedAsync(network, Path.Combine(Repository.Root, "seeds"));
        Assert.All(
            said.Where(line => line.Contains(" rejected", StringComparison.Ordinal)),
            line => Assert.EndsWith(" 0 rejected.", line, StringComparison.Ordinal));
        Assert.Single(said, line => line.StartsWith("Contacts: 0 created, 75 updated", StringComparison.Ordinal));
        Assert.Equal("High", await network.ScalarAsync<string>(
            """
            SELECT s.confidence FROM organisation_sources AS s JOIN organisations AS o ON o.id = s.organisation_id
            WHERE o.name = 'Coach e.V.' AND o.email = 'info@coach-koeln.de' AND s.confidence IS NOT NULL
            """));
    }

    [Fact]
    public async Task Two_starts_at_once_load_everything_once()
    {
        var token = TestContext.Current.CancellationToken;
        var database = await cluster.CreateDatabaseAsync(token);
        using var migrate = MsonetProcess.Start(database, "migrate");
        Assert.True(await migrate.EndAsync(token) == 0, migrate.Output);
        using var first = MsonetProcess.Start(database, "seed");
        using var second = MsonetProcess.Start(database, "seed");
        Assert.Equal((0, 0), (await first.EndAsync(token), await second.EndAsync(token)));
        Assert.Single(first.Lines.Concat(second.Lines), line => line.StartsWith("Organisations: 99 created", StringComparison.Ordinal));
        Assert.Single(first.Lines.Concat(second.Lines), line => line == "Organisations: unchanged.");
    }

    [Fact]
    public async Task Invented_organisations_are_marked_and_the_same_again_for_the_same_seed()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var token = TestContext.Current.CancellationToken;
        await new SeedSynthetic(network.Database, TimeProvider.System).RunAsync(3_000, 7, token);
        Assert.Equal(3_000, await network.ScalarAsync<long>("SELECT count(*) FROM organisations WHERE 'erfunden' = ANY (keywords)"));
        Assert.Equal(3_000, await network.ScalarAsync<long>("SELECT count(*) FROM organisation_sources WHERE name = 'Erfunden für "
            + "Lasttests' AND external_id LIKE 'synthetic-%'"));
        Assert.True(await network.ScalarAsync<bool>("""
            SELECT bool_and(share BETWEEN 0.01 AND 0.9) FROM (
                SELECT unnest(ARRAY[avg((location_protected)::int), avg((status = 'Dissolved')::int), avg((precision = 'Address')::int), avg((precision = 'Postcode')::int), avg((precision = 'Municipality')::int), avg((municipality_key = '05315000')::int)]) AS share
                FROM organisations WHERE 'erfunden' = ANY (keywords)) AS shares
            """));
        Assert.InRange(await network.ScalarAsync<long>("SELECT count(*) FROM memberships"), 100, 1_000);
        var before = await network.EverythingAsync();
        await new SeedSynthetic(network.Database, TimeProvider.System).RunAsync(3_000, 7, token);
        Assert.Equal(before, await network.EverythingAsync());
    }

    private static async Task<List<string>> SeedAsync(SeededNetwork network, string folder)
    {
        var said = new List<string>();
        await new SeedNetwork(network.Database, TimeProvider.System) { Say = said.Add }.RunAsync(
            folder,
            null,
            TestContext.Current.CancellationToken
        );
        return said;
    }
}
