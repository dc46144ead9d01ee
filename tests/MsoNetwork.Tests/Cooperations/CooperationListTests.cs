using System.Text.Json;
using MsoNetwork.Invented;

namespace MsoNetwork.Tests.Cooperations;

public sealed class CooperationListTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Fact]
    public async Task Invented_cooperations_are_written_once_and_paged_completely_in_both_directions()
    {
        await new SeedSynthetic(network.Database, TimeProvider.System).RunAsync(60, 1, TestContext.Current.CancellationToken);
        var seed = new SeedSyntheticCooperations(network.Database, TimeProvider.System);
        var written = await seed.RunAsync(300, 1, TestContext.Current.CancellationToken);
        Assert.InRange(written, 200, 300);
        Assert.Equal(0, await seed.RunAsync(300, 1, TestContext.Current.CancellationToken));
        var slug = await network.ScalarAsync<string>(
            "SELECT o.slug FROM organisations o JOIN cooperations c ON o.id IN (c.from_id, c.to_id) GROUP BY o.slug ORDER BY count(*) "
                + "DESC, 1 LIMIT 1"
        );
        var expected = await network.ScalarAsync<string[]>(
            $"SELECT array_agg(c.title ORDER BY c.id DESC) FROM cooperations c JOIN organisations o ON o.id IN (c.from_id, c.to_id) WHERE "
                + $"o.slug = '{slug}' AND c.state IN ('Confirmed', 'Ended')"
        );
        Assert.Equal(expected, await PagesAsync(slug, "first", "after", "endCursor", "hasNextPage"));
        Assert.Equal(expected.AsEnumerable().Reverse(), await PagesAsync(slug, "last", "before", "startCursor", "hasPreviousPage"));
        await network.RunAsync("DELETE FROM cooperations WHERE source_name = 'Erfunden für Lasttests'");
    }

    [Fact]
    public async Task Lists_of_many_organisations_take_one_statement_and_their_partners_another()
    {
        const string Query =
            "query ($first: Int) { organisations(first: $first, filter: { regions: [\"05315\"] }) { nodes { slug cooperations { "
                + "totalCount pageInfo { hasNextPage hasPreviousPage } edges { partner { slug } node { title topics { key } from { slug } "
                + "proposed { organisation { slug } } } } } } } }";
        Assert.Equal(3, (await CountedAsync(Query, new { first = 100 })).Statements);
        Assert.Equal((await CountedAsync(Query, new { first = 2 })).Statements, (await CountedAsync(Query, new { first = 3 })).Statements);
        var answer = (await CountedAsync(Query, new { first = 100 }))
            .Answer.GetProperty("data")
            .GetProperty("organisations")
            .GetProperty("nodes")
            .EnumerateArray()
            .ToDictionary(node => node.Text("slug"));
        Assert.Equal(4, answer["house-of-resources-koeln"].GetProperty("cooperations").GetProperty("totalCount").GetInt32());
        Assert.Equal(
            "house-of-resources-koeln",
            Assert
                .Single(answer["migrafrica"].GetProperty("cooperations").GetProperty("edges").EnumerateArray())
                .GetProperty("partner")
                .Text("slug")
        );
        Assert.Equal(0, answer["atlant-e-v"].GetProperty("cooperations").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public void The_generator_gives_the_same_pairs_for_the_same_seed_and_others_for_another()
    {
        var members = Enumerable
            .Range(0, 200)
            .Select(number => new SyntheticMember($"0531{number % 5}000", [number % 3 == 0 ? "culture" : "work"], ["de"]))
            .ToList();
        var pairs = SyntheticCooperations.Pairs(members, 400, new SyntheticTies(), 1);
        Assert.Equal(400, pairs.Count);
        Assert.Equal(pairs, SyntheticCooperations.Pairs(members, 400, new SyntheticTies(), 1));
        Assert.NotEqual(pairs, SyntheticCooperations.Pairs(members, 400, new SyntheticTies(), 2));
        int Near(SyntheticTies ties) =>
            SyntheticCooperations
                .Pairs(members, 400, ties, 1)
                .Count(pair => members[pair.From].Municipality == members[pair.To].Municipality);
        Assert.True(Near(new SyntheticTies()) > 2 * Near(SyntheticTies.Chance));
        Assert.Empty(SyntheticCooperations.Pairs([], 5, new SyntheticTies(), 1));
        Assert.Single(SyntheticCooperations.Pairs(members[..2], 5, new SyntheticTies(), 1));
    }

    private async Task<List<string>> PagesAsync(string slug, string size, string from, string cursor, string more)
    {
        var (seen, place) = (new List<string>(), (string?)null);
        while (true)
        {
            var answer = await network.AskAsync(
                "",
                $"query ($slug: String!, $place: String) {{ organisation(slug: $slug) {{ cooperations({size}: 3, {from}: $place, states: "
                    + $"[CONFIRMED, ENDED]) {{ nodes {{ title }} pageInfo {{ {cursor} {more} }} }} }} }}",
                new { slug, place }
            );
            var page = answer.GetProperty("data").GetProperty("organisation").GetProperty("cooperations");
            var titles = page.GetProperty("nodes").EnumerateArray().Select(node => node.Text("title"));
            seen.AddRange(size == "last" ? titles.Reverse() : titles);
            if (!page.GetProperty("pageInfo").GetProperty(more).GetBoolean()) return seen;
            place = page.GetProperty("pageInfo").Text(cursor);
        }
    }

    private Task<(JsonElement Answer, int Statements)> CountedAsync(string query, object variables) =>
        network.Database.CountedWhenKnownAsync(() => network.AskAsync("", query, variables));
}
