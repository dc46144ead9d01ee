using MsoNetwork.Invented;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Tests.Organisations;

/// <summary>The plan of the question asked most, on the seeds and invented organisations.</summary>
[Trait("Speed", "Medium")]
public sealed class NearestPlanTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Fact]
    public async Task The_nearest_are_walked_to_in_the_order_of_the_index_and_no_farther_than_needed()
    {
        await new SeedSynthetic(network.Database, TimeProvider.System).RunAsync(5000, 7, Token);
        await using var connection = await network.Database.OpenConnectionAsync(Token);
        await ExecuteAsync(connection, "VACUUM ANALYZE organisations");
        var criteria = new OrganisationCriteria(
            new() { Topics = ["education", "culture"], Near = new() { Latitude = 51.2, Longitude = 6.8, RadiusKm = 15 } },
            await GazetteerLoader.LoadAsync(network.Database, Token), await VocabularyLoader.LoadAsync(network.Database, Token));
        Assert.True(OrganisationSql.WalkOutward(criteria, await TermFrequencies.LoadAsync(network.Database, Token), 21));

        var plan = await PlanAsync(network.Database, connection, criteria);

        Assert.Contains("Index Scan using \"IX_organisations_location\"", plan, StringComparison.Ordinal);
        Assert.Contains("Order By: (location <-> ", plan, StringComparison.Ordinal);
        // here it stops walking; PostgreSQL 15 or later
        Assert.Contains("Run Condition: (count(*) OVER (?) < ", plan, StringComparison.Ordinal);
    }

    // Npgsql prepares what is asked again, and PostgreSQL then keeps a plan that fits any point.
    private static async Task<string> PlanAsync(NpgsqlDataSource database, NpgsqlConnection connection, OrganisationCriteria criteria)
    {
        var conditions = criteria.Conditions.Copy();
        var sql = OrganisationSql.Nearest(
            criteria,
            conditions,
            EntryShape.Of(OrganisationColumns.Topics).Select,
            21,
            criteria.Near!.Metres,
            outward: true
        );
        await using var command = conditions.Command(database, sql);
        var types = command.Parameters.Select(parameter => parameter.Value switch
        {
            string[] => "text[]",
            NetTopologySuite.Geometries.Point => "geography",
            double => "float8",
            long => "int8",
            _ => "int4",
        });
        await ExecuteAsync(connection, "SET plan_cache_mode = force_generic_plan");
        await ExecuteAsync(connection, $"PREPARE nearest ({string.Join(", ", types)}) AS {sql}");
        await using var explain = new NpgsqlCommand(
            $"EXPLAIN EXECUTE nearest ({string.Join(", ", command.Parameters.Select(_ => "NULL"))})",
            connection
        );
        await using var lines = await explain.ExecuteReaderAsync(Token);
        var plan = new List<string>();
        while (await lines.ReadAsync(Token)) plan.Add(lines.GetString(0));
        return string.Join('\n', plan);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
