using System.Globalization;

namespace MsoNetwork.Tests.Organisations;

public sealed class FilterTests(InventedRegistry registry) : IClassFixture<InventedRegistry>
{
    /// <summary>Each filter with the SQL condition that says the same in another way.</summary>
    public static TheoryData<string, string> Filters => new()
    {
        { "{}", "status = 'Active'" },
        { "{status: [DISSOLVED]}", "status = 'Dissolved'" },
        { "{status: [ACTIVE, DISSOLVED], topics: []}", "status <> 'Inactive'" },
        { "{regions: [\"053\"]}", "status = 'Active' AND municipality_key LIKE '053%'" },
        { "{regions: [\"05315000\", \"05111\"]}", "status = 'Active' AND (municipality_key = '05315000' OR municipality_key LIKE "
            + "'05111%')" },
        { "{activeIn: [\"05315\"]}", "status = 'Active' AND (municipality_key LIKE '05315%' OR EXISTS (SELECT FROM unnest(active_in) AS a "
            + "WHERE a LIKE '05315%' OR '05315' LIKE a || '%'))" },
        { "{topics: [\"work\", \"football\"]}", "status = 'Active' AND ('work' = ANY(topics) OR 'football' = ANY(topics))" },
        { "{topics: [\"education\"]}", "status = 'Active' AND EXISTS (SELECT FROM terms WHERE vocabulary = 'Topics' AND key = ANY(topics) "
            + "AND 'education' IN (key, broader))" },
        { "{allTopics: [\"work\", \"football\", \"care\"]}", "status = 'Active' AND topics @> '{work,football,care}'" },
        { "{topics: [\"work\"], languages: [\"ar\"], regions: [\"05\"]}", "status = 'Active' AND 'work' = ANY(topics) AND 'ar' = "
            + "ANY(languages)" },
        { "{near: {postcode: \"52349\", radiusKm: 20}}", "status = 'Active' AND ST_Distance(location, (SELECT location FROM postcodes "
            + "WHERE postcode = '52349')) <= 20000" },
        { "{near: {municipality: \"dueren\", radiusKm: 20}}", "status = 'Active' AND ST_Distance(location, (SELECT centre FROM regions "
            + "WHERE key = '05358008')) <= 20000" },
        { "{withinBox: {south: 50.9, west: 6.7, north: 51.3, east: 7.2}}", "status = 'Active' AND ST_Y(location::geometry) BETWEEN 50.9 "
            + "AND 51.3 AND ST_X(location::geometry) BETWEEN 6.7 AND 7.2" },
        {
            "{withinPolygon: {type: \"Polygon\", coordinates: [[[6.5, 50.8], [7.5, 50.8], [7.5, 51.6], [6.5, 50.8]]]}}",
            "status = 'Active' AND ST_X(location::geometry) <= 7.5 AND ST_Y(location::geometry) BETWEEN 50.8 AND 50.8 + "
                + "(ST_X(location::geometry) - 6.5) * 0.8"
        },
        { "{updatedSince: \"2026-01-05T00:00:00+01:00\"}", "status = 'Active' AND updated_at >= '2026-01-04T23:00:00Z'" },
        { "{offices: true}", "status = 'Active' AND kind IN ('support-body', 'integration-centre', 'advisory-body', 'city-office', "
            + "'welfare-association')" },
        { "{offices: false, status: [ACTIVE, DISSOLVED]}", "status <> 'Inactive' AND coalesce(kind, '') NOT IN ('support-body', "
            + "'integration-centre', 'advisory-body', 'city-office', 'welfare-association')" },
        { "{verifiedOnly: true}", "status = 'Active' AND verification <> 'Unverified'" },
        { "{confirmedSince: \"2026-01-15\"}", "status = 'Active' AND verified_on >= '2026-01-15'" },
        { "{targetGroups: [\"women\"]}", "status = 'Active' AND 'women' = ANY(target_groups)" },
        { "{offers: [\"advice\"]}", "status = 'Active' AND 'advice' = ANY(offers)" },
        { "{origins: [\"SY\"]}", "status = 'Active' AND 'SY' = ANY(origins)" },
        { "{kinds: [\"sports-club\"]}", "status = 'Active' AND kind = 'sports-club'" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_finds_what_its_meaning_says(string filter, string condition)
    {
        var answer = await registry.AskAsync($"{{ organisations(filter: {filter}, first: 100) {{ totalCount nodes {{ slug }} }} }}");
        var connection = answer.GetProperty("data").GetProperty("organisations");
        Assert.Equal(
            await registry.ScalarAsync<long>($"SELECT count(*) FROM organisations WHERE {condition}"),
            connection.GetProperty("totalCount").GetInt64()
        );
        var slugs = connection.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("slug").GetString()!).ToArray();
        var wrong = await registry.ScalarAsync<long>(
            $"SELECT count(*) FROM organisations WHERE slug IN ({string.Join(", ", slugs.Append("").Select(slug => $"'{slug}'"))}) AND "
                + $"NOT ({condition})"
        );
        Assert.Equal(0, wrong);
    }

    [Theory]
    [InlineData("near: {latitude: 51, longitude: 7, radiusKm: 0}", "filter.near.radiusKm", "more than 0")]
    [InlineData("near: {latitude: 51, longitude: 7, radiusKm: -5}", "filter.near.radiusKm", "at most 500")]
    [InlineData("near: {latitude: 51, longitude: 7, radiusKm: 501}", "filter.near.radiusKm", "at most 500")]
    [InlineData("near: {latitude: 91, longitude: 7, radiusKm: 5}", "filter.near.latitude", "-90 to 90")]
    [InlineData("near: {latitude: 7, longitude: 51, radiusKm: 5}", "filter.near.latitude", "swapped")]
    [InlineData("near: {latitude: 51, longitude: 7, radiusKm: 1e400}", "filter", "Float")]
    [InlineData("withinBox: {south: 6, west: 50, north: 8, east: 52}", "filter.withinBox", "swapped")]
    [InlineData(
        "withinPolygon: {type: \"Polygon\", coordinates: [[[50, 6], [50, 7], [51, 7], [50, 6]]]}",
        "filter.withinPolygon",
        "swapped"
    )]
    [InlineData("near: {latitude: 51, radiusKm: 5}", "filter.near.longitude", "both are needed")]
    [InlineData("near: {radiusKm: 5}", "filter.near", "exactly one")]
    [InlineData("near: {latitude: 51, longitude: 7, postcode: \"52349\", radiusKm: 5}", "filter.near", "exactly one")]
    [InlineData("near: {postcode: \"99999\", radiusKm: 5}", "filter.near.postcode", "five digits")]
    [InlineData("near: {municipality: \"Dürren\", radiusKm: 5}", "filter.near.municipality", "05358008")]
    [InlineData("topics: [\"educaton\"]", "filter.topics", "\"education\"")]
    [InlineData("allTopics: [\"Bildung\"]", "filter.allTopics", "\"education\"")]
    [InlineData("kinds: [\"nothing-like-it\"]", "filter.kinds", "vocabulary(name")]
    [InlineData("regions: [\"99\"]", "filter.regions", "05315")]
    [InlineData("activeIn: [\"Köln\"]", "filter.activeIn", "Köln is 05315000")]
    [InlineData("withinBox: {south: 52, west: 6, north: 51, east: 7}", "filter.withinBox.south", "less than north")]
    [InlineData("withinPolygon: {type: \"Point\", coordinates: [7, 51]}", "filter.withinPolygon", "Polygon")]
    [InlineData(
        "withinPolygon: {type: \"Polygon\", coordinates: [[[6, 50], [7, 50], [7, 51], [6, 51]]]}",
        "filter.withinPolygon",
        "not closed"
    )]
    [InlineData(
        "withinPolygon: {type: \"Polygon\", coordinates: [[[6, 50], [7, 51], [7, 50], [6, 51], [6, 50]]]}",
        "filter.withinPolygon",
        "self-intersection"
    )]
    [InlineData(
        "withinPolygon: {type: \"Polygon\", coordinates: [[[6, 500], [7, 51], [7, 50], [6, 500]]]}",
        "filter.withinPolygon",
        "-90 to 90"
    )]
    public async Task A_wrong_filter_is_refused_with_its_field_and_what_would_be_right(string filter, string argument, string says)
    {
        var answer = await registry.AskAsync($"{{ organisations(filter: {{{filter}}}) {{ totalCount }} }}");
        AssertRefused(answer, "INVALID_INPUT", argument, says);
    }

    [Fact]
    public async Task A_wrong_polygon_in_a_variable_is_refused_likewise()
    {
        var answer = await registry.AskAsync("query ($area: GeoJSON) { organisations(filter: {withinPolygon: $area}) { totalCount } }",
            """{"area": {"type": "Polygon", "coordinates": [[[6, 50], [7, 50], [7, 51], [6, 51]]]}}""");
        AssertRefused(answer, "INVALID_INPUT", "filter.withinPolygon", "not closed");
    }

    [Fact]
    public async Task A_polygon_of_10_000_points_is_over_the_limit()
    {
        var points = string.Join(
            ", ",
            Enumerable.Range(0, 10_000).Select(step => string.Create(CultureInfo.InvariantCulture, $"[{6 + (step / 10_000.0)}, 50]"))
        );
        var answer = await registry.AskAsync(
            $"{{ organisations(filter: {{withinPolygon: {{type: \"Polygon\", coordinates: [[{points}]]}}}}) {{ totalCount }} }}"
        );
        AssertRefused(answer, "LIMIT_EXCEEDED", "filter.withinPolygon", "at most 1000");
    }

    [Fact]
    public async Task Distance_needs_a_point() =>
        AssertRefused(
            await registry.AskAsync("{ organisations(orderBy: DISTANCE) { totalCount } }"),
            "INVALID_INPUT",
            "orderBy",
            "filter.near"
        );

    private static void AssertRefused(System.Text.Json.JsonElement answer, string code, string argument, string says)
    {
        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Contains(says, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(argument, error.GetProperty("extensions").GetProperty("argument").GetString());
    }
}
