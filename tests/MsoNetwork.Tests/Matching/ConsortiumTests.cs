using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Matching;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Consortia;

namespace MsoNetwork.Tests.Matching;

public sealed class ConsortiumTests(MatchedNetwork matched) : IClassFixture<MatchedNetwork>
{
    private const string Shown =
        "gain guarantee complete leadIsExperienced lessExperienced uncoveredTopics { key } uncoveredTargetGroups { key } uncoveredRegions "
            + "{ key } "
        + "members { lead experienced gain organisation { slug status } reasons { kind contribution text terms { key } regions { key } } }";

    private static readonly string[] Topics = ["culture", "work", "parents", "encounter", "digital", "democracy"];
    private static readonly string[] Regions = ["05315", "05112", "05913"];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_greedy_choice_keeps_its_guarantee_against_the_best_of_all_sets(int least)
    {
        var vocabularies = await matched
            .Network.Services.GetRequiredService<ReferenceSnapshot<VocabularySet>>()
            .GetAsync(TestContext.Current.CancellationToken);
        var worst = 1.0;
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var network = Small(random, vocabularies);
            var demands = new ConsortiumDemands(Topics, [], Regions, 4, least);
            var found = new ConsortiumSearch(network, demands).Find(0, _ => true);
            var gain = found.Members.Skip(1).Sum(member => member.Gain);
            var best = BestGain(network, demands);
            worst = Math.Min(worst, best == 0 ? 1 : gain / (double)best);
            Assert.True(gain <= best, "nothing is better than the best");
            Assert.True(gain >= demands.Guarantee * best, $"seed {seed}: {gain} of {best}");
            Assert.True(found.Members.Skip(1).Count(member => member.IsExperienced) <= 3 - least);
        }

        Assert.InRange(worst, demandsFloor(least), 1);

