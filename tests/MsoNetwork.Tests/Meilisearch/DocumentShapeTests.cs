using System.Text.Json;
using System.Text.Json.Nodes;
using MsoNetwork.Meilisearch;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Regions;

namespace MsoNetwork.Tests.Meilisearch;

public sealed class DocumentShapeTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private static readonly OrganisationDocument Document = new()
    {
        Id = Guid.Parse("0199a41a-8186-70b3-b6e1-90e8cb582f35"),
        Name = "Frauenverein Çiçek e. V.",
        SortName = "frauenverein cicek e v",
        AlternateNames = ["Жіночий союз"],
        Kind = "parents-association",
        Town = "Köln",
        MunicipalityKey = "05315000",
        Postcode = "50667",
        Location = new Position(50.94, 6.96),
        ActiveIn = ["05358"],
        Topics = ["school"],
        Languages = ["tr"],
        Keywords = ["Nähcafé", "Sprachförderung"],
        Descriptions = new Dictionary<string, string> { ["de"] = "Straßenfest in Moers" },
        UpdatedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
        VerifiedOn = new DateOnly(2026, 2, 1),
        Verification = VerificationState.VerifiedByCentre,
    };

    [Fact]
    public async Task Texts_are_folded_so_that_umlauts_sharp_s_and_other_scripts_meet()
    {
        var document = await ShapedAsync();
        Assert.Equal("fraunverein cicek ev", document.Name);
        Assert.Equal(["zhinochiy soyuz"], document.AlternateNames);
        Assert.Equal(["strassenfest in mors"], document.Descriptions);
    }

    [Fact]
    public async Task Terms_bring_their_labels_in_all_languages_and_those_of_the_terms_above()
    {
        var document = await ShapedAsync();
        Assert.Contains("school", document.Topics);
        Assert.Contains("education", document.Topics);
        Assert.Contains("bildung", document.Terms);
        Assert.Contains("egitim", document.Terms);
        Assert.Contains("education", document.Terms);
    }

    [Fact]
    public async Task A_town_is_found_by_its_names_in_other_languages_and_by_postcode()
    {
        var document = await ShapedAsync();
        Assert.Contains("koln", document.Town);
        Assert.Contains("cologne", document.Town);
        Assert.Contains("50667", document.Town);
        Assert.Contains("kreis duren", document.Region); // where it says to work
        Assert.DoesNotContain(document.Region.Concat(document.Town), name => name.Contains("regierungsbezirk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reach_holds_all_prefixes_and_activity_only_what_was_declared()
    {
        var document = await ShapedAsync();
        Assert.Equal(["05", "053", "05315", "05315000", "05358"], document.Reach.Order(StringComparer.Ordinal));
        Assert.Equal(["05358"], document.ActiveIn);
        Assert.Equal(
            ("05", "053", "05315", "05315000"),
            (document.State, document.GovernmentDistrict, document.District, document.Municipality)
        );
    }

    [Fact]
    public async Task Compounds_are_cut_where_both_parts_are_known_words()
    {
        var document = await ShapedAsync();
        Assert.Equal(["fraun", "verein", "sprach", "forderung"], document.Pieces);
    }

    [Fact]
    public async Task Times_are_unix_seconds_and_the_freshest_of_change_and_confirmation_counts()
    {
        var document = await ShapedAsync();
        Assert.Equal(1767323045.678, document.UpdatedAt);
        Assert.Equal(new DateOnly(2026, 2, 1).DayNumber - new DateOnly(1970, 1, 1).DayNumber, document.Freshness);
    }

    [Theory]
    [InlineData(50.94, 6.96, true)]
    [InlineData(91, 6.96, false)]
    [InlineData(50.94, -180.5, false)]
    [InlineData(double.NaN, 6.96, false)]
    public async Task A_place_that_is_none_is_left_out_because_it_would_fail_all_documents_of_its_batch(
        double latitude,
        double longitude,
        bool isPlace
    ) => Assert.Equal(isPlace, (await ShapedAsync(Document with { Location = new Position(latitude, longitude) })).Geo is not null);

    [Fact]
    public async Task Geo_has_exactly_lat_and_lng()
    {
        var geo = (await JsonAsync())["_geo"]!.AsObject();
        Assert.Equal(["lat", "lng"], geo.Select(field => field.Key));
        Assert.Equal((50.94, 6.96), ((double)geo["lat"]!, (double)geo["lng"]!));
    }

    [Fact]
    public async Task Ids_are_of_letters_digits_and_hyphens() =>
        Assert.Matches("^[A-Za-z0-9_-]{1,511}$", (string)(await JsonAsync())["id"]!);

    [Fact]
    public async Task Every_attribute_of_the_settings_is_a_field_of_the_documents()
    {
        var fields = (await JsonAsync()).AsObject().Select(field => field.Key).ToHashSet();
        var settings = new IndexSettings();
        Assert.All(settings.SearchableAttributes, attribute => Assert.Contains(attribute, fields));
        Assert.All(settings.SortableAttributes, attribute => Assert.Contains(attribute, fields));
        Assert.All(settings.FilterableAttributes.SelectMany(attribute => attribute.Patterns ?? [attribute.Name!]), attribute =>
            Assert.Contains(attribute, fields)
        );
        Assert.All(settings.RankingRules.Where(rule => rule.Contains(':', StringComparison.Ordinal)), rule =>
            Assert.Contains(rule.Split(':')[0], fields)
        );
    }

    [Fact]
    public async Task A_batch_is_one_array_and_is_full_before_it_is_large()
    {
        var document = await ShapedAsync();
        var batches = new DocumentBatches(mostBytes: 10_000);
        while (!batches.IsFull) batches.Add(document);
        var count = batches.Count;
        var batch = batches.Take();
        Assert.Equal(count, JsonNode.Parse(batch)!.AsArray().Count);
        Assert.True(batch.Length < 10_000 + JsonSerializer.SerializeToUtf8Bytes(document, Wire.Default.IndexedDocument).Length + 2);
        Assert.Equal((0, false), (batches.Count, batches.IsFull));
        Assert.True(DocumentBatches.MostBytes < 50_000_000); // the server's limit is 100 MB
    }

    private async Task<IndexedDocument> ShapedAsync(OrganisationDocument? document = null)
    {
        var asked = await Asked.OfAsync(network);
        return new DocumentShape(asked.Vocabularies, asked.Gazetteer).Of(document ?? Document);
    }

    private async Task<JsonNode> JsonAsync() => JsonSerializer.SerializeToNode(await ShapedAsync(), Wire.Default.IndexedDocument)!;
}
