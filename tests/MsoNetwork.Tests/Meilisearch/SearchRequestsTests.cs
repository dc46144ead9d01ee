using System.Text.Json;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Meilisearch;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Tests.OrganisationSearch;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Tests.Meilisearch;

[Trait("Speed", "Medium")]
public sealed class SearchRequestsTests(SeededNetwork network) : IClassFixture<SeededNetwork>, IAsyncLifetime
{
    private DirectoryTokens _tokens = null!;

    public async ValueTask InitializeAsync()
    {
        var asked = await Asked.OfAsync(network);
        _tokens = new DirectoryTokens(asked.Vocabularies, asked.Gazetteer);
    }

    public ValueTask DisposeAsync() => default;

    [Theory]
    [InlineData("Köln Frauen", "xqnkoln xqnfraun ")] // known as it stands: no beginning
    [InlineData("Köln Quitt", "xqnkoln quitt")]
    [InlineData("Quitten Frauen ", "\"quitt\" xqnfraun ")] // nothing but the word, without its ending
    [InlineData("Дортмунд", "xqndortmund ")]
    [InlineData("IĞDIR ığdır İstanbul", "\"igdir\" istanbul")]
    [InlineData("\"Chor\" -Quitte", "xqnchor quitt")]
    [InlineData("Verein Frauen", "xqnfraun ")] // says nothing beside other words
    [InlineData("Brücke e.V. Müller", "\"bruck\" mull")]
    [InlineData("Deutsch lernen", "xqndeutschlernen ")] // one word for one thing
    [InlineData("kültür", "xqfkultur ")] // a foreign name
    [InlineData("50667 Quitte", "xqnkoln quitt")] // a postcode is its town
    [InlineData("Ruhrgebiet", "xqnruhrgebiet ")]
    public async Task Each_part_is_sent_as_one_word_and_says_whether_the_last_is_finished(string typed, string sent) =>
        Assert.Equal(sent, Hits((await Asked.OfAsync(network)).Question(typed)).Q);

    [Fact]
    public void What_is_called_something_is_found_by_its_word()
    {
        var synonyms = _tokens.Synonyms;
        Assert.Contains("xqtbwomen", synonyms["xqfkadin"]);
        Assert.Contains("xqsbwomen", synonyms["xqfkadin"]); // who is called so in German
        Assert.Contains("05315000", synonyms["xqncologne"]);
        Assert.Contains("xqr05358", synonyms["xqnduren"]); // the other towns of the district
        Assert.Equal(16, synonyms["xqnruhrgebiet"].Length); // 15 districts and the word
        Assert.Contains("deutsch lernen", synonyms["xqndeutschlernen"]);
        Assert.DoesNotContain("kultur", synonyms["xqfkultur"]); // German compounds begin so
        Assert.All(synonyms.Keys, word => Assert.DoesNotContain(' ', word)); // looked up for three words at most
    }