        static double demandsFloor(int least) => least == 0 ? 1 - (1 / Math.E) : 0.5;
    }

    [Fact]
    public async Task Members_cover_step_by_step_and_their_gains_add_up()
    {
        var asked = await AskAsync(
            "topics: [\"culture\", \"education\", \"work\", \"refugees\"], targetGroups: [\"women\"], regions: [\"05315\", \"05112\"], "
                + "size: 6"
        );
        var members = asked.GetProperty("members").EnumerateArray().ToList();
        Assert.Equal(6, members.Count);
        Assert.Equal(asked.GetProperty("gain").GetInt32(), members.Sum(member => member.GetProperty("gain").GetInt32()));
        var covered = new List<string>();
        foreach (var member in members)
        {
            var reasons = member.GetProperty("reasons").EnumerateArray().ToList();
            Assert.Equal(member.GetProperty("gain").GetInt32(), reasons.Sum(reason => reason.GetProperty("contribution").GetInt32()));
            Assert.Equal("ACTIVE", member.GetProperty("organisation").Text("status"));
            covered.AddRange(
                reasons
                    .Where(reason => reason.Text("kind").StartsWith("COVERS", StringComparison.Ordinal))
                    .SelectMany(reason =>
                        reason
                            .GetProperty("terms")
                            .EnumerateArray()
                            .Concat(reason.GetProperty("regions").EnumerateArray())
                            .Select(one => one.Text("key"))
                    )
            );
        }

        Assert.Equal(covered.Distinct(), covered);
        var uncovered = new[] { "uncoveredTopics", "uncoveredTargetGroups", "uncoveredRegions" }.SelectMany(name =>
            asked.GetProperty(name).EnumerateArray().Select(one => one.Text("key"))
        );
        Assert.Equal(
            new[] { "05112", "05315", "culture", "education", "refugees", "women", "work" },
            covered.Concat(uncovered).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            members.Skip(1).Select(member => member.GetProperty("gain").GetInt32()).OrderDescending(),
            members.Skip(1).Select(member => member.GetProperty("gain").GetInt32())
        );
    }

    [Fact]
    public async Task The_rule_of_partner_projects_can_be_asked_for_and_is_told_back()
    {
        var asked = await AskAsync("topics: [\"culture\", \"work\"], experiencedLead: true, leastLessExperienced: 3, size: 5");
        Assert.True(asked.GetProperty("leadIsExperienced").GetBoolean());
        Assert.True(asked.GetProperty("lessExperienced").GetInt32() >= 3);
        Assert.Equal(0.5, asked.GetProperty("guarantee").GetDouble());
        Assert.Equal(
            asked.GetProperty("lessExperienced").GetInt32(),
            asked.GetProperty("members").EnumerateArray().Skip(1).Count(member => !member.GetProperty("experienced").GetBoolean())
        );
        var lead = await matched.Network.ScalarAsync<string>(
            "SELECT slug FROM organisations AS o WHERE status = 'Active' AND NOT EXISTS (SELECT FROM cooperations WHERE o.id IN (from_id, "
                + "to_id)) AND NOT EXISTS (SELECT FROM memberships WHERE o.id IN (member_id, umbrella_id)) ORDER BY slug LIMIT 1"
        );
        var young = await AskAsync($"lead: \"{await matched.Network.IdAsync(lead)}\", topics: [\"culture\"], leastLessExperienced: 3");
        Assert.False(young.GetProperty("leadIsExperienced").GetBoolean());
        Assert.Equal(lead, young.GetProperty("members")[0].GetProperty("organisation").Text("slug"));
    }

    [Fact]
    public async Task What_nobody_covers_is_told_and_a_region_without_organisations_is_no_error()
    {
        var empty = await matched.Network.ScalarAsync<string>(
            "SELECT key FROM regions AS r WHERE level = 'Municipality' AND NOT EXISTS (SELECT FROM organisations WHERE municipality_key = "
                + "r.key) ORDER BY key LIMIT 1"
        );
        Assert.True((await AskAsync($"regions: [\"{empty}\"]")).GetProperty("members").GetArrayLength() > 0); // some work in all of NRW
        var asked = await AskAsync($"topics: [\"culture\"], regions: [\"{empty}\"], filter: {{ regions: [\"{empty}\"] }}");
        Assert.Equal(empty, Assert.Single(asked.GetProperty("uncoveredRegions").EnumerateArray()).Text("key"));
        Assert.Equal("culture", Assert.Single(asked.GetProperty("uncoveredTopics").EnumerateArray()).Text("key"));
        Assert.False(asked.GetProperty("complete").GetBoolean());
        Assert.Equal(0, asked.GetProperty("members").GetArrayLength());
    }

    [Theory]
    [InlineData("", "topics", "Nothing is asked for")]
    [InlineData("topics: [\"culture\"], size: 1", "size", "from 2 to 12")]
    [InlineData("topics: [\"culture\"], size: 13", "size", "from 2 to 12")]
    [InlineData("topics: [\"culture\"], size: 3, leastLessExperienced: 3", "leastLessExperienced", "0 to 2")]
    [InlineData("topics: [\"culture\"], leastLessExperienced: -1", "leastLessExperienced", "0 to 3")]
    [InlineData("topics: [\"kultur-\"]", "topics", "perhaps \"culture\"")]
    [InlineData("topics: [\"religion\"]", "topics", "never use religion")]
    [InlineData("targetGroups: [\"nix\"]", "targetGroups", "no key \"nix\"")]
    [InlineData("regions: [\"09\"]", "regions", "AGS prefixes")]
    [InlineData("topics: [\"culture\"], lead: \"x\"", "lead", "take the field id")]
    [InlineData("topics: [\"culture\"], filter: { origins: [\"TR\"] }", "filter.origins", "never use origin")]
    public async Task What_cannot_be_is_refused_in_words(string arguments, string argument, string says) =>
        (
            await matched.Network.AskAsync("", $"{{ consortiumSuggestions{(arguments.Length == 0 ? "" : $"({arguments})")} {{ gain }} }}")
        ).IsRefused("INVALID_INPUT", argument, says);

    [Fact]
    public async Task A_set_from_a_place_has_nobody_who_only_lives_near_somebody_or_only_says_that_it_works_in_the_whole_state()
    {
        var services = matched.Network.Services;
        var token = TestContext.Current.CancellationToken;
        var vocabularies = await services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(token);
        var hagen = (await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(token)).ByKey("05914")!;
        var (far, near) = ((51.23, 6.78), (hagen.Centre.Latitude, hagen.Centre.Longitude));
        var members = new[]
        {
            Member(1, "05111000", far, ["culture"], ["05"]), // experience and all of the state, but Düsseldorf
            Member(2, "05914000", near, ["culture"], []),
            Member(3, "05914000", near, [], []), // a neighbour of the second, and no more
            Member(4, "05954012", near, ["culture", "work"], []), // Gevelsberg: does the same
            Member(5, "05111000", far, ["work"], []), // far, and nobody misses it
            Member(6, "05111000", far, ["housing"], []), // far, but nobody else does this
        };
        var network = new MatchNetwork(members, [new(0, 4, true, null), new(0, 5, true, null), new(1, 2, true, null)], vocabularies,
            new DateOnly(2026, 11, 1));
        var demands = new ConsortiumDemands(["culture", "housing"], [], [hagen.Key], 6, 0);
        var search = new ConsortiumSearch(network, demands, new ProjectPlaces([hagen]));
        var lead = search.FindLead(_ => true)!.Value;
        Assert.Equal(1, lead);
        Assert.Equal([1, 5, 3], search.Find(lead, _ => true).Members.Select(member => member.Place));
        Assert.Equal(0, new ConsortiumSearch(network, demands).FindLead(_ => true)); // as the API says it: NRW is Hagen too

        static MatchMember Member(int number, string town, (double Latitude, double Longitude) at, string[] topics, string[] active) =>
            new()
            {
                Id = new Guid(number, 0, 0, new byte[8]),
                Name = $"O {number}",
                Municipality = town,
                Latitude = at.Latitude,
                Longitude = at.Longitude,
                Topics = topics,
                ActiveIn = active,
                FoundedYear = number == 1 ? 1980 : 2024,
            };
    }

    [Fact]
    public async Task Every_topic_but_religion_stands_in_one_area()
    {
        var vocabularies = await matched
            .Network.Services.GetRequiredService<ReferenceSnapshot<VocabularySet>>()
            .GetAsync(TestContext.Current.CancellationToken);
        var topics = vocabularies[VocabularyName.Topics];
        var areas = TopicAreas.Of(topics).ToList();
        Assert.Equal(
            topics.Terms.Select(topic => topic.Key).Where(key => key != "religion").Order(StringComparer.Ordinal),
            areas.SelectMany(area => area.Topics).Select(topic => topic.Key).Order(StringComparer.Ordinal)
        );
        Assert.All(areas, area => Assert.InRange(area.Topics.Count, 3, 12));
    }

    private async Task<JsonElement> AskAsync(string arguments)
    {
        var answer = await matched.Network.AskAsync("", $"{{ consortiumSuggestions({arguments}) {{ {Shown} }} }}");
        Assert.False(answer.TryGetProperty("errors", out _), answer.GetRawText());
        return answer.GetProperty("data").GetProperty("consortiumSuggestions");
    }

    private static MatchNetwork Small(Random random, VocabularySet vocabularies)
    {
        var members = Enumerable
            .Range(0, 12)
            .Select(number => new MatchMember
            {
                Id = new Guid(number, 0, 0, new byte[8]),
                Name = $"O {number}",
                Municipality = Regions[random.Next(3)] + "000",
                Latitude = 51 + random.NextDouble(),
                Longitude = 7 + random.NextDouble(),
                Topics = number == 0 ? [] : [.. Topics.Where(_ => random.Next(4) == 0)],
                FoundedYear = random.Next(2) == 0 ? 1990 : null,
            })
            .ToList();
        var ties = Enumerable
            .Range(0, 14)
            .Select(_ => new MatchTie(random.Next(12), random.Next(12), true, null))
            .Where(tie => tie.From != tie.To);
        return new MatchNetwork(members, [.. ties], vocabularies, new DateOnly(2026, 11, 1));
    }

    /// <summary>All sets of at most three beside the lead that keep the bound, by brute force and by another way of counting.</summary>
    private static int BestGain(MatchNetwork network, ConsortiumDemands demands)
    {
        using var matcher = new Matcher(network, 0, SuggestionPurpose.SimilarWork);
        HashSet<string> Covers(int place) =>
            [
                .. demands.Topics.Where(network.Members[place].Topics.Contains),
                .. demands.Regions.Where(network.Members[place].Municipality.StartsWith),
            ];
        var (own, best) = (Covers(0), 0);
        for (var a = 0; a < network.Count; a++)
        {
            for (var b = a; b < network.Count; b++)
            {
                for (var c = b; c < network.Count; c++)
                {
                    var set = new[] { a, b, c }.Where(place => place > 0).Distinct().ToList(); // 0 stands for nobody
                    if (set.Count(network.IsExperienced) > demands.Size - 1 - demands.LeastLessExperienced) continue;
                    var covered = set.SelectMany(Covers).Distinct().Except(own).Count();
                    best = Math.Max(best, (covered * ConsortiumDemands.Points) + set.Sum(place => matcher.Points(place).Total));
                }
            }
        }

        return best;
    }
}
