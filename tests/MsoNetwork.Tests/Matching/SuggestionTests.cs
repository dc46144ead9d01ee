using System.Text.Json;
using MsoNetwork.Matching;
using MsoNetwork.Search;
using MsoNetwork.Tests.Cooperations;

namespace MsoNetwork.Tests.Matching;

public sealed class SuggestionTests(MatchedNetwork matched) : IClassFixture<MatchedNetwork>
{
    private static readonly SuggestionPurpose[] Purposes = Enum.GetValues<SuggestionPurpose>();

    [Fact]
    public async Task Contributions_add_up_to_the_score_exactly_and_every_suggestion_has_a_reason()
    {
        var seen = 0;
        foreach (var slug in await matched.SlugsAsync(15))
        {
            foreach (var purpose in new[] { "SIMILAR_WORK", "COMPLEMENTARY", "MENTORS", "MENTEES" })
            {
                foreach (var suggestion in await matched.SuggestedAsync(slug, $"for: {purpose}, includeConnected: true"))
                {
                    var contributions = suggestion
                        .GetProperty("reasons")
                        .EnumerateArray()
                        .Select(reason => reason.GetProperty("contribution").GetInt32())
                        .ToList();
                    Assert.NotEmpty(contributions);
                    Assert.Equal(suggestion.GetProperty("score").GetInt32(), contributions.Sum());
                    Assert.Equal(contributions.OrderDescending(), contributions);
                    Assert.DoesNotContain(suggestion.GetProperty("reasons").EnumerateArray(), reason =>
                        reason.Text("text").Contains('{', StringComparison.Ordinal)
                    );
                    seen++;
                }
            }
        }

        Assert.True(seen > 300, $"{seen} suggestions are too few to say anything");
    }

    [Fact]
    public async Task Every_pair_scores_the_same_both_ways_round_and_mentors_as_their_mentees_do()
    {
        var network = await matched.NowAsync();
        var counterparts = new Dictionary<SuggestionPurpose, SuggestionPurpose>
        {
            [SuggestionPurpose.SimilarWork] = SuggestionPurpose.SimilarWork,
            [SuggestionPurpose.Complementary] = SuggestionPurpose.Complementary,
            [SuggestionPurpose.Mentors] = SuggestionPurpose.Mentees,
            [SuggestionPurpose.Mentees] = SuggestionPurpose.Mentors,
        };
        var matchers = Purposes.ToDictionary(
            purpose => purpose,
            purpose => Enumerable.Range(0, network.Count).Select(place => new Matcher(network, place, purpose)).ToArray()
        );
        foreach (var (purpose, counterpart) in counterparts)
        {
            for (var one = 0; one < network.Count; one++)
            {
                for (var other = 0; other < network.Count; other++)
                {
                    if (one == other) continue;
                    var (points, back) = (matchers[purpose][one].Points(other), matchers[counterpart][other].Points(one));
                    Assert.Equal(
                        points with
                        {
                            Gives = points.Takes,
                            Takes = points.Gives,
                            OffersSought = points.SeeksOffered,
                            SeeksOffered = points.OffersSought,
                        },
                        back
                    );
                }
            }
        }

        foreach (var matcher in matchers.Values.SelectMany(all => all)) matcher.Dispose();
    }

    [Fact]
    public async Task The_best_are_those_of_the_whole_list_by_score_then_by_id_again_and_again()
    {
        var network = await matched.NowAsync();
        for (var self = 0; self < network.Count; self += 7)
        {
            using var matcher = new Matcher(network, self, SuggestionPurpose.SimilarWork);
            var whole = Enumerable
                .Range(0, network.Count)
                .Where(other => other != self && !matcher.IsConnected(other) && matcher.Score(other) > 0)
                .OrderByDescending(matcher.Score)
                .ThenBy(other => network.Members[other].Id)
                .ToList();
            foreach (var first in new[] { 1, 10, 1000 })
                Assert.Equal(whole.Take(first), matcher.Best(first, _ => true, withConnected: false).Select(found => found.Place));
        }
    }

    [Fact]
    public async Task Scores_use_distances_that_differ_from_the_geodesic_by_less_than_four_in_a_thousand()
    {
        var network = await matched.NowAsync();
        for (var one = 0; one < network.Count; one++)
        {
            for (var other = one + 1; other < network.Count; other += 11)
            {
                var (a, b) = (network.Members[one], network.Members[other]);
                var kilometres = Geodesic.Metres(a.Latitude, a.Longitude, b.Latitude, b.Longitude) / 1000;
                Assert.InRange(network.Kilometres(one, other), (kilometres * 0.996) - 0.001, (kilometres * 1.004) + 0.001);
            }
        }
    }

    [Fact]
    public async Task Whom_it_works_with_is_left_out_unless_asked_for_and_then_marked()
    {
        var slug = (await matched.SlugsAsync(1))[0];
        var partners = await matched.Network.ScalarAsync<string[]>($"""
            SELECT array_agg(DISTINCT other.slug) FROM cooperations c JOIN organisations self ON self.id IN (c.from_id, c.to_id) JOIN organisations other ON other.id IN (c.from_id, c.to_id) AND other.id <> self.id
            WHERE self.slug = '{slug}' AND c.state = 'Confirmed' AND coalesce(c.starts_on <= current_date, true) AND coalesce(c.ends_on >= current_date, true)
            """);
        var suggested = await matched.SuggestedAsync(slug, "first: 100");
        Assert.Empty(suggested.Select(Slug).Intersect(partners));
        Assert.DoesNotContain(suggested, suggestion => suggestion.GetProperty("connected").GetBoolean());
        var all = await matched.SuggestedAsync(slug, "first: 100, includeConnected: true");
        Assert.NotEmpty(all.Select(Slug).Intersect(partners));
        Assert.All(all, suggestion => Assert.Equal(partners.Contains(Slug(suggestion)), suggestion.GetProperty("connected").GetBoolean()));
        Assert.DoesNotContain(slug, all.Select(Slug));
    }

