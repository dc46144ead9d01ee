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
        Assert.Equal(["zhinochiy soyuz"], document.AlternateNames!);
        Assert.Equal("strassenfest in mors", document.Descriptions![0]);
    }

    [Fact]
    public async Task Terms_and_those_above_them_are_one_word_each_and_a_place_is_its_key()
    {
        var document = await ShapedAsync();
        Assert.Contains("school", document.Topics!);
        Assert.Contains("education", document.Topics!);
        Assert.Equal(["xqtaschool", "xqtdparents0association", "xqtetr"], document.Terms!.Order(StringComparer.Ordinal));
        Assert.Equal(["xqtaeducation"], document.BroaderTerms!);
        Assert.Null(document.CalledTerms);
        var called = await ShapedAsync(Document with { Name = "Elternverein" });
        Assert.Equal(["xqtdparents0association"], called.CalledTerms!);
        Assert.Contains("xqsbwomen", document.SaidTerms!); // not chosen, only said
        Assert.Equal(["05", "053", "05315", "05315000"], document.Place);
        Assert.Equal("xqr05315", document.Around);
        Assert.Equal(["koln", "50667"], document.Town);
    }

    [Fact]
    public async Task A_document_is_small_whatever_its_terms_are_called()
    {
        var asked = await Asked.OfAsync(network);
        var shape = new DocumentShape(asked.Vocabularies, new CompoundWords(asked.Vocabularies, asked.Gazetteer));
        var sizes = (await Asked.DocumentsAsync(network)).Select(document =>
            JsonSerializer.SerializeToUtf8Bytes(shape.Of(document), Wire.Default.IndexedDocument).Length).ToList();
        Assert.InRange(sizes.Average(), 300, 1_024);
    }

    [Fact]
    public async Task Where_it_works_stands_apart_and_activity_is_only_what_was_declared()
    {
        var document = await ShapedAsync();
        Assert.Equal(["05358"], document.WorksIn!);
        Assert.Equal(["05358"], document.ActiveIn!);
        Assert.Equal(
            ("05", "053", "05315", "05315000"),
            (document.State, document.GovernmentDistrict, document.District, document.Municipality)
        );
    }

    [Fact]
    public async Task Known_words_in_compounds_and_words_without_endings_are_found_too()
    {
        var document = await ShapedAsync();
        Assert.Equal(["frau", "fraunverei", "verei"], document.NameForms![0].Split(' ').Order(StringComparer.Ordinal));
        Assert.Equal(["nahcafe", "sprachforderung"], document.Keywords!.Take(2));
        Assert.Subset(document.Keywords![^1].Split(' ').ToHashSet(), new HashSet<string> { "cafe", "sprach", "forderung" });
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
    public void Every_attribute_of_the_settings_is_a_field_of_the_documents()
    {
        var fields = Wire.Default.IndexedDocument.Properties.Select(field => field.Name).ToHashSet();
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
        return new DocumentShape(asked.Vocabularies, new CompoundWords(asked.Vocabularies, asked.Gazetteer)).Of(document ?? Document);
    }

    private async Task<JsonNode> JsonAsync() => JsonSerializer.SerializeToNode(await ShapedAsync(), Wire.Default.IndexedDocument)!;
}
