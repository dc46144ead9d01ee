using System.Text.Json;
using System.Text.Json.Nodes;
using MsoNetwork.Meilisearch;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Regions;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>Of two equally good hits the stale one comes second, in Meilisearch as in our own index (RankingTests).</summary>
public sealed class FreshnessOrderTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Theory]
    [InlineData("2026-10-01", null)] // changed lately
    [InlineData("2019-05-01", "2026-10-01")] // changed long ago, and confirmed since
    [InlineData("2019-05-01", "2026-01-01", "2026-11-30")] // confirmed, and the other by nobody, though it came in lately
    public async Task The_entry_that_was_changed_or_confirmed_last_comes_first_whatever_its_id(
        string changed, string? confirmed, string other = "2020-05-01")
    {
        var asked = await Asked.OfAsync(network);
        var shape = new DocumentShape(asked.Vocabularies, new CompoundWords(asked.Vocabularies, asked.Gazetteer));
        var settings = JsonSerializer.SerializeToNode(new IndexSettings(), Wire.Default.IndexSettings);
        foreach (var (first, second) in ((int, int)[])[(1, 2), (2, 1)])
        {
            var (fresh, stale) = (Twin(first, changed, confirmed), Twin(second, other, null));
            var model = new MeilisearchModel(settings, [.. ((OrganisationDocument[])[stale, fresh]).Select(
                one => JsonSerializer.SerializeToNode(shape.Of(one), Wire.Default.IndexedDocument)!)]);
            var query = new JsonObject { ["q"] = "quallenzucht", ["matchingStrategy"] = "all" };
            Assert.Equal([$"{fresh.Id}", $"{stale.Id}"], model.Search(query).Ids);
        }
    }

    [Fact]
    public void Freshness_decides_behind_all_that_says_how_well_it_fits_and_before_the_id() =>
        Assert.Equal(["freshness:desc", "id:asc"], new IndexSettings().RankingRules[^2..]);

    private static OrganisationDocument Twin(int id, string changed, string? confirmed) => new()
    {
        Id = new Guid(id, 0, 0, new byte[8]),
        Name = "Quallenzucht",
        SortName = "quallenzucht",
        Town = "Köln",
        MunicipalityKey = "05315000",
        Location = new Position(50.94, 6.96),
        UpdatedAt = DateTimeOffset.Parse(changed, null),
        VerifiedOn = confirmed is null ? null : DateOnly.Parse(confirmed, null),
        Verification = confirmed is null ? VerificationState.Unverified : VerificationState.ConfirmedByOrganisation,
    };
}
