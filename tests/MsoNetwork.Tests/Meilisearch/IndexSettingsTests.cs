using System.Text.Json;
using System.Text.Json.Nodes;
using MsoNetwork.Meilisearch;
using MsoNetwork.Search;

namespace MsoNetwork.Tests.Meilisearch;

public sealed class IndexSettingsTests
{
    private static readonly JsonObject Sent = JsonSerializer.SerializeToNode(new IndexSettings(), Wire.Default.IndexSettings)!.AsObject();

    [Fact]
    public void No_null_is_sent_because_it_would_reset_a_setting() =>
        Assert.DoesNotContain("null", Sent.ToJsonString(), StringComparison.Ordinal);

    [Fact]
    public void Typos_are_forgiven_as_by_the_other_engine_and_not_in_numbers()
    {
        var typos = Sent["typoTolerance"]!;
        var (one, two) = ((int)typos["minWordSizeForTypos"]!["oneTypo"]!, (int)typos["minWordSizeForTypos"]!["twoTypos"]!);
        Assert.Equal((0, 1), (MatchRules.Typos(one - 1), MatchRules.Typos(one)));
        Assert.Equal((1, 2), (MatchRules.Typos(two - 1), MatchRules.Typos(two)));
        Assert.True((bool)typos["disableOnNumbers"]!);
    }

    [Fact]
    public void Geo_is_filterable_as_a_plain_string_because_patterns_do_not_count_for_it() =>
        Assert.Contains(Sent["filterableAttributes"]!.AsArray(), attribute =>
            attribute!.GetValueKind() == JsonValueKind.String && (string)attribute! == "_geo"
        );

    [Fact]
    public void Ranking_has_sort_and_does_not_mix_attribute_with_attributeRank()
    {
        var rules = new IndexSettings().RankingRules;
        Assert.Contains("sort", rules);
        Assert.Contains("attributeRank", rules);
        Assert.DoesNotContain("attribute", rules);
        Assert.Equal("id:asc", rules[^1]); // a total order, so pages fit together
    }

    [Fact]
    public void What_is_compared_may_be_compared_and_what_is_counted_may_be_equal()
    {
        var rules = Sent["filterableAttributes"]!
            .AsArray()
            .OfType<JsonObject>()
            .SelectMany(
                rule => rule["attributePatterns"]!.AsArray(),
                (rule, name) => (Name: (string)name!, Filter: rule["features"]!["filter"]!)
            )
            .ToDictionary(rule => rule.Name, rule => rule.Filter);
        Assert.True((bool)rules["updatedAt"]["comparison"]!);
        Assert.All(
            ["topics", "kinds", "municipality", "place", "worksIn", "verified"],
            name => Assert.True((bool)rules[name]["equality"]!));
    }

    [Fact]
    public void Totals_and_pages_are_not_cut_at_a_thousand() => Assert.Equal(1_000_000, (int)Sent["pagination"]!["maxTotalHits"]!);

    [Fact]
    public void No_pairs_of_words_are_indexed_and_one_term_is_no_typo_of_another()
    {
        Assert.Equal("byAttribute", (string)Sent["proximityPrecision"]!);
        var without = Sent["typoTolerance"]!["disableOnAttributes"]!.AsArray().Select(name => (string)name!);
        Assert.Equal(["place", "worksIn", "calledTerms", "terms", "broaderTerms", "saidTerms", "around"], without);
    }

    [Fact]
    public void No_locales_are_set_because_a_language_would_cut_documents_and_queries_differently() =>
        Assert.False(Sent.ContainsKey("localizedAttributes"));
}
