using System.Text.Json;
using MsoNetwork.Meilisearch;
using MsoNetwork.Organisations;
using MsoNetwork.Tests.Meilisearch;
using MsoNetwork.Tests.OrganisationSearch;

namespace MsoNetwork.Tests.Organisations;

/// <summary>
/// Each field of the filter is known to the list, the index and Meilisearch: one that is forgotten would be taken and ignored.
/// </summary>
public sealed class FilterFieldsTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    public static TheoryData<string> Fields { get; } = [.. typeof(OrganisationFilter).GetProperties().Select(field => field.Name)];

    [Theory]
    [MemberData(nameof(Fields))]
    public void It_is_tried_in_the_list_and_in_the_search(string field)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(field);
        Assert.Contains(FilterTests.Filters, row => Asks(row, $"{name}:"));
        Assert.Contains(SearchLawTests.AllFilters, row => Asks(row, $"\"{name}\":"));
    }

    private static bool Asks(ITheoryDataRow row, string field) => $"{row.GetData()[0]}".Contains(field, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Meilisearch_is_asked_for_it(string field)
    {
        if (field == nameof(OrganisationFilter.WithinPolygon)) return; // SearchRequestsTests: it is not asked then
        var (asked, all) = (await Asked.OfAsync(network), OpenApiTests.AllFields());
        var without = all with { };
        typeof(OrganisationFilter).GetProperty(field)!.SetValue(without, null);
        Assert.NotEqual(Conditions(all), Conditions(without));

        string Conditions(OrganisationFilter filter) =>
            string.Join(" & ", new SearchConditions(asked.Question("", filter)).All.Select(any => string.Join(" | ", any)));
    }
}
