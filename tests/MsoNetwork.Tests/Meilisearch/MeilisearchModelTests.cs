using System.Text.Json.Nodes;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>The model beside every search that a real Meilisearch 1.50.0 was asked with all its documents recorded.</summary>
public sealed class MeilisearchModelTests
{
    private static readonly Lazy<MeilisearchModel> Model = new(() => new MeilisearchModel(
        Node(Contract("/settings").Single()),
        Node(Contract("/documents").Single())!.AsArray()!));

    public static TheoryData<int> Searches => new(Enumerable.Range(0, Contract("/multi-search").Count()));

    [Theory]
    [MemberData(nameof(Searches))]
    public void A_recorded_search_has_the_same_hits_in_the_same_order_and_the_same_numbers(int number)
    {
        var recorded = Contract("/multi-search").ElementAt(number);
        foreach (var (query, answer) in Node(recorded)!["queries"]!.AsArray().Zip(
            JsonNode.Parse(recorded.Response.GetRawText())!["results"]!.AsArray()))
        {
            var (ids, facets) = Model.Value.Search(query!);
            if (query!["limit"] is not null) Assert.Equal(answer!["hits"]!.AsArray().Select(hit => (string)hit!["id"]!), ids);
            else Assert.Equal((int)answer!["totalHits"]!, ids.Count);
            foreach (var (name, counts) in answer["facetDistribution"]?.AsObject() ?? [])
                Assert.True(JsonNode.DeepEquals(counts, facets[name]), $"{name}: {facets[name]}");
        }
    }

    private static IEnumerable<Recorded> Contract(string call) => Recorded.All.Where(one =>
        one.Scene == "contract" && one.Path.Split('?')[0].EndsWith(call, StringComparison.Ordinal));

    private static JsonNode? Node(Recorded recorded) => JsonNode.Parse(recorded.Request.GetRawText());
}
