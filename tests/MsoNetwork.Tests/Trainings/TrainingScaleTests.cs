using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Invented;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Tests.PartnerCalls;
using MsoNetwork.Trainings;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Tests.Trainings;

/// <summary>What lists and months cost, by what they read: times would be the machine's.</summary>
[Trait("Speed", "Slow")]
public sealed class TrainingScaleTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private static readonly DateTimeOffset Now = CallNetwork.At("2026-06-01T10:00Z");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invented_trainings_are_written_once_and_lists_and_months_read_no_more_than_they_show()
    {
        const string Digest =
            "SELECT md5(string_agg(concat_ws('|', t.slug, t.title, t.topics, t.rule, d.start), ';' ORDER BY t.slug, d.planned)) "
                + "FROM trainings AS t JOIN training_dates AS d ON d.training_id = t.id";
        await new SeedSynthetic(network.Database, TimeProvider.System).RunAsync(60, 1, Token);
        var seed = new SeedSyntheticTrainings(network.Database, new TestClock(Now));
        Assert.Equal(6_000, await seed.RunAsync(6_000, 1, Token));
        var first = await network.ScalarAsync<string>(Digest);
        Assert.Equal(0, await seed.RunAsync(6_000, 1, Token));
        await network.RunAsync("DELETE FROM trainings");
        Assert.Equal(6_000, await seed.RunAsync(6_000, 1, Token));
        Assert.Equal(first, await network.ScalarAsync<string>(Digest));
        Assert.Equal(0, await network.ScalarAsync<long>(
            "SELECT count(*) FROM trainings WHERE source_name IS DISTINCT FROM 'Erfunden für Lasttests' OR title NOT LIKE 'Erfunden: %'"));

        var plan = await ListPlanAsync();
        // From the first date that is not over, not from the first there ever was.
        Assert.Matches("IX_training_dates_starts_at_training_id.*\n.*Index Cond: .*starts_at > .*starts_at < |"
            + "IX_training_dates_starts_at_training_id.*\n.*Index Cond: .*starts_at < .*starts_at > ", plan);

        await using var scope = network.Services.CreateAsyncScope();
        var lists = scope.ServiceProvider.GetRequiredService<TrainingLists>();
        var days = (await lists.DaysAsync(new TrainingFilter(), new DateOnly(2026, 8, 1), 31, 3, Token))
            .ToLookup(date => DateOnly.FromDateTime(date.Start));
        Assert.Equal(31, days.Count);
        // A circle with all of them in it, which is looked at along the dates, finds what no circle finds.
        async Task<List<Guid>> NextAsync(NearInput? near)
        {
            var page = await lists.PageAsync(new TrainingFilter { Near = near }, PageRequest.Check(20, null, null, null), Token);
            return [.. (await page.EdgesAsync(Token)).Select(edge => edge.Row.Training.Id)];
        }

        Assert.Equal(await NextAsync(null), await NextAsync(new NearInput { Latitude = 51.4, Longitude = 7.5, RadiusKm = 400 }));
        Assert.All(days, day => Assert.Equal(3, day.Count()));
        Assert.Equal(
            await network.ScalarAsync<DateTime>("SELECT max(start) FROM (SELECT start FROM training_dates "
                + "WHERE start >= '2026-08-07' AND start < '2026-08-08' ORDER BY start LIMIT 3) AS first"),
            days[new DateOnly(2026, 8, 7)].Max(date => date.Start));
    }

    private async Task<string> ListPlanAsync()
    {
        var gazetteer = await GazetteerLoader.LoadAsync(network.Database, Token);
        var vocabularies = await VocabularyLoader.LoadAsync(network.Database, Token);
        var criteria = new TrainingCriteria(new TrainingFilter(), Viewer.Nobody, gazetteer, vocabularies, Now);
        criteria.OnlyFirstDates();
        await using var command = criteria.Conditions.Command(network.Database,
            $"EXPLAIN SELECT t.id FROM {TrainingSql.From} WHERE {criteria.Conditions.Where} ORDER BY d.starts_at, t.id LIMIT 21");
        await using var lines = await command.ExecuteReaderAsync(Token);
        var plan = new List<string>();
        while (await lines.ReadAsync(Token)) plan.Add(lines.GetString(0));
        return string.Join('\n', plan);
    }
}
