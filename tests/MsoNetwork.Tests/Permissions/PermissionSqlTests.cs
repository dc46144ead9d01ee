using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Sql;
using NpgsqlTypes;

namespace MsoNetwork.Tests.Permissions;

/// <summary>What one thing is asked in C# and a list in SQL is the same for everybody and everything.</summary>
public sealed class PermissionSqlTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private const int Things = 300;
    private static readonly FactColumns Columns = new(["f.one", "f.other"], IsShown: "f.shown", Author: "f.author")
    {
        Person = "f.person",
        Centre = "f.centre",
    };

    private static readonly Guid[] People = [.. Enumerable.Range(0, 3).Select(_ => Guid.NewGuid())];

    [Fact]
    public async Task The_condition_in_SQL_finds_exactly_what_the_table_allows()
    {
        var random = new Random(11);
        var seats = await SeatsAsync();
        var things = await WriteAsync(random, seats);
        var gazetteer = await network.Services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(CancellationToken.None);
        var found = 0;
        foreach (var viewer in Viewers(random, [.. seats.Keys], gazetteer))
        {
            foreach (var (resource, operation) in PermissionTable.Rows.Select(row => (row.Resource, row.Operation)).Distinct())
            {
                var expected = things
                    .Select((facts, number) => (facts, number))
                    .Where(thing => Rights.Allows(viewer, resource, operation, thing.facts))
                    .Select(thing => thing.number)
                    .ToList();
                Assert.Equal(expected, await FoundAsync(viewer, resource, operation));
                found += expected.Count;
            }
        }

        Assert.True(found > 10_000, $"only {found}");
    }

    private static IEnumerable<Viewer> Viewers(Random random, Guid[] organisations, Gazetteer gazetteer)
    {
        OrganisationMembership Organisation(Role role) => new(organisations[random.Next(organisations.Length)], "any", role);
        var centres = gazetteer
            .Regions.SelectMany(region => region.IntegrationCentres)
            .Select(centre => new CentreMembership(centre.Key, centre.RegionKey, centre.ExceptRegionKey))
            .ToList();
        yield return Viewer.Nobody;
        yield return new Viewer { Person = People[0] };
        yield return new Viewer { Person = People[1], Duties = [Role.Administrator] };
        yield return new Viewer { Person = Guid.NewGuid(), Duties = [Role.VocabularyEditor], Memberships = [Organisation(Role.Editor)] };
        yield return new Viewer { Memberships = [Organisation(Role.Editor), Organisation(Role.Lead)] };
        yield return new Viewer { Memberships = [Organisation(Role.Lead), centres[0], centres.First(one => one.ExceptRegion is not null)] };
        for (var time = 0; time < 4; time++) yield return Viewer.For(Organisation(time % 2 == 0 ? Role.Editor : Role.Lead));
        foreach (var centre in centres.Where((centre, number) => number % 8 == 0 || centre.ExceptRegion is not null))
            yield return Viewer.For(centre);
    }

    private async Task<Dictionary<Guid, string>> SeatsAsync()
    {
        // Few, so that viewers meet their own; those around Aachen among them.
        await using var command = network.Database.CreateCommand("""
            (SELECT id, municipality_key FROM organisations WHERE starts_with(municipality_key, '05334') ORDER BY id LIMIT 6)
            UNION (SELECT id, municipality_key FROM organisations ORDER BY id LIMIT 14)
            """);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var seats = new Dictionary<Guid, string>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) seats.Add(rows.GetGuid(0), rows.GetString(1));
        return seats;
    }

    private async Task<List<Facts>> WriteAsync(Random random, Dictionary<Guid, string> seats)
    {
        await network.RunAsync(
            "CREATE TABLE facts (number int, shown boolean, one uuid, other uuid, author uuid, person uuid, centre text)");
        var organisations = seats.Keys.ToArray();
        var things = new List<Facts>();
        for (var number = 0; number < Things; number++)
        {
            Guid? Any(int outOf) => random.Next(outOf) == 0 ? null : organisations[random.Next(organisations.Length)];
            var (shown, one, other, author) = (random.Next(2) == 0, Any(20), Any(3), Any(3));
            if (random.Next(2) == 0) author = random.Next(2) == 0 ? one : other;
            await using var command = network.Database.CreateCommand("INSERT INTO facts VALUES ($1, $2, $3, $4, $5, $6, $7)");
            command.Parameters.Add(new() { Value = number });
            command.Parameters.Add(new() { Value = shown });
            foreach (var id in (Guid?[])[one, other, author])
                command.Parameters.Add(new() { Value = id is { } known ? known : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
            var (person, centre) = (People[random.Next(3)], random.Next(2) == 0 ? "ki-koeln" : "ki-staedteregion-aachen");
            command.Parameters.Add(new() { Value = person });
            command.Parameters.Add(new() { Value = centre });
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            Guid[] owners = [.. new[] { one, other }.OfType<Guid>()];
            things.Add(new Facts
            {
                IsShown = shown,
                Owners = owners,
                Author = author,
                Seats = [.. owners.Select(id => seats[id])],
                Person = person,
                Centre = centre,
            });
        }

        return things;
    }

    private async Task<List<int>> FoundAsync(Viewer viewer, Resource resource, Operation operation)
    {
        var values = new SqlConditions();
        var condition = Rights.Sql(viewer, resource, operation, Columns, values);
        await using var command = values.Command(network.Database, $"SELECT number FROM facts AS f WHERE {condition} ORDER BY number");
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var found = new List<int>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) found.Add(rows.GetInt32(0));
        return found;
    }
}