    [Fact]
    public async Task No_two_terms_have_one_word_and_none_is_a_word_of_a_label()
    {
        var asked = await Asked.OfAsync(network);
        var terms = Enum.GetValues<VocabularyName>().SelectMany(name => asked.Vocabularies[name].Terms).ToList();
        Assert.Equal(terms.Count, terms.Select(DirectoryTokens.Of).Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(
            _tokens.Synonyms.SelectMany(one => one.Value),
            word => word.StartsWith("xqn", StringComparison.Ordinal) || word.StartsWith("xqf", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_ten_words_count_so_no_more_are_sent_and_the_tenth_is_no_beginning()
    {
        var sent = Hits(
            (await Asked.OfAsync(network)).Question("alpha bravo carla delta echo foxtrott golfer hotel indigo julia kilo lima")
        ).Q!;
        Assert.Equal(10, sent.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.EndsWith(" ", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_query_has_no_q_and_stands_by_name()
    {
        var hits = Hits((await Asked.OfAsync(network)).Question(""));
        Assert.Null(hits.Q);
        Assert.Equal(["sortName:asc", "id:asc"], hits.Sort!);
        Assert.Equal(["status IN ['Active']"], Conditions(hits));
    }

    [Fact]
    public async Task A_circle_filters_in_metres_and_sorts_by_distance()
    {
        var asked = await Asked.OfAsync(network);
        var near = new OrganisationFilter { Near = new NearInput { Latitude = 51.5, Longitude = 7.25, RadiusKm = 2.5 } };
        var hits = Hits(asked.Question("", near));
        Assert.Contains("_geoRadius(51.5, 7.25, 2500)", Conditions(hits));
        Assert.Equal(["_geoPoint(51.5, 7.25):asc", "id:asc"], hits.Sort!);
        Assert.Equal(["_geoPoint(51.5, 7.25):asc", "nameWords:asc"], Hits(asked.Question("Verein", near)).Sort!);
    }

    [Fact]
    public async Task A_place_with_a_radius_in_the_text_is_a_circle_and_no_word()
    {
        var asked = await Asked.OfAsync(network);
        var centre = asked.Gazetteer.Municipality("Aachen")!.Centre;
        var hits = Hits(asked.Question("Eltern Aachen 20km"));
        Assert.Equal("xqneltern", hits.Q?.Trim());
        Assert.Contains(FilterText.Circle(centre.Latitude, centre.Longitude, 20_000), Conditions(hits));
    }

    [Fact]
    public async Task Suggestions_look_at_names_only()
    {
        var question = (await Asked.OfAsync(network)).Question("Ver") with { NamesOnly = true };
        Assert.Equal(["name", "nameForms", "alternateNames"], Hits(question).AttributesToSearchOn!);
    }

    [Fact]
    public async Task Regions_are_looked_for_at_their_level()
    {
        var filter = new OrganisationFilter { Regions = ["05315", "05358008", "053", "05334"] };
        var regions = Hits((await Asked.OfAsync(network)).Question("", filter)).Filter!.Single(any => any.Length > 1);
        Assert.Equal(["district IN ['05315', '05334']", "municipality IN ['05358008']", "governmentDistrict IN ['053']"], regions);
    }

    [Fact]
    public async Task Active_in_goes_down_to_all_that_reach_there_and_up_to_those_that_declare_it()
    {
        var asked = await Asked.OfAsync(network);
        Assert.Equal(
            ["place IN ['05358']", "worksIn IN ['05358']", "activeIn IN ['05', '053']"],
            Hits(asked.Question("", new OrganisationFilter { ActiveIn = ["05358"] })).Filter![^1]
        );
        Assert.Equal(
            ["place IN ['05']", "worksIn IN ['05']"],
            Hits(asked.Question("", new OrganisationFilter { ActiveIn = ["05"] })).Filter![^1]);
    }

    [Fact]
    public async Task All_conditions_hold_together()
    {
        var filter = new OrganisationFilter
        {
            Topics = ["education", "school"],
            AllTopics = ["education", "school"],
            Languages = ["tr"],
            Kinds = ["parents-association"],
            Status = [OrganisationStatus.Active, OrganisationStatus.Dissolved],
            VerifiedOnly = true,
            UpdatedSince = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            WithinBox = new BoxInput { South = 50, West = 6, North = 52, East = 9 },
        };
        Assert.Equal(
            [
                "status IN ['Active', 'Dissolved']",
                "topics IN ['education', 'school']",
                "topics IN ['education']",
                "topics IN ['school']",
                "languages IN ['tr']",
                "kinds IN ['parents-association']",
                "verified = 'true'",
                "updatedAt >= 1767225600",
                "_geoBoundingBox([52, 9], [50, 6])",
            ],
            Conditions(Hits((await Asked.OfAsync(network)).Question("", filter))));
    }

    [Fact]
    public async Task One_query_answers_and_each_facet_that_is_filtered_by_has_its_own()
    {
        var asked = await Asked.OfAsync(network);
        var question = asked.Question(
            "",
            new OrganisationFilter { Topics = ["education"], Regions = ["05315"] },
            facets: Enum.GetValues<FacetName>()
        );
        var regions = new RegionFacet(question.Filter.Regions, asked.Gazetteer);
        var (page, facets) = Requests(question).Page(1, 20, regions);
        Assert.Equal([FacetName.TargetGroups, FacetName.Languages, FacetName.Origins, FacetName.Kinds], facets);
        Assert.Equal((1, 20), (page.Page, page.HitsPerPage)); // only page mode counts exactly
        var counts = Requests(question).Counts(regions).ToList();
        Assert.Equal([FacetName.Topics], counts[0].Facets);
        Assert.Equal(["status IN ['Active']", "district IN ['05315']"], Conditions(counts[0].Request));
        Assert.Equal([FacetName.Regions], counts[1].Facets);
        Assert.Equal(["status IN ['Active']", "topics IN ['education']"], Conditions(counts[1].Request));
        Assert.Equal(["municipality"], counts[1].Request.Facets!);
        Assert.All(counts, count => Assert.Equal((1, 0), (count.Request.Page, count.Request.HitsPerPage)));
        Assert.Empty(Requests(asked.Question("", facets: Enum.GetValues<FacetName>())).Counts(regions));
    }

    [Fact]
    public async Task A_polygon_is_for_the_other_engine()
    {
        var triangle = new Dictionary<string, object?>
        {
            ["type"] = "Polygon",
            ["coordinates"] = new List<object> { new List<object> { Point(6, 50), Point(8, 50), Point(8, 52), Point(6, 50) } },
        };
        var question = (await Asked.OfAsync(network)).Question("", new OrganisationFilter { WithinPolygon = triangle });
        Assert.Throws<NotSupportedBySearchEngineException>(() => Hits(question));

        static List<object> Point(double longitude, double latitude) => [longitude, latitude];
    }

    [Fact]
    public async Task Requests_leave_nulls_out()
    {
        var body = JsonSerializer.Serialize(
            new MultiSearchRequest([Hits((await Asked.OfAsync(network)).Question(""))]),
            Wire.Default.MultiSearchRequest
        );
        Assert.DoesNotContain("null", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_asked_for_is_filterable_or_sortable_because_anything_else_is_refused()
    {
        var asked = await Asked.OfAsync(network);
        var settings = new IndexSettings();
        var filterable = settings.FilterableAttributes.SelectMany(attribute => attribute.Patterns ?? [attribute.Name!]).ToHashSet();
        foreach (var question in OpenApiTests.Questions(asked))
        {
            var requests = Requests(question);
            var counts = requests.Counts(new RegionFacet(question.Filter.Regions, asked.Gazetteer)).Select(count => count.Request).ToList();
            Assert.All(counts.SelectMany(count => count.Facets ?? []), facet => Assert.Contains(facet, filterable));
            var page = requests.Page(1, 20, null).Request;
            Assert.All(counts.Append(page).SelectMany(request => request.Filter!).SelectMany(any => any), condition =>
                Assert.Contains(condition.StartsWith("_geo", StringComparison.Ordinal) ? "_geo" : condition.Split(' ')[0], filterable)
            );
            Assert.All(requests.Page(1, 20, null).Request.Sort!, sort =>
                Assert.Contains(
                    sort.StartsWith("_geoPoint(", StringComparison.Ordinal) ? "_geo" : sort.Split(':')[0],
                    settings.SortableAttributes
                )
            );
        }
    }

    [Fact]
    public async Task Whatever_is_typed_the_request_is_right_and_has_no_operators()
    {
        var asked = await Asked.OfAsync(network);
        var typed = HostileTexts.All().ToList();
        Assert.Equal(10_000, typed.Count);
        foreach (var text in typed)
        {
            var hits = Hits(asked.Question(text));
            Assert.Matches("^((\"[a-z0-9]+\"|[a-z0-9]+) ?)*$", hits.Q ?? "");
            Assert.Equal(
                ["status IN ['Active']"],
                Conditions(hits).Where(condition => !condition.StartsWith("_geoRadius(", StringComparison.Ordinal))
            );
            JsonSerializer.Serialize(new MultiSearchRequest([hits]), Wire.Default.MultiSearchRequest);
        }
    }

    [Fact]
    public async Task Whatever_keys_a_filter_has_the_request_can_be_written()
    {
        var asked = await Asked.OfAsync(network);
        var question = asked.Question("");
        foreach (var keys in HostileTexts.All().Chunk(2))
        {
            var filter = new OrganisationFilter { Topics = keys, AllTopics = keys, Regions = keys, ActiveIn = keys, Kinds = keys };
            var requests = Requests(question with { Filter = filter });
            var body = JsonSerializer.SerializeToUtf8Bytes(
                new MultiSearchRequest([requests.Page(1, 20, null).Request]), Wire.Default.MultiSearchRequest);
            using var read = JsonDocument.Parse(body); // lone surrogates must not break the body
            Assert.Equal(3 + keys.Length, read.RootElement.GetProperty("queries")[0].GetProperty("filter").GetArrayLength() - 2);
        }
    }

    private SearchRequest Hits(SearchQuestion question) => Requests(question).Page(1, 20, null).Request;

    private SearchRequests Requests(SearchQuestion question) =>
        new(question, new PartialMatches(question, _tokens).Queries[0].Texts, "organisations");

    private static List<string> Conditions(SearchRequest request) => [.. request.Filter!.Select(any => Assert.Single(any))];
}
