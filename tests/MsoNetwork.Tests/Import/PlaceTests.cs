using MsoNetwork.Import;
using MsoNetwork.Organisations.Values;

namespace MsoNetwork.Tests.Import;

public sealed class PlaceTests(SeededNetwork network, TestCluster cluster) : IClassFixture<SeededNetwork>
{
    [Theory]
    [InlineData("Köln", "", "05315000", "Köln", "Municipality")]
    [InlineData("KOELN", "50667", "05315000", "Köln", "Postcode")]
    [InlineData("Cologne", "", "05315000", "Köln", "Municipality")]
    [InlineData("", "50667", "05315000", "Köln", "Postcode")]
    [InlineData("Neuenkirchen", "", "05566060", "Neuenkirchen", "Municipality")]
    [InlineData("Neunkirchen", "", "05970036", "Neunkirchen", "Municipality")]
    [InlineData("Köln-Porz", "", "05315000", "Köln-Porz", "Municipality")]
    [InlineData("Porz", "51143", "05315000", "Porz", "Postcode")]
    [InlineData("Mülheim", "51063", "05315000", "Mülheim", "Postcode")]
    [InlineData("Mülheim", "45468", "05117000", "Mülheim an der Ruhr", "Postcode")]
    [InlineData("Mülheim", "", "05117000", "Mülheim an der Ruhr", "Municipality")]
    [InlineData("Mülheim an der Ruhr", "51063", "05117000", "Mülheim an der Ruhr", "Municipality")]
    [InlineData("Langenfeld", "51063", "05158020", "Langenfeld (Rheinland)", "Municipality")]
    [InlineData("50667 Köln", "", "05315000", "Köln", "Postcode")]
    [InlineData("Bonn", "50667", "05314000", "Bonn", "Municipality")]
    [InlineData("Bonn", "10115", "05314000", "Bonn", "Municipality")]
    [InlineData("Köln-Porz", "53111", "05315000", "Köln-Porz", "Municipality")]
    [InlineData("Köln-Porz", "10115", "05315000", "Köln-Porz", "Municipality")]
    [InlineData("Köln-Porz", "51143", "05315000", "Köln-Porz", "Postcode")]
    [InlineData("Bedburg-Hauh", "47551", "05154004", "Bedburg-Hauh", "Postcode")]
    [InlineData("Bedburg-Hau-Moyland", "47551", "05154004", "Bedburg-Hau-Moyland", "Postcode")]
    [InlineData("Bedburg-Kaster", "47551", "05154004", "Bedburg-Kaster", "Postcode")]
    [InlineData("Bedburg-Kaster", "50181", "05362004", "Bedburg-Kaster", "Postcode")]
    [InlineData("Langenfeld", "40764", "05158020", "Langenfeld (Rheinland)", "Postcode")]
    public async Task A_place_is_resolved_from_town_and_postcode(string town, string postcode, string key, string shown, string precision)
    {
        var name = $"Haus {town}-{postcode} Nord";
        await network.ImportAsync($"name,town,postcode\n{name},{town},{postcode}\n");
        Assert.Equal($"{key} {shown} {precision}", await network.OfAsync(name, "concat(municipality_key, ' ', town, ' ', precision)"));
    }

    [Theory]
    [InlineData("Atlantis", "", "", "", "town", "no municipality")]
    [InlineData("", "", "", "", "town", "needed")]
    [InlineData("", "10115", "", "", "postcode", "no postcode of North Rhine-Westphalia")]
    [InlineData("", "5066", "", "", "postcode", "five digits")]
    [InlineData("Köln", "", "50.94", "", "longitude", "belong together")]
    [InlineData("Köln", "", "6.96", "50.94", "latitude", "swapped")]
    [InlineData("Köln", "", "48.1", "11.5", "latitude", "not in North Rhine-Westphalia")]
    [InlineData("Köln", "", "51.51", "7.46", "latitude", "km from Köln")]
    [InlineData("Köln", "", "NaN", "6.96", "latitude", "not a number")]
    public async Task A_place_that_cannot_be_is_rejected_with_its_column_and_reason(
        string town,
        string postcode,
        string latitude,
        string longitude,
        string column,
        string reason
    )
    {
        var report = await network.ImportAsync(
            $"name,town,postcode,latitude,longitude\nHaus Nirgends,{town},{postcode},{latitude},{longitude}\n"
        );
        var remark = Assert.Single(report.First(RemarkLevel.Rejected));
        Assert.Equal((2, column), (remark.Row, remark.Column));
        Assert.Contains(reason, remark.Reason, StringComparison.Ordinal);
        Assert.Equal(ImportOutcome.NothingAccepted, report.Outcome);
    }

