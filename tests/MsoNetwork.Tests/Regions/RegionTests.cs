using MsoNetwork.Errors;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.Tests.Regions;

[Trait("Speed", "Medium")]
public sealed class RegionTests(SeededRegions seeded) : IClassFixture<SeededRegions>
{
    [Fact]
    public void Each_level_has_its_official_number_of_regions() =>
        Assert.Equal(
            [1, 5, 53, 396],
            seeded.Gazetteer.Regions.GroupBy(region => region.Level).OrderBy(level => level.Key).Select(level => level.Count())
        );

    [Fact]
    public void The_population_of_the_state_is_the_sum_of_its_towns() => Assert.Equal(18_139_116, seeded.Gazetteer.ByKey("05")!.Population);

    [Fact]
    public void The_city_of_Aachen_has_its_own_centre_and_the_rest_of_the_district_another()
    {
        Assert.Equal(["ki-stadt-aachen"], seeded.Gazetteer.ByKey("05334002")!.IntegrationCentres.Select(centre => centre.Key));
        Assert.DoesNotContain(seeded.Gazetteer.ByKey("05334004")!.IntegrationCentres, centre => centre.Key == "ki-stadt-aachen");
        Assert.Equal(54, seeded.Gazetteer.ByKey("05")!.IntegrationCentres.Count);
    }

    [Theory]
    [InlineData("koln", "Köln")]
    [InlineData("KOELN", "Köln")]
    [InlineData("Dortmnud", "Dortmund")]
    [InlineData("Дортмунд", "Dortmund")]
    [InlineData("dueren", "Düren")]
    [InlineData("gelsenk", "Gelsenkirchen")]
    [InlineData("kirchn gelsen", null)]
    [InlineData("x", "Xanten")]
    [InlineData("Зиген", "Siegen")]
    [InlineData("科隆", "Köln")]
    [InlineData("Aix-la", "Aachen")]
    [InlineData("Neunkirchen", "Neunkirchen")]
    [InlineData("neuenkirchen", "Neuenkirchen")]
    [InlineData("NEUNKIRCH", "Neunkirchen-Seelscheid")]
    [InlineData("57290 Neunkirchen", "Neunkirchen")]
    public void Places_are_found_as_people_type_them(string typed, string? town) =>
        Assert.Equal(town, seeded.Gazetteer.Places.Find(typed, 1) is [var place] ? place.Name : null);

    [Theory]
    [InlineData("Neuenkirchen", "05566060")]
    [InlineData("NEUNKIRCHEN", "05970036")]
    [InlineData("Duesseldorf", "05111000")]
    [InlineData("Mülheim", "05117000")]
    [InlineData("05315000", "05315000")]
    [InlineData("Kreis Düren", null)]
    public void The_exact_spelling_of_a_municipality_wins_over_the_folded_one(string name, string? key) =>
        Assert.Equal(key, seeded.Gazetteer.Municipality(name)?.Key);

    [Theory]
    [InlineData("Kreis Düren", "05358")]
    [InlineData("Düren", "05358008")]
    [InlineData("Stadt Köln", "05315000")]
    [InlineData("Köln", "05315000")]
    [InlineData("Rhein-Kreis Neuss", "05162")]
    [InlineData("Städteregion Aachen", "05334")]
    [InlineData("NRW", "05")]
    [InlineData("nordrhein-westfalen", "05")]
    [InlineData("Regierungsbezirk Münster", "055")]
    [InlineData("Bayern", null)]
    public void A_region_is_known_by_its_name_with_or_without_designation(string name, string? key) =>
        Assert.Equal(key, seeded.Gazetteer.Region(name)?.Key);

    [Theory]
    [InlineData("!!!")]
    [InlineData("\uD800")]
    [InlineData("zzz")]
    public void A_name_that_no_region_has_gives_none(string name) =>
        Assert.Empty(RegionQueries.Regions(seeded.Gazetteer, null, null, name));

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void Without_a_name_all_regions_are_meant(string? name) =>
        Assert.Equal(seeded.Gazetteer.Regions.Count, RegionQueries.Regions(seeded.Gazetteer, null, null, name).Count());

    [Fact]
    public void A_postcodes_first_digits_give_its_towns()
    {
        var found = seeded.Gazetteer.Places.Find("5234", 10);
        Assert.NotEmpty(found);
        Assert.All(found, place => Assert.StartsWith("5234", place.Postcode, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("?!…")]
    [InlineData("9")]
    [InlineData("\uD800")]
    public void What_names_no_place_finds_none(string typed) => Assert.Empty(seeded.Gazetteer.Places.Find(typed, 10));

    [Fact]
    public void An_unknown_region_is_refused_with_the_argument_and_an_example()
    {
        var error = Assert.Throws<NetworkException>(() => RegionQueries.Regions(seeded.Gazetteer, null, "99", null));
        Assert.Equal((ErrorCode.InvalidInput, "within"), (error.Code, error.Argument));
        Assert.Contains("05315", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(101)]
    public void A_page_has_1_to_100_entries(int first) =>
        Assert.Equal("first", Assert.Throws<NetworkException>(() => RegionQueries.Places(seeded.Gazetteer, "bonn", first)).Argument);

    [Fact]
    public async Task Seeding_twice_changes_nothing()
    {
        var before = await FingerprintAsync();
        await seeded.SeedAsync();
        Assert.Equal(before, await FingerprintAsync());
    }

    [Fact]
    public async Task The_database_itself_refuses_a_region_whose_parent_is_no_prefix()
    {
        await using var command = seeded.Database.CreateCommand(
            "INSERT INTO regions (key, level, parent_key, name, centre) VALUES ('05999', 'District', '053', 'nowhere', ST_Point(7, 51, "
                + "4326))"
        );
        var error = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        Assert.Equal("regions_parent_is_prefix", error.ConstraintName);
    }

    private async Task<object?> FingerprintAsync()
    {
        await using var command = seeded.Database.CreateCommand("""
            SELECT md5(string_agg(line, '|' ORDER BY line)) FROM (
                SELECT r::text AS line FROM regions r UNION ALL SELECT p::text FROM postcodes p
                UNION ALL SELECT c::text FROM integration_centres c UNION ALL SELECT n::text FROM region_names n) AS lines
            """);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
