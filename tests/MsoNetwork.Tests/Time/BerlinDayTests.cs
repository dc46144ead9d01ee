using MsoNetwork.Time;

namespace MsoNetwork.Tests.Time;

/// <summary>One clock for all that counts by days.</summary>
public sealed class BerlinDayTests(TestCluster cluster)
{
    [Fact]
    public async Task The_day_in_Berlin_is_PostgreSQLs_at_every_half_hour_around_midnights_and_changes_of_the_clock()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await using var command = network.Database.CreateCommand("""
            SELECT moment, (moment AT TIME ZONE 'Europe/Berlin')::date FROM generate_series('2000-01-01T00:00Z'::timestamptz, '2036-12-31T23:30Z', '30 minutes') AS moment
            WHERE extract(hour FROM moment AT TIME ZONE 'UTC') IN (21, 22, 23, 0, 1)
            """);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var seen = 0;
        for (; await rows.ReadAsync(TestContext.Current.CancellationToken); seen++)
        {
            var moment = rows.GetFieldValue<DateTimeOffset>(0);
            if (BerlinDay.Of(moment) != rows.GetFieldValue<DateOnly>(1)) Assert.Fail($"{moment:O} is another day in Berlin");
        }

        Assert.True(seen > 100_000);
    }
}