    [Theory]
    [InlineData("Bonn", "50667", "belongs to Köln")]
    [InlineData("Köln-Porz", "53111", "belongs to Bonn")]
    [InlineData("Köln", "10115", "not known in North Rhine-Westphalia")]
    [InlineData("Köln-Porz", "10115", "not known in North Rhine-Westphalia")]
    public async Task A_postcode_that_is_not_the_town_s_is_left_out_with_a_warning(string town, string postcode, string reason)
    {
        var name = $"Haus Streit {town} {postcode}";
        var report = await network.ImportAsync($"name,town,postcode\n{name},{town},{postcode}\n");
        var remark = Assert.Single(report.First(RemarkLevel.Warning));
        Assert.Equal("postcode", remark.Column);
        Assert.Contains(reason, remark.Reason, StringComparison.Ordinal);
        Assert.Equal("-", await network.OfAsync(name, "postcode"));
    }

    [Fact]
    public async Task A_single_recipient_s_postcode_stays_beside_another_town_because_its_own_is_only_roughly_known()
    {
        var code = await network.ScalarAsync<string>(
            "SELECT min(postcode) FROM postcodes WHERE municipality_key = '05315000' AND postcode IN (SELECT postcode FROM postcodes GROUP BY 1 HAVING NOT bool_or(is_area))"
        );
        var report = await network.ImportAsync($"name,town,postcode\nHaus Postfach,Bonn,{code}\n");
        Assert.Contains("Köln", Assert.Single(report.First(RemarkLevel.Warning)).Reason, StringComparison.Ordinal);
        Assert.Equal($"05314000 {code}", await network.OfAsync("Haus Postfach", "concat_ws(' ', municipality_key, postcode)"));
    }

    [Fact]
    public async Task A_protected_place_is_never_in_the_public_row_and_stays_protected_without_the_column()
    {
        await using var own = await SeededNetwork.NewAsync(cluster);
        const string Place =
            "concat_ws(' ', location_protected, street, postcode, town, precision, ST_Distance(location, (SELECT centre FROM regions WHERE key = municipality_key)))";
        await own.ImportAsync(
            "external_id,name,town,postcode,street,latitude,longitude,protect_location\n1,Haus Schutz,Porz,51143,Geheimweg 7,50.88,7.06,yes\n"
        );
        Assert.Equal("t Köln Municipality 0", await own.OfAsync("Haus Schutz", Place));
        Assert.Equal(
            "Geheimweg 7, Porz 51143 50.88",
            await own.ScalarAsync<string>("SELECT concat_ws(' ', street, postcode, ST_Y(location::geometry)) FROM protected_places")
        );

        await own.ImportAsync(
            "external_id,name,town,postcode,street,latitude,longitude\n1,Haus Schutz,Köln,50667,Neuer Weg 9,50.94,6.95\n"
        );
        Assert.Equal("t Köln Municipality 0", await own.OfAsync("Haus Schutz", Place));
        await own.ImportAsync(
            "name,town,street,protect_location,retrieved_on\nHaus Schutz,Köln,Ganz neu 3,no,2030-01-01\n",
            source: "Quelle B"
        );
        Assert.Equal("t Köln Municipality 0", await own.OfAsync("Haus Schutz", Place));
        Assert.Equal(
            0,
            await own.ScalarAsync<long>(
                "SELECT count(*) FROM organisations AS o WHERE o::text LIKE '%Geheimweg%' OR o::text LIKE '%Neuer Weg%' OR o::text LIKE '%Ganz neu%'"
            )
        );
    }

    [Fact]
    public async Task A_place_is_public_again_when_its_only_source_says_so()
    {
        await using var own = await SeededNetwork.NewAsync(cluster);
        await own.ImportAsync("external_id,name,town,postcode,street,protect_location\n1,Haus Offen,Köln,50667,Weg 7,yes\n");
        await own.ImportAsync("external_id,name,town,postcode,street,protect_location\n1,Haus Offen,Köln,50667,Weg 7,no\n");
        Assert.Equal("Weg 7 50667 Postcode", await own.OfAsync("Haus Offen", "concat_ws(' ', street, postcode, precision)"));
        Assert.Equal(0, await own.ScalarAsync<long>("SELECT count(*) FROM protected_places"));
    }

    [Fact]
    public async Task A_point_is_kept_by_a_file_without_coordinates_until_the_address_changes()
    {
        await using var own = await SeededNetwork.NewAsync(cluster);
        await own.ImportAsync("external_id,name,town,postcode,street,latitude,longitude\n1,Haus Punkt,Köln,50667,Weg 7,50.941,6.955\n");
        await own.ImportAsync("external_id,name,town,email\n1,Haus Punkt,Köln,a@example.org\n");
        Assert.Equal(
            "Address 50.941 Weg 7",
            await own.OfAsync("Haus Punkt", "concat_ws(' ', precision, ST_Y(location::geometry), street)")
        );
        await own.ImportAsync("external_id,name,town,street\n1,Haus Punkt,Köln,Weg 99\n");
        Assert.Equal("Postcode", await own.OfAsync("Haus Punkt", "precision"));
    }
}