    [Fact]
    public async Task A_filter_narrows_who_is_suggested_and_changes_no_score()
    {
        var slug = (await matched.SlugsAsync(1))[0];
        var all = (await matched.SuggestedAsync(slug, "first: 100")).ToDictionary(Slug, suggestion =>
            suggestion.GetProperty("score").GetInt32()
        );
        var narrowed = await matched.SuggestedAsync(slug, "first: 100, filter: { regions: [\"053\"] }");
        Assert.NotEmpty(narrowed);
        foreach (var suggestion in narrowed.Where(suggestion => all.ContainsKey(Slug(suggestion))))
            Assert.Equal(all[Slug(suggestion)], suggestion.GetProperty("score").GetInt32());
        var within = await matched.Network.ScalarAsync<string[]>(
            "SELECT array_agg(slug) FROM organisations WHERE municipality_key LIKE '053%'"
        );
        Assert.Empty(narrowed.Select(Slug).Except(within));
        Assert.Empty(await matched.SuggestedAsync(slug, "filter: { near: { latitude: 50.4, longitude: 6.0, radiusKm: 0.1 } }"));
    }

    [Fact]
    public async Task Dissolved_and_inactive_ones_are_neither_suggested_nor_served()
    {
        var gone = await matched.Network.ScalarAsync<string[]>("SELECT array_agg(slug) FROM organisations WHERE status <> 'Active'");
        Assert.NotEmpty(gone);
        Assert.Empty(await matched.SuggestedAsync(gone[0]));
        foreach (var slug in await matched.SlugsAsync(5))
            Assert.Empty((await matched.SuggestedAsync(slug, "first: 100, includeConnected: true")).Select(Slug).Intersect(gone));
    }

    [Fact]
    public async Task A_protected_place_counts_as_its_towns_centre()
    {
        var (slug, other) = (
            await matched.Network.ScalarAsync<string>(
                "SELECT slug FROM organisations WHERE location_protected AND status = 'Active' AND topics <> '{}' ORDER BY slug LIMIT 1"
            ),
            ""
        );
        foreach (var suggestion in await matched.SuggestedAsync(slug))
        {
            other = Slug(suggestion);
            var metres = await matched.Network.ScalarAsync<double>(
                $"SELECT ST_Distance(a.location, b.location) FROM organisations a, organisations b WHERE (a.slug, b.slug) = ('{slug}', "
                    + $"'{other}')"
            );
            Assert.Equal(metres / 1000, suggestion.GetProperty("distanceKm").GetDouble(), 1e-5);
        }

        Assert.NotEmpty(other);
        var before = await matched.AllAsync([slug]);
        await matched.Network.RunAsync(
            "UPDATE protected_places SET location = ST_Point(6.0, 50.4, 4326)::geography, street = 'Anderswo 1'"
        );
        Assert.Equal(before, await matched.AllAsync([slug]));
    }

    [Fact]
    public async Task Twenty_suggestions_take_as_many_statements_as_two()
    {
        var slug = (await matched.SlugsAsync(1))[0];
        for (var time = 0; time < 2; time++) await CountedAsync(slug, 20); // all of them are in memory
        Assert.Equal(await CountedAsync(slug, 2), await CountedAsync(slug, 20));
        // the version, the organisations, their common partners; one to find the id in this test
        Assert.InRange(await CountedAsync(slug, 20), 2, 4);
    }

    [Theory]
    [InlineData("organisation: \"x\"", "INVALID_INPUT", "organisation", "take the field id")]
    [InlineData(
        "organisation: \"T3JnYW5pc2F0aW9uOjAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw\"",
        "NOT_FOUND",
        "organisation",
        "no organisation"
    )]
    [InlineData("organisation: \"SELF\", first: 0", "INVALID_INPUT", "first", "from 1 to 100")]
    [InlineData("organisation: \"SELF\", first: 101", "INVALID_INPUT", "first", "from 1 to 100")]
    [InlineData("organisation: \"SELF\", filter: { regions: [\"99\"] }", "INVALID_INPUT", "filter.regions", "AGS prefixes")]
    [InlineData("organisation: \"SELF\", filter: { origins: [\"TR\"] }", "INVALID_INPUT", "filter.origins", "never use origin")]
    [InlineData("organisation: \"SELF\", filter: { topics: [\"Religion\"] }", "INVALID_INPUT", "filter.topics", "never use origin")]
    [InlineData("organisation: \"SELF\", filter: { allTopics: [\"religion\"] }", "INVALID_INPUT", "filter.allTopics", "never use origin")]
    [InlineData(
        "organisation: \"SELF\", filter: { kinds: [\"religious-association\"] }",
        "INVALID_INPUT",
        "filter.kinds",
        "never use origin"
    )]
    public async Task What_cannot_be_is_refused_in_words(string arguments, string code, string argument, string says)
    {
        var self = await matched.Network.IdAsync("allerweltshaus-koeln-e-v");
        var answer = await matched.Network.AskAsync(
            "",
            $"{{ partnerSuggestions({arguments.Replace("SELF", self, StringComparison.Ordinal)}) {{ score }} }}"
        );
        answer.IsRefused(code, argument, says);
    }

    private static string Slug(JsonElement suggestion) => suggestion.GetProperty("organisation").Text("slug");

    private async Task<int> CountedAsync(string slug, int first) =>
        (await matched.Database.CountedAsync(() => matched.SuggestedAsync(slug, $"first: {first}"))).Statements;
}
